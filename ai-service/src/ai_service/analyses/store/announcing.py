"""Reports stored analyses to their owners, over the feed."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime
from typing import Any, Final, NoReturn, Protocol

from ai_service.analyses.errors import AnalysesUnavailable
from ai_service.analyses.store.port import Position, StoredAnalysis
from altsports.ai.v1.events_models import AnalysisStored
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.db.leader import OUTAGES, lead
from service_kit.events.outbox import append_events

_SCHEMA: Final = "ai"
_BEAT_S: Final = 5.0


class Watched(Protocol):
    """A store that reports what anybody stores in it, this service or another client."""

    def watch(self, since: datetime) -> AsyncGenerator[StoredAnalysis]: ...


async def announce(connection: Connection, analysis: StoredAnalysis) -> None:
    """Appends the event of an analysis."""
    event = AnalysisStored(
        analysis_id=analysis.analysis_id,
        user_id=analysis.user_id,
        analysis_type=analysis.analysis_type,
        league_id=analysis.league_id,
        league_name=analysis.league_name,
        confidence=analysis.confidence,
        timestamp=analysis.created_at,
    )
    await append_events(connection, _SCHEMA, event, time=analysis.created_at)


class Listener:
    """Announces what a store reports, in one process at a time, from the start of that process on."""

    def __init__(self, database: Database, store: Watched, clock: Clock) -> None:
        self._database = database
        self._store = store
        self._last: Position = (clock.now(), "")

    async def run(self) -> NoReturn:
        outages = (*OUTAGES, AnalysesUnavailable)
        await lead(self._database, "list", "analyses", self._listen, outages=outages)

    async def _listen(self, connection: Connection) -> None:
        """Ends when the store or the connection that holds the lock fails."""
        work: list[asyncio.Task[Any]] = [
            asyncio.create_task(self._follow()),
            asyncio.create_task(_beat(connection)),
        ]
        try:
            ended, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                task.result()
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)

    async def _follow(self) -> None:
        async with aclosing(self._store.watch(self._last[0])) as analyses:
            async for analysis in analyses:
                position = (analysis.created_at, analysis.analysis_id)
                if position == self._last:  # a new listener starts with what the last one ended with
                    continue
                async with self._database.transaction() as announcing:
                    await announce(announcing, analysis)
                self._last = max(self._last, position)


async def _beat(connection: Connection) -> NoReturn:
    while True:
        await connection.fetch_value("SELECT 1")
        await asyncio.sleep(_BEAT_S)
