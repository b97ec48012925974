"""The supervisor in the background: tells what happens as JSON lines until it is up, then only to its log.

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
from altsports_cli.supervision.event_log import EventLog
from altsports_cli.supervision.events import Event
from service_kit.settings.mesh import MeshSettings


def main() -> None:
    """Runs the mesh with the options of `altsports up` (JSON: gateways, reload, demo)."""
    options: dict[str, Any] = json.loads(sys.argv[1])
    mesh = Mesh(MeshSettings(), gateways=options["gateways"])  # pyright: ignore[reportCallIssue]
    log = EventLog(mesh.home)

    def emit(event: Event) -> None:
        log.write(event)
        _tell(asdict(event))

    try:
        Session(mesh, reload=options["reload"], demo=options["demo"]).run(emit)
    except CliError as error:
        log.write(Event("failed", detail=str(error)))
        _tell({"kind": "failed", "detail": error.message, "way_out": error.way_out, "code": error.exit_code})
        sys.exit(error.exit_code)


def _tell(message: dict[str, Any]) -> None:
    """Whoever started us reads this until the mesh is up; afterwards nobody does."""
    with contextlib.suppress(OSError):
        os.write(sys.stdout.fileno(), json.dumps(message).encode() + b"\n")


if __name__ == "__main__":
    main()
