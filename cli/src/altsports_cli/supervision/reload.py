"""Restarts programs whose code changed, for development."""

from pathlib import Path

from watchfiles import PythonFilter, awatch  # pyright: ignore[reportUnknownVariableType] - its event is any

from altsports_cli.supervision.supervisor import Supervisor


async def reload_on_change(supervisor: Supervisor) -> None:
    """Watches the sources of all programs until cancelled."""
    watched = {folder for program in supervisor.programs for folder in program.watched}
    async for changes in awatch(*watched, watch_filter=PythonFilter(), raise_interrupt=False):
        files = [Path(path) for _, path in changes]
        touched = {
            program.name
            for program in supervisor.programs
            if any(file.is_relative_to(folder) for file in files for folder in program.watched)
        }
        await supervisor.reload(touched)
