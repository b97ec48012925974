"""Checks whether a port is free before anything starts, and finds the process that uses it."""

import contextlib
import errno
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import psutil

from altsports_cli.errors import EXIT_PORT_IN_USE, CliError

HIGHEST_PORT = 65535
ANY_PORT = 0


@dataclass(frozen=True)
class WantedPort:
    """A port that the mesh needs. setting: its variable. count: the number of consecutive ports."""

    host: str
    number: int
    setting: str
    count: int = 1

    @property
    def numbers(self) -> range:
        """All required ports."""
        return range(self.number, self.number + self.count)


def check_port(wanted: WantedPort) -> None:
    """Raises CliError, with a free port as a hint, if one of the ports is in use or not allowed."""
    if wanted.number + wanted.count - 1 > HIGHEST_PORT:
        raise CliError(f"{wanted.setting}={wanted.number} is above {HIGHEST_PORT}.", "Choose a lower one.")
    for number in wanted.numbers:
        problem = _problem(wanted.host, number)
        if problem is not None:
            raise CliError(problem, _hint(wanted), exit_code=EXIT_PORT_IN_USE)


def check_ports(wanted: Sequence[WantedPort]) -> None:
    """Raises CliError if two parts of the mesh need the same port, or a port is not available."""
    for first, second in combinations(wanted, 2):
        shared = (set(first.numbers) & set(second.numbers)) - {ANY_PORT}
        if shared:
            problem = f"{first.setting} and {second.setting} both use port {min(shared)}."
            raise CliError(problem, f"Choose another: {second.setting}={max(first.numbers) + 1} altsports up")
    for each in wanted:
        check_port(each)


def is_free(host: str, number: int) -> bool:
    """True if a server can listen there now."""
    return _problem(host, number) is None


def _problem(host: str, number: int) -> str | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
            probe.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"Port {number} is in use by {holder_of(number)}."
            return f"Port {number} on {host} cannot be used: {error.strerror}."
    return None


def _hint(wanted: WantedPort) -> str:
    for number in range(wanted.number + 1, min(wanted.number + 200, HIGHEST_PORT - wanted.count)):
        if all(is_free(wanted.host, number + step) for step in range(wanted.count)):
            return f"Stop it, or choose another: {wanted.setting}={number} altsports up"
    return f"Stop it, or choose another with {wanted.setting}."


def holder_of(number: int) -> str:
    """Returns the process that listens on the port, if this account is allowed to see it."""
    with contextlib.suppress(psutil.Error):
        for connection in psutil.net_connections(kind="tcp"):
            listens = connection.status == psutil.CONN_LISTEN
            if listens and connection.laddr and connection.laddr.port == number and connection.pid:
                process = psutil.Process(connection.pid)
                return f"{_short_command(process)} (pid {connection.pid})"
    return "another process"


def _short_command(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.Error):
        words = [word for word in process.cmdline() if word]
        if words:
            return " ".join(words)[:60]
    return process.name()
