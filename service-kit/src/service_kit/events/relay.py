"""Carries events from a service's outbox to the stream: one relay per schema, in order, at least once.

An event is appended to the stream first and marked in the outbox afterwards. A relay that dies in between
leaves its batch to the next one; the stream remembers the ids of the last batch and does not take them twice.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import Final
from zlib import crc32

import hiredis
import orjson
import psycopg
from psycopg.sql import SQL, Composed, Identifier

from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.errors import Unavailable
from service_kit.events.outbox import channel_of
from service_kit.events.stream import StreamKeys, append, last_batch, run_of
from service_kit.redis.mux import RedisMux

_LOCK_CLASS: Final = int.from_bytes(b"rely")
_BATCH: Final = 500
_LOOK_S: Final = 5.0  # a notification wakes the relay; this is for what nobody notified
_STANDBY_S: Final = 1.0
_REDIS_TIMEOUT_S: Final = 5.0
_RETRY_S: Final = (0.1, 0.2, 0.5, 1.0, 2.0)
_PURGE_EVERY_S: Final = 600.0

logger = logging.getLogger(__name__)


class Relay:
    """Run it as a task: `asyncio.create_task(relay.run())`, and cancel it to stop.

    Any number of processes may run one for the same schema; the others stand by. Restarts of PostgreSQL
    and Redis are waited out. When Redis lost what was published before, it is published again.
    """

    def __init__(self, database: Database, *, redis_url: str, schema: str, prefix: str = "altsports") -> None:
        self._database = database
        self._redis_url = redis_url
        self._schema = schema
        self._keys = StreamKeys(prefix)
        self._sql = _Statements.of(schema)
        self._failures = 0
        self._next_purge = 0.0

    async def run(self) -> None:
        """Never returns; ends when cancelled."""
        async with RedisMux(self._redis_url, timeout_s=_REDIS_TIMEOUT_S) as redis:
            while True:
                try:
                    await self._session(redis)
                except (psycopg.Error, hiredis.ReplyError, OSError, Unavailable) as error:
                    logger.warning("events of %s wait: %s", self._schema, type(error).__name__)
                await asyncio.sleep(_RETRY_S[min(self._failures, len(_RETRY_S) - 1)])
                self._failures += 1

    async def _session(self, redis: RedisMux) -> None:
        async with self._leadership() as connection:
            run = await run_of(redis)
            await self._recover_lost(connection, redis)
            await connection.execute(SQL("LISTEN {}").format(Identifier(channel_of(self._schema))))
            while True:
                while await self._publish_batch(connection, redis, run) == _BATCH:
                    pass
                self._failures = 0
                await self._purge(connection)
                await _wait_for_notification(connection)

    @asynccontextmanager
    async def _leadership(self) -> AsyncGenerator[Connection]:
        """A connection that holds the lock of this schema, and with it the right to publish."""
        connection = await self._database.connect()
        try:
            # Asked again and again: a statement that waits for the lock would hold back vacuum.
            lock = (_LOCK_CLASS, crc32(self._schema.encode()) - 2**31)
            while not await connection.fetch_value("SELECT pg_try_advisory_lock(%s, %s::int)", lock):  # noqa: ASYNC110
                await asyncio.sleep(_STANDBY_S)
            yield connection
        finally:
            await connection.close()

    async def _publish_batch(self, connection: Connection, redis: RedisMux, run: bytes) -> int:
        rows = await connection.fetch_all(_Row, self._sql.unpublished)
        if rows:
            await append(redis, self._keys, self._schema, run, [(row.id, row.body()) for row in rows])
            await connection.execute(self._sql.mark, [[row.id for row in rows]])
        return len(rows)

    async def _purge(self, connection: Connection) -> None:
        if monotonic() > self._next_purge:
            await connection.execute(self._sql.purge)
            self._next_purge = monotonic() + _PURGE_EVERY_S

    async def _recover_lost(self, connection: Connection, redis: RedisMux) -> None:
        """Publishes again what Redis forgot, if the last batch that it knows is not the last one marked."""
        known = await last_batch(redis, self._keys, self._schema)
        cursor = await connection.execute(self._sql.unmark_lost, {"known": known})
        if cursor.rowcount > 0:
            logger.warning("Redis lost events of %s: %d are published again", self._schema, cursor.rowcount)


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    type: str
    subject: str
    data: str
    time: datetime

    def body(self) -> bytes:
        time = self.time.astimezone(UTC).isoformat()
        fields = {"id": self.id, "type": self.type, "time": time, "subject": self.subject}
        return orjson.dumps({**fields, "data": orjson.Fragment(self.data)})


@dataclass(frozen=True, slots=True)
class _Statements:
    unpublished: Composed
    mark: Composed
    unmark_lost: Composed
    purge: Composed

    @classmethod
    def of(cls, schema: str) -> "_Statements":
        outbox = Identifier(schema, "outbox")
        return cls(
            SQL(
                "SELECT id::text, type, subject, data::text, time FROM {}"
                " WHERE published_at IS NULL ORDER BY seq LIMIT {}"
            ).format(outbox, _BATCH),
            SQL("UPDATE {} SET published_at = now() WHERE id = ANY(%s::uuid[])").format(outbox),
            SQL(_UNMARK_LOST).format(outbox=outbox),
            SQL("DELETE FROM {} WHERE published_at < now() - interval '7 days'").format(outbox),
        )


# Redis is up to date if it knows a batch that is not marked yet, or the newest one that is.
_UNMARK_LOST: Final = """
WITH known AS (
  SELECT count(*) FILTER (WHERE published_at IS NULL) AS unmarked, max(published_at) AS newest
  FROM {outbox} WHERE id = ANY(%(known)s::uuid[])
)
UPDATE {outbox} SET published_at = NULL FROM known
WHERE known.unmarked = 0 AND published_at > coalesce(known.newest, now() - interval '5 minutes')
"""


async def _wait_for_notification(connection: Connection) -> None:
    async with aclosing(connection.notifies(timeout=_LOOK_S, stop_after=1)) as notifications:
        async for _ in notifications:
            pass
