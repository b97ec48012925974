"""Runs a Python module in a separate process, such as `python -m auth_service rotate-keys`."""

import asyncio
import sys
from collections.abc import Mapping
from typing import NamedTuple


class Finished(NamedTuple):
    """A process that has ended: its exit code, and the last lines of stdout and stderr, if any."""

    code: int | None
    said: str
    complaint: str


async def run_python(
    module: str, environment: Mapping[str, str], *arguments: str, typed: str = ""
) -> Finished:
    """Runs the module with `typed` on stdin. The process does not outlive a cancelled caller."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments),
        env=dict(environment),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        said, complaint = await process.communicate(typed.encode())
    finally:
        if process.returncode is None:
            process.terminate()
    return Finished(process.returncode, _last_line(said), _last_line(complaint))


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""
