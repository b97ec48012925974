"""`altsports seed`: loads the demo data into the running mesh."""

import asyncio
import subprocess
import sys
from contextlib import ExitStack
from importlib.resources import as_file

from altsports.league.v1 import imports_pb2 as pb
from altsports_cli.commands.import_files import ImportView
from altsports_cli.context import make_console, settings_of_running_mesh
from altsports_cli.errors import CliError
from altsports_cli.imports.sending import describe, send_files
from altsports_cli.imports.sources import SourceFile
from altsports_cli.mesh.demo import require_demo_files


def command() -> None:
    """Load the demo data: real leagues, a simulated season, an account. Loading it again changes nothing."""
    settings = settings_of_running_mesh()
    console = make_console()
    with ExitStack() as stack:
        files = [
            SourceFile(f"demo/{file.name}", stack.enter_context(as_file(file)))
            for file in require_demo_files()
        ]
        view = stack.enter_context(ImportView(console))
        summary = asyncio.run(
            send_files(settings, files, view, pb.FileStart(kind="leagues", source="altsports"))
        )
    if settings.env != "production":
        _seed("auth_service", "The demo account could not be created.")
        _seed("league_service", "The simulated season could not be stored.")
        _seed("task_service", "The demo run could not be stored.")
        _seed("ai_service", "The demo documents could not be stored.")
    view.print_problems()
    console.print(describe(summary), markup=False)


def _seed(service: str, failure: str) -> None:
    done = subprocess.run(  # noqa: S603 - one of our own services
        [sys.executable, "-m", service, "seed"], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise CliError(failure, (done.stdout + done.stderr).strip()[-500:])
