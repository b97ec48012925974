"""Tells before anything starts whether a port is free, and if not, who has it."""

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
    """A port that the mesh needs. setting: the variable that moves it. count: how many follow each other."""

    host: str
    number: int
    setting: str
    count: int = 1

    @property
    def numbers(self) -> range:
        """All ports that are wanted."""
        return range(self.number, self.number + self.count)


def check_port(wanted: WantedPort) -> None:
    """Raises CliError when one of the ports is taken or may not be used; it names a free one."""
    if wanted.number + wanted.count - 1 > HIGHEST_PORT:
        raise CliError(f"{wanted.setting}={wanted.number} is above {HIGHEST_PORT}.", "Choose a lower one.")
    for number in wanted.numbers:
        problem = _problem(wanted.host, number)
        if problem is not None:
            raise CliError(problem, _way_out(wanted), exit_code=EXIT_PORT_IN_USE)


def check_ports(wanted: Sequence[WantedPort]) -> None:
    """Raises CliError when two parts of the mesh want one port, or one cannot be had."""
    for first, second in combinations(wanted, 2):
        shared = (set(first.numbers) & set(second.numbers)) - {ANY_PORT}
        if shared:
            problem = f"{first.setting} and {second.setting} both take port {min(shared)}."
            raise CliError(problem, f"Choose another: {second.setting}={max(first.numbers) + 1} altsports up")
    for each in wanted:
        check_port(each)


def is_free(host: str, number: int) -> bool:
    """True when a server could listen there now."""
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


def _way_out(wanted: WantedPort) -> str:
    for number in range(wanted.number + 1, min(wanted.number + 200, HIGHEST_PORT - wanted.count)):
        if all(is_free(wanted.host, number + step) for step in range(wanted.count)):
            return f"Stop it, or choose another: {wanted.setting}={number} altsports up"
    return f"Stop it, or choose another with {wanted.setting}."


def holder_of(number: int) -> str:
    """Names the process that listens on the port, as far as this account may know."""
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
