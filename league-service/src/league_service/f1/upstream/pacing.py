"""Keeps the limits of the upstream (4 requests a second, 500 an hour) for all processes, and its answers."""

import asyncio
import zlib
from datetime import datetime

from league_service.f1.upstream import repository
from league_service.f1.upstream.domain import Answer, Paused
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database


class SharedPace:
    """The processes of a mesh ask one after the other."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def wait(self) -> None:
        """Waits for its turn. Raises Paused if the upstream asked for a pause, or the hour is used up."""
        now = self._clock.now()
        async with self._database.transaction() as connection:
            slot = await repository.take_slot(connection)
            free_at = await repository.free_again_at(connection, now)
        if slot.not_before is not None and slot.not_before > now:
            raise Paused("the upstream asked for a pause", slot.not_before)
        if free_at is not None:
            raise Paused(f"{repository.MOST_AN_HOUR} requests were sent within an hour", free_at)
        if slot.wait_s > 0:
            await asyncio.sleep(slot.wait_s)

    async def note(self, answer: Answer, retry_at: datetime | None) -> None:
        """Stores the answer, and the pause that the upstream asks for."""
        body = zlib.compress(answer.body) if answer.body else None
        async with self._database.transaction() as connection:
            await repository.store_answer(connection, answer.path, answer.status, body, self._clock.now())
            if retry_at is not None:
                await repository.block(connection, retry_at)
