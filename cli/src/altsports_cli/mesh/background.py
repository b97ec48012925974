"""Starts the supervisor in the background and follows it until the mesh is up."""

import contextlib
import json
import signal
import subprocess
import sys
from collections.abc import Generator
from typing import IO, Any

from altsports_cli.errors import CliError
from altsports_cli.mesh.session import Session
from altsports_cli.supervision.event_log import NAME
from altsports_cli.supervision.events import Emit, Event


def start_in_background(session: Session, emit: Emit) -> None:
    """Returns when the mesh is up. Raises CliError if it does not start; Ctrl-C stops it."""
    home = session.mesh.home
    home.make_folders()
    options = {"gateways": session.mesh.gateways, "reload": session.reload, "demo": session.demo}
    with home.log_of(NAME).open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "altsports_cli.mesh.daemon", json.dumps(options)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
            text=True,
        )
    assert process.stdout is not None
    with _passed_on_interrupt(process):
        _follow(process.stdout, emit)


def _follow(lines: IO[str], emit: Emit) -> None:
    for line in lines:
        message: dict[str, Any] = json.loads(line)
        if message["kind"] == "failed":
            emit(Event("failed"))
            raise CliError(message["detail"], message["hint"], exit_code=message["code"])
        event = Event(**message)
        emit(event)
        if event.kind == "up":
            return
    raise CliError("The supervisor exited before the mesh was up.", f"See: altsports logs {NAME}")


@contextlib.contextmanager
def _passed_on_interrupt(process: "subprocess.Popen[str]") -> Generator[None]:
    try:
        yield
    except KeyboardInterrupt:
        process.send_signal(signal.SIGTERM)
        process.wait()
        raise
    finally:
        if process.stdout is not None:
            process.stdout.close()
        process.returncode = process.returncode or 0  # it keeps running; nobody waits for it
