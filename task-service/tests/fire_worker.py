"""A worker process for tests under fire: the real one, with work that leaves a mark at each of its steps.

A mark, the saved step and the progress are one commit, so a run that completed has each mark once.
"""

import asyncio
from typing import Any

from service_kit.clock.clocks import SystemClock
from service_kit.errors import InvalidArgument
from service_kit.logging import logs
from service_kit.process import lifecycle
from task_service.runs.running import RunningRun
from task_service.settings import TaskSettings
from task_service.worker import carry_out

STEPS = 5
PAUSE_S = 0.1


async def steps(run: RunningRun) -> dict[str, Any]:
    for step in range(run.saved.get("done", 0) + 1, STEPS + 1):
        await asyncio.sleep(PAUSE_S)
        async with run.step(progress=100 * step / STEPS) as connection:
            query = "INSERT INTO task.marks (run_id, step, fence) VALUES (%s, %s, %s)"
            await connection.execute(query, [run.id, step, run.fence])
            run.saved["done"] = step
    return {"done": run.saved["done"]}


async def refuse(run: RunningRun) -> dict[str, Any]:
    raise InvalidArgument("No retry can help")


async def forever(run: RunningRun) -> dict[str, Any]:
    async with run.step(progress=10):
        run.saved["begun"] = True
    await asyncio.Event().wait()
    return {}


async def work(stop: asyncio.Event) -> None:
    settings = TaskSettings.read()
    logs.configure(settings, "fire-worker")
    handlers = {"steps": steps, "refuse": refuse, "forever": forever}
    await carry_out(settings, handlers, stop, clock=SystemClock())


lifecycle.run(work)
