"""`altsports status`: the running processes, their uptime, restarts and memory."""

import asyncio
import json
import time
from dataclasses import asdict, dataclass
from typing import Annotated
from urllib.parse import urlsplit

import psutil
import typer
from rich.table import Table

from altsports_cli.context import make_console, read_settings, running_state
from altsports_cli.display.hints import as_typed
from altsports_cli.errors import EXIT_PROBLEM
from altsports_cli.machine.home import Home
from altsports_cli.machine.processes import ProcessId
from altsports_cli.supervision.probes import http_ready
from altsports_cli.supervision.state import MeshState

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Row:
    """One process. up_seconds: since its last start. memory_mb: including children, shared pages once."""

    name: str
    status: str
    pid: int
    up_seconds: int
    restarts: int
    memory_mb: int


def command(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")] = False,
) -> None:
    """Show the processes of the running mesh and whether the gateway is ready.

    The exit code is 0 without problems, 1 with problems, and 3 if the mesh is not running.
    """
    state = running_state(Home(read_settings().home))
    rows = rows_of(state)
    ready = asyncio.run(_gateway_is_ready(state))
    if as_json:
        facts = {"phase": state.phase, "ready": ready, "links": state.links}
        print(json.dumps({**facts, "processes": [asdict(row) for row in rows]}, indent=1))
    else:
        _print_table(state, rows, ready=ready)
    if not ready or any(row.status != "ready" for row in rows):
        raise typer.Exit(EXIT_PROBLEM)


def rows_of(state: MeshState) -> list[Row]:
    """The supervisor and its processes."""
    rows = [_row("supervisor", state.phase, state.supervisor, 0)]
    return rows + [_row(p.name, p.status, p.identity, p.restarts) for p in state.processes]


def _row(name: str, status: str, identity: ProcessId, restarts: int) -> Row:
    process = identity.find()
    if process is None:
        return Row(name, "gone" if status == "ready" else status, identity.pid, 0, restarts, 0)
    family = [process] if name == "supervisor" else [process, *_children(process)]
    memory = sum(_memory(member) for member in family) // MEBIBYTE
    return Row(name, status, identity.pid, int(time.time() - identity.started), restarts, memory)


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def _memory(process: psutil.Process) -> int:
    """Bytes; on Linux, shared pages are divided among the processes that share them."""
    try:
        return getattr(process.memory_full_info(), "pss", 0) or process.memory_info().rss
    except psutil.Error:
        return 0


async def _gateway_is_ready(state: MeshState) -> bool:
    link = urlsplit(state.links.get("Gateway", ""))
    if link.hostname is None or link.port is None:
        return False
    try:
        async with asyncio.timeout(5):
            return await http_ready(link.hostname, link.port, "/readyz")()
    except (OSError, TimeoutError):
        return False


def _print_table(state: MeshState, rows: list[Row], *, ready: bool) -> None:
    console = make_console()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("process", "state", "pid", "up", "restarts", "memory"):
        table.add_column(title, justify="left" if title in ("process", "state") else "right")
    for row in rows:
        memory = f"{row.memory_mb} MB"
        table.add_row(row.name, row.status, str(row.pid), _span(row.up_seconds), str(row.restarts), memory)
    console.print(table)
    console.print(f"\nTotal: {sum(row.memory_mb for row in rows)} MB.")
    words = "The gateway is ready." if ready else as_typed("The gateway is not ready: altsports logs gateway")
    console.print(words, markup=False)
    for name, link in state.links.items():
        console.print(f"  {name:<14}{link}", markup=False)


def _span(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}h{minutes:02}m" if hours else f"{minutes}m{rest:02}s"
