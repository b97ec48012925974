"""`altsports worker`: carries out background runs beside the workers of the running mesh."""

import importlib.util
import os
import sys
from typing import Annotated

import typer

from altsports_cli.context import settings_of_running_mesh
from altsports_cli.errors import CliError


def command(
    concurrency: Annotated[
        int | None, typer.Option(min=1, help="The number of runs at a time. Default: WORKER_CONCURRENCY.")
    ] = None,
) -> None:
    """Start one more worker for the running mesh, in the foreground.

    Start it as often as you like, also on other machines if the environment has the addresses of the mesh.
    Ctrl-C stops it: its runs go back into the queue, and the other workers continue them.
    """
    if importlib.util.find_spec("task_service.worker") is None:
        raise CliError("task_service is not installed.", "Install it with: make up")
    settings = settings_of_running_mesh()
    if concurrency is not None:
        os.environ["WORKER_CONCURRENCY"] = str(concurrency)
    print(f"A worker for the mesh in {settings.home} starts; Ctrl-C stops it.", flush=True)
    os.execv(sys.executable, [sys.executable, "-m", "task_service", "worker"])  # noqa: S606 - our own module
