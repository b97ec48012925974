"""The supervisor in the background: prints events as JSON lines until the mesh is up, then only logs them.

python -m altsports_cli.mesh.daemon OPTIONS
"""

import contextlib
import json
import os
import sys
from dataclasses import asdict
from typing import Any

from altsports_cli.errors import CliError
from altsports_cli.mesh.mesh import Mesh
from altsports_cli.mesh.session import Session
from altsports_cli.settings import CommandSettings
from altsports_cli.supervision.event_log import EventLog
from altsports_cli.supervision.events import Event


def main() -> None:
    """Runs the mesh with the options of `altsports up` (JSON: gateways, reload, demo)."""
    options: dict[str, Any] = json.loads(sys.argv[1])
    mesh = Mesh(CommandSettings.read(), gateways=options["gateways"])
    log = EventLog(mesh.home)

    def emit(event: Event) -> None:
        log.write(event)
        _tell(asdict(event))

    try:
        Session(mesh, reload=options["reload"], demo=options["demo"]).run(emit)
    except CliError as error:
        log.write(Event("failed", detail=str(error)))
        _tell({"kind": "failed", "detail": error.message, "hint": error.hint, "code": error.exit_code})
        sys.exit(error.exit_code)


def _tell(message: dict[str, Any]) -> None:
    """Prints a message for the process that started us, which reads until the mesh is up."""
    with contextlib.suppress(OSError):
        os.write(sys.stdout.fileno(), json.dumps(message).encode() + b"\n")


if __name__ == "__main__":
    main()
