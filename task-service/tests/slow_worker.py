"""A worker process for tests: the real one, with work that stops half way until another worker takes over.

The kind `slow` saves a step and waits forever; the worker that continues from that step completes it.
"""

import asyncio
from typing import Any

from service_kit.clock.clocks import SystemClock
from service_kit.logging import logs
from service_kit.process import lifecycle
from task_service.runs.running import RunningRun
from task_service.settings import TaskSettings
from task_service.worker import carry_out


async def slow(run: RunningRun) -> dict[str, Any]:
    if "step" in run.saved:
        return {"went_on_from": run.saved["step"]}
    async with run.step(progress=40):
        run.saved["step"] = 1
    await asyncio.Event().wait()
    return {}


async def work(stop: asyncio.Event) -> None:
    settings = TaskSettings.read()
    logs.configure(settings, "slow-worker")
    await carry_out(settings, {"slow": slow}, stop, clock=SystemClock())


lifecycle.run(work)
