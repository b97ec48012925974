"""Makes the calls that a service posted: one courier per schema, at least once, whatever is restarted.

Redis takes no part, because it may lose what it holds. A call that was made is deleted afterwards; a courier
that dies in between makes it again, which an idempotent method answers in the same way.
"""

import asyncio
from dataclasses import dataclass
from time import monotonic
from typing import Final
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier

from altsports.contract.catalog import load_catalog
from service_kit import backoff
from service_kit.caller import service_caller
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.db.leader import lead
from service_kit.deliveries.posting import channel_of
from service_kit.errors import NO_ANSWER, DomainError, Unimplemented
from service_kit.events.notified import Notified
from service_kit.logging import logs
from service_kit.rpc.grpc_client import MeshClient

_BATCH: Final = 64
_LOOK_S: Final = 5.0  # a notification wakes the courier; this is for missed notifications
_FIRST_PAUSE_S: Final = 0.1
_LONGEST_PAUSE_S: Final = 2.0
_LONGEST_DELAY_S: Final = 60.0
_FIRST_CHECK_S: Final = 0.005
_LONGEST_CHECK_S: Final = 0.1

log = logs.get_logger(__name__)


class Courier:
    """Run it as a loop: `Loop("courier", courier.run)`. All processes but one of a service stand by."""

    def __init__(self, database: Database, client: MeshClient, schema: str) -> None:
        self._database = database
        self._client = client
        self._schema = schema
        self._sql = _Statements.of(schema)

    async def run(self) -> None:
        """Never returns; ends when cancelled."""
        await lead(self._database, "dlvr", self._schema, self._deliver)

    async def delivered(self, id: UUID, *, within_s: float = 1.0) -> bool:
        """Waits, after the commit, until the call was made; returns False if that takes longer.

        The call is made later then. A request waits so that what it started is visible to its client.
        """
        ends, pause = monotonic() + within_s, _FIRST_CHECK_S
        while True:
            async with self._database.read() as connection:
                if not await connection.fetch_value(self._sql.is_open, [id]):
                    return True
            if monotonic() + pause > ends:
                return False
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_CHECK_S)

    async def _deliver(self, connection: Connection) -> None:
        notified, outages = Notified(connection), 0
        await connection.execute(SQL("LISTEN {}").format(Identifier(channel_of(self._schema))))
        while True:
            batch = await connection.fetch_all(_Posted, self._sql.due)
            if not batch:
                await notified.wait(_LOOK_S)
            elif await self._deliver_batch(connection, batch):
                outages = 0
            else:
                outages += 1
                await asyncio.sleep(
                    backoff.pause(outages, first_s=_FIRST_PAUSE_S, longest_s=_LONGEST_PAUSE_S)
                )

    async def _deliver_batch(self, connection: Connection, batch: list["_Posted"]) -> bool:
        """Returns False if a service does not answer."""
        outcomes = await asyncio.gather(*map(self._call, batch), return_exceptions=True)
        done: list[UUID] = []
        answered = True
        for posted, outcome in zip(batch, outcomes, strict=True):
            if outcome is None:
                done.append(posted.id)
            elif isinstance(outcome, NO_ANSWER):
                answered = False
            elif not isinstance(outcome, Exception):
                raise outcome  # this process stops
            else:
                await self._note(connection, posted, outcome)
        await connection.execute(self._sql.delete, [done])
        return answered

    async def _call(self, posted: "_Posted") -> None:
        method = load_catalog().by_path[posted.method]
        request = method.request_class.FromString(posted.request)
        await self._client.call(method, request, caller=service_caller(f"{self._schema}-service"))

    async def _note(self, connection: Connection, posted: "_Posted", error: Exception) -> None:
        """Keeps a call that was refused for operators; others are repeated, ever more rarely."""
        facts = {"method": posted.method, "id": str(posted.id), "failures": posted.failures + 1}
        if isinstance(error, DomainError) and error.retry == "never" and not isinstance(error, Unimplemented):
            log.error("Another service refuses a delivery", reason=error.reason, error=str(error), **facts)
            await connection.execute(self._sql.refuse, [f"{error.reason}: {error.message}", posted.id])
            return
        log.error("A delivery failed and will be repeated", exc_info=error, **facts)
        delay_s = backoff.doubled(posted.failures + 1, first_s=1.0, longest_s=_LONGEST_DELAY_S)
        await connection.execute(self._sql.delay, [delay_s, posted.id])


@dataclass(frozen=True, slots=True)
class _Posted:
    id: UUID
    method: str
    request: bytes
    failures: int


@dataclass(frozen=True, slots=True)
class _Statements:
    due: Composed
    is_open: Composed
    delete: Composed
    refuse: Composed
    delay: Composed

    @classmethod
    def of(cls, schema: str) -> "_Statements":
        table = Identifier(schema, "deliveries")
        return cls(
            SQL(
                "SELECT id, method, request, failures FROM {}"
                " WHERE refusal IS NULL AND next_at <= now() ORDER BY seq LIMIT {}"
            ).format(table, _BATCH),
            SQL("SELECT EXISTS (SELECT FROM {} WHERE id = %s AND refusal IS NULL)").format(table),
            SQL("DELETE FROM {} WHERE id = ANY(%s)").format(table),
            SQL("UPDATE {} SET refusal = %s, failures = failures + 1 WHERE id = %s").format(table),
            SQL(
                "UPDATE {} SET failures = failures + 1, next_at = now() + make_interval(secs => %s)"
                " WHERE id = %s"
            ).format(table),
        )
