"""Runs a command of a service beside the mesh or without it, such as `python -m auth_service rotate-keys`."""

import asyncio
import sys
from collections.abc import Mapping

from altsports_cli.errors import CliError

_PREFIX = "error: "  # of the one line with which every process says why it failed


async def run_service(
    package: str, command: str, environment: Mapping[str, str], *, typed: str = "", hint: str = ""
) -> None:
    """Runs the command with `typed` on stdin. Raises CliError with what it says if it fails."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", package, command),
        env=dict(environment),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, complaint = await process.communicate(f"{typed}\n".encode())
    finally:
        if process.returncode is None:
            process.terminate()
    if process.returncode != 0:
        raise CliError(f"{_reason(complaint) or f'{package} {command} failed'}.", hint)


def _reason(complaint: bytes) -> str:
    lines = complaint.decode(errors="replace").strip().splitlines()
    return lines[-1].removeprefix(_PREFIX).rstrip(".") if lines else ""
