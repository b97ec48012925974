"""Our worker with one kind of run, and a loop that asks for such runs, each in a transaction of its own.

python -m bench.peers.own_jobs worker
python -m bench.peers.own_jobs enqueue COUNT --rate PER_SECOND --work SECONDS
"""

import argparse
import asyncio
import json
import os
import random
import time
from typing import Any
from uuid import UUID, uuid4

from service_kit.clock.clocks import SystemClock
from service_kit.db.database import Database
from service_kit.db.settings import PoolSettings
from service_kit.logging import logs
from service_kit.process import lifecycle
from service_kit.runs.requests import RunRequest
from service_kit.runs.work import Work
from task_service.queue.limits import Queue
from task_service.runs.operations import enqueue as accept
from task_service.settings import TaskSettings
from task_service.worker import carry_out

LOG = os.environ.get("JOBS_LOG", "")


async def note(run: Work) -> dict[str, Any]:
    """Writes when it started and when it ended."""
    _write("start", run.id)
    if run.params["work_s"]:
        await asyncio.sleep(run.params["work_s"])
    _write("end", run.id)
    return {}


def _write(what: str, job: UUID) -> None:
    file = os.open(LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, f"{what} {job} {time.time()}\n".encode())
    os.close(file)


async def work(stop: asyncio.Event) -> None:
    settings = TaskSettings.read()
    logs.configure(settings, "own-jobs")
    await carry_out(settings, {"note": note}, stop, clock=SystemClock())


async def enqueue(count: int, rate: float, work_s: float) -> None:
    """Prints the accepted runs with the time at which they were asked for, and how long all of it took."""
    accepted: dict[str, float] = {}
    took: list[float] = []
    queue, clock = Queue(), SystemClock()
    dsn = TaskSettings.read().area_dsn("task")
    async with Database(dsn, PoolSettings(max_size=4), service="enqueue") as database:
        due = began = time.time()
        for _ in range(count):
            due += random.expovariate(rate) if rate else 0
            await asyncio.sleep(max(due - time.time(), 0))
            run_id, asked = uuid4(), time.time()
            request = RunRequest(kind="note", area="task", params={"work_s": work_s})
            async with database.transaction() as connection:
                await accept(connection, queue, run_id, request, clock.now())
            accepted[str(run_id)] = asked
            took.append(time.time() - asked)
        seconds = time.time() - began
    print(json.dumps({"accepted": accepted, "took": took, "seconds": seconds}))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["worker", "enqueue"])
    parser.add_argument("count", type=int, nargs="?", default=0)
    parser.add_argument("--rate", type=float, default=0)
    parser.add_argument("--work", type=float, default=0)
    given = parser.parse_args()
    if given.command == "enqueue":
        asyncio.run(enqueue(given.count, given.rate, given.work))
    else:
        lifecycle.run(work)


if __name__ == "__main__":
    main()
