"""`Database.pipelined`: point reads on a few connections in pipeline mode, at a fraction of the cost.

The pool answers a read that cannot be answered here: no lane is open, its statement has been slow, it
waited behind a slow one, or it failed twice through no fault of its own (a lost connection, the error of a
neighbour, a stale plan). All of this is safe because reads can be repeated.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from time import monotonic, perf_counter
from typing import Any, Final, TypeVar

import psycopg
from psycopg.abc import Params, QueryNoTemplate

from service_kit.db.blocks import Reading, raise_domain
from service_kit.db.connection import Connection
from service_kit.db.errors import ConnectionLost, DatabaseBusy, DatabaseUnavailable
from service_kit.db.held import check_nothing_held
from service_kit.db.metrics import DatabaseMetrics
from service_kit.db.pipeline.lane import Lane
from service_kit.db.pipeline.statements import Rows
from service_kit.db.pipeline.under_way import Read
from service_kit.db.pool import Pool
from service_kit.db.rows import names_of, row_maker
from service_kit.db.settings import PoolSettings

T = TypeVar("T")
_ATTEMPTS: Final = 2
_FULL: Final = 16
"""Reads under way on a lane beyond which the next lane is used."""
_MOST_UNDER_WAY: Final = 128
_SLOW_FOR_S: Final = 60.0
_MOST_SLOW: Final = 256
_CANCEL_S: Final = 2.0
_DRAIN_S: Final = 0.02
_CLOSE_GRACE_S: Final = 5.0

logger = logging.getLogger(__name__)


class PipelinedReads:
    """A `Reader` for single statements outside blocks that take a few milliseconds and return few rows."""

    def __init__(self, pool: Pool, settings: PoolSettings, metrics: DatabaseMetrics) -> None:
        self._pool = pool
        self._settings = settings
        self._metrics = metrics
        self._most_lanes = min(settings.pipeline_connections, settings.max_size - 1)
        self._lanes: list[Lane] = []
        self._slow: dict[str, float] = {}
        self._opening: asyncio.Task[None] | None = None
        self._ending: set[asyncio.Task[None]] = set()
        self._is_closed = False

    async def fetch_one(
        self, make: Callable[..., T], query: QueryNoTemplate, params: Params | None = None
    ) -> T | None:
        """Returns the first row as `make(**columns)`, or None. `make` is a class or a function."""
        names, rows = await self._rows(query, params)
        return row_maker(make, names)(rows[0]) if rows else None

    async def fetch_all(
        self, make: Callable[..., T], query: QueryNoTemplate, params: Params | None = None
    ) -> list[T]:
        """Returns all rows as `make(**columns)`."""
        names, rows = await self._rows(query, params)
        return list(map(row_maker(make, names), rows)) if rows else []

    async def fetch_rows(self, query: QueryNoTemplate, params: Params | None = None) -> list[Any]:
        """Returns all rows as tuples."""
        _, rows = await self._rows(query, params)
        return rows

    async def fetch_value(self, query: QueryNoTemplate, params: Params | None = None) -> Any:
        """Returns the first column of the first row, or None."""
        _, rows = await self._rows(query, params)
        return rows[0][0] if rows else None

    async def _rows(self, query: QueryNoTemplate, params: Params | None) -> Rows:
        check_nothing_held("A pipelined read")  # it would not see what the block has written
        if isinstance(query, str):
            for attempt in range(_ATTEMPTS):
                lane = self._lane_for(query)
                if lane is None:
                    break
                try:
                    found = await lane.ask(Read(query, params, is_alone=attempt > 0))
                except psycopg.Error as error:
                    raise_domain(self._pool, error)
                    raise
                if found is not None:
                    return found
        try:
            return await self._rows_of_pool(query, params)
        except ConnectionLost:  # whoever ends connections may have reached this one last
            return await self._rows_of_pool(query, params)

    async def _rows_of_pool(self, query: QueryNoTemplate, params: Params | None) -> Rows:
        async with Reading(self._pool) as connection:
            cursor = await connection.execute(query, params)
            return names_of(cursor.pgresult), await cursor.fetchall()

    # Lanes

    def _lane_for(self, query: str) -> Lane | None:
        """The first lane with room, so that reads meet in batches; None if the pool has to answer."""
        if self._is_slow(query):
            return None
        best: Lane | None = None
        for lane in self._lanes:
            if lane.is_stuck or lane.is_old or lane.depth >= _MOST_UNDER_WAY:
                continue
            if lane.depth < _FULL:
                return lane
            if best is None or lane.depth < best.depth:
                best = lane
        if len(self._lanes) < self._most_lanes:
            self._open_another()
        return best

    def _is_slow(self, query: str) -> bool:
        if not self._slow:
            return False
        until = self._slow.get(query)
        if until is None:
            return False
        if until > perf_counter():
            return True
        del self._slow[query]
        return False

    def _be_slow(self, query: str) -> None:
        if len(self._slow) >= _MOST_SLOW:
            del self._slow[next(iter(self._slow))]
        self._slow[query] = perf_counter() + _SLOW_FOR_S
        self._metrics.moved("slow")

    def _open_another(self) -> None:
        """Starts to open a lane, unless the database is down or callers of the pool need the connections."""
        is_scarce = self._pool.active >= self._settings.max_size - 1
        if self._opening is None and not self._is_closed and not self._pool.broken and not is_scarce:
            self._opening = asyncio.create_task(self._open(), name="pipelined reads")

    async def _open(self) -> None:
        try:
            connection = await self._pool.acquire()
        except (DatabaseUnavailable, DatabaseBusy) as error:
            logger.debug("no connection for pipelined reads: %s", error.message)
            return
        finally:
            self._opening = None
        lane = Lane(connection, self._settings, self._metrics, on_slow=self._be_slow, on_end=self._ended)
        self._lanes.append(lane)
        self._look_after(lane)

    def _look_after(self, lane: Lane) -> None:
        """Closes a lane that is too old, after its last answer, or that nobody has used for a while."""
        if lane not in self._lanes:
            return
        idle_s = self._settings.idle_s
        lane.is_old = lane.connection.expires_at < monotonic()
        if lane.depth == 0 and (lane.is_old or lane.used_at + idle_s <= perf_counter()):
            lane.end()
            return
        pause_s = _DRAIN_S if lane.is_old else min(idle_s, self._settings.recycle_s)
        asyncio.get_running_loop().call_later(pause_s, self._look_after, lane)

    async def close(self) -> None:
        """Waits briefly for the reads under way, and closes the connections."""
        self._is_closed = True
        if self._opening is not None:
            await asyncio.gather(self._opening, return_exceptions=True)
        answers = [answer for lane in self._lanes for answer in lane.answers()]
        if answers:
            await asyncio.wait(answers, timeout=_CLOSE_GRACE_S)
        for lane in list(self._lanes):
            lane.end(cancel=lane.depth > 0)
        await asyncio.gather(*self._ending, return_exceptions=True)

    def _ended(self, lane: Lane, cancel: bool) -> None:
        self._lanes.remove(lane)
        lane.connection.expires_at = 0.0
        if not cancel:
            self._pool.release(lane.connection)
            return
        task = asyncio.create_task(self._cancel(lane.connection), name="cancel of a read")
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _cancel(self, connection: Connection) -> None:
        """Ends the statement that runs on a connection, and the connection."""
        try:
            with suppress(psycopg.Error):
                await connection.cancel_safe(timeout=_CANCEL_S)
        finally:
            self._pool.release(connection)
