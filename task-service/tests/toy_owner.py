"""A service process for tests that owns a kind of run: it notes in a file what happens to its work."""

import asyncio
from pathlib import Path
from typing import Any

from service_kit.process import lifecycle
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.grpc_server import Server
from service_kit.runs.rpc import work_registration
from service_kit.runs.work import Work
from service_kit.settings.mesh import MeshSettings

SETTINGS = MeshSettings.read()


def note(text: str) -> None:
    with Path(SETTINGS.home, "notes").open("a") as notes:
        notes.write(f"{text}\n")


async def report(work: Work) -> dict[str, Any]:
    """Saves one step per attempt, and then waits until it is stopped."""
    step = work.saved.get("step", 0) + 1
    note(f"attempt {work.attempt} step {step}")
    await work.save({"step": step})
    await work.progress(step * 10, message=f"Step {step}", partial={"steps": step})
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        note(f"stopped step {step}")
        raise
    return {}


async def serve(stop: asyncio.Event) -> None:
    server = Server(SETTINGS.secret, Diagnostics("league-service"), shares_streams=SETTINGS.link)
    server.add(*work_registration({"report": report}))
    await server.start(SETTINGS.bind_address("league"))
    await stop.wait()
    await server.stop(2.0)  # a fifth of it is for the reason to reach the clients


lifecycle.run(serve)
