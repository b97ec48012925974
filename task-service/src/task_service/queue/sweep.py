"""The sweep: jobs of a worker that died go to another one, a few seconds after its last heartbeat.

Procrastinate itself leaves them in the state `doing` for good.
"""

import asyncio
from time import monotonic
from typing import NoReturn

from service_kit.db.database import Database
from service_kit.errors import DomainError
from service_kit.logging import logs
from task_service.queue import repository as queue

log = logs.get_logger(__name__)


async def sweep_forever(database: Database, *, every_s: float, worker_lost_after_s: float) -> NoReturn:
    """Every worker sweeps; a row lock decides who gets which job. An outage is told once.

    After a stall of this process it waits another round: its own heartbeat is late then, and not alone.
    """
    failing = False
    while True:
        asleep = monotonic()
        await asyncio.sleep(every_s)
        if monotonic() - asleep > 2 * every_s:
            continue
        try:
            await sweep(database, worker_lost_after_s=worker_lost_after_s)
            failing = False
        except DomainError as error:
            if not failing:
                log.warning("Sweep failed, to be tried again", reason=error.reason)
            failing = True


async def sweep(database: Database, *, worker_lost_after_s: float) -> int:
    """One round; returns how many jobs went back into the queue."""
    async with database.transaction() as connection:
        found = await queue.requeue_lost(connection, worker_lost_after_s=worker_lost_after_s)
    if found:
        log.warning("Jobs of a lost worker went back into the queue", jobs=found)
    return found
