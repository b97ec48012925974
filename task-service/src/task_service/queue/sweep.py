"""The sweep: moves the jobs of a dead worker to another one, a few seconds after its last heartbeat.

Procrastinate itself leaves them in the state `doing` forever.
"""

import asyncio
from time import monotonic

from service_kit.db.database import Database
from service_kit.logging import logs
from task_service.queue import repository as queue

log = logs.get_logger(__name__)


async def sweep_later(database: Database, *, every_s: float, worker_lost_after_s: float) -> None:
    """Waits and sweeps. Every worker sweeps; row locks decide which worker gets a job.

    After a stall of this process it waits one more round: then its own heartbeat, and maybe others, are late.
    """
    asleep = monotonic()
    await asyncio.sleep(every_s)
    if monotonic() - asleep <= 2 * every_s:
        await sweep(database, worker_lost_after_s=worker_lost_after_s)


async def sweep(database: Database, *, worker_lost_after_s: float) -> int:
    """Runs one round; returns how many jobs went back into the queue."""
    async with database.transaction() as connection:
        found = await queue.requeue_lost(connection, worker_lost_after_s=worker_lost_after_s)
    if found:
        log.warning("Jobs of a lost worker went back into the queue", jobs=found)
    return found
