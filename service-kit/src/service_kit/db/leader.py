"""Work that only one process does at a time: the leader holds a PostgreSQL lock, the others stand by."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final, NoReturn
from zlib import crc32

import psycopg

from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.errors import NO_ANSWER
from service_kit.process.loops import forever

OUTAGES: Final = (psycopg.Error, OSError, *NO_ANSWER)
"""The errors of a dependency that is unavailable."""

_STANDBY_S: Final = 1.0


async def lead(
    database: Database,
    kind: str,
    subject: str,
    work: Callable[[Connection], Awaitable[object]],
    *,
    outages: tuple[type[Exception], ...] = OUTAGES,
) -> NoReturn:
    """Runs `work` whenever this process is the leader, and again after a failure, until cancelled.

    The lock is identified by the kind of work (four characters) and its subject. `work` gets the connection
    that holds the lock, and must use it regularly: if the connection breaks, another process leads.
    """

    async def work_as_leader() -> None:
        async with _held(database, kind, subject) as connection:
            await work(connection)

    await forever(f"{kind} {subject}", work_as_leader, outages=outages)


@asynccontextmanager
async def _held(database: Database, kind: str, subject: str) -> AsyncGenerator[Connection]:
    connection = await database.connect()
    try:
        # Polled, because a statement that waits for the lock would delay vacuum.
        lock = (int.from_bytes(kind.encode()), crc32(subject.encode()) - 2**31)
        query = "SELECT pg_try_advisory_lock(%s, %s::int)"
        while not await connection.fetch_value(query, lock):
            connection.rest()
            await asyncio.sleep(_STANDBY_S)
        yield connection
    finally:
        await connection.close()
