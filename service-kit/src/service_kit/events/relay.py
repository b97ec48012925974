"""Publishes events from a service's outbox to the stream: one relay per schema, in order, at least once.

An event is first appended to the stream and then marked in the outbox. If a relay dies in between, the next
one repeats its batch; the stream stores the ids of the last batch and ignores repetitions.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from time import monotonic
from typing import Final

import hiredis
import orjson
from psycopg.sql import SQL, Composed, Identifier

from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.db.leader import OUTAGES, lead
from service_kit.events.notified import Notified
from service_kit.events.outbox import channel_of
from service_kit.events.stream import StreamKeys, append, last_batch, run_of
from service_kit.redis.mux import RedisMux

_BATCH: Final = 500
_LOOK_S: Final = 5.0  # a notification wakes the relay; this is for missed notifications
_REDIS_TIMEOUT_S: Final = 5.0
_OUTAGES: Final = (*OUTAGES, hiredis.ReplyError)
_PURGE_EVERY_S: Final = 600.0
_TIME: Final = "least(greatest(time, '0001-01-02'), '9999-12-30')"  # Python has no times beyond

logger = logging.getLogger(__name__)


class Relay:
    """Run it as a loop: `Loop("relay", relay.run)`.

    Any number of processes can run a relay for the same schema; all but one stand by. It survives restarts of
    PostgreSQL and Redis. Events that Redis lost are published again.
    """

    def __init__(self, database: Database, *, redis_url: str, schema: str, prefix: str = "altsports") -> None:
        self._database = database
        self._redis_url = redis_url
        self._schema = schema
        self._keys = StreamKeys(prefix)
        self._sql = _Statements.of(schema)
        self._next_purge = 0.0

    async def run(self) -> None:
        """Never returns; ends when cancelled."""
        async with RedisMux(self._redis_url, timeout_s=_REDIS_TIMEOUT_S) as redis:
            publish = partial(self._publish, redis)
            await lead(self._database, "rely", self._schema, publish, outages=_OUTAGES)

    async def _publish(self, redis: RedisMux, connection: Connection) -> None:
        run = await run_of(redis)
        await self._recover_lost(connection, redis)
        notified = Notified(connection)
        await connection.execute(SQL("LISTEN {}").format(Identifier(channel_of(self._schema))))
        while True:
            while await self._publish_batch(connection, redis, run) == _BATCH:
                pass
            await self._purge(connection)
            await notified.wait(_LOOK_S)

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
        """Republishes events that Redis lost, if the last batch in Redis is not the last marked one."""
        known = await last_batch(redis, self._keys, self._schema)
        cursor = await connection.execute(self._sql.unmark_lost, {"known": known})
        if cursor.rowcount > 0:
            logger.warning(
                "Redis lost events of %s: publishing %d of them again", self._schema, cursor.rowcount
            )


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
                f"SELECT id::text, type, subject, data::text, {_TIME} AS time FROM {{}}"
                " WHERE published_at IS NULL ORDER BY seq LIMIT {}"
            ).format(outbox, _BATCH),
            SQL("UPDATE {} SET published_at = now() WHERE id = ANY(%s::uuid[])").format(outbox),
            SQL(_UNMARK_LOST).format(outbox=outbox),
            SQL("DELETE FROM {} WHERE published_at < now() - interval '7 days'").format(outbox),
        )


# Redis is up to date if it has a batch that is not marked yet, or the latest marked one.
_UNMARK_LOST: Final = """
WITH known AS (
  SELECT count(*) FILTER (WHERE published_at IS NULL) AS unmarked, max(published_at) AS newest
  FROM {outbox} WHERE id = ANY(%(known)s::uuid[])
)
UPDATE {outbox} SET published_at = NULL FROM known
WHERE known.unmarked = 0 AND published_at > coalesce(known.newest, now() - interval '5 minutes')
"""
