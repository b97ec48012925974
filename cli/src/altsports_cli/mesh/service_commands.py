"""Runs a command of a service beside the mesh or without it, such as `python -m auth_service rotate-keys`."""

from collections.abc import Mapping

from altsports_cli.errors import CliError
from altsports_cli.python_process import run_python

_PREFIX = "error: "  # of the one line with which every process says why it failed


async def run_service(
    package: str, command: str, environment: Mapping[str, str], *, typed: str = "", hint: str = ""
) -> None:
    """Runs the command with `typed` on stdin. Raises CliError with what it says if it fails."""
    finished = await run_python(package, environment, command, typed=f"{typed}\n")
    if finished.code != 0:
        reason = finished.complaint.removeprefix(_PREFIX).rstrip(".")
        raise CliError(f"{reason or f'{package} {command} failed'}.", hint)
