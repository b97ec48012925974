"""The door to PostgreSQL: a read, a transaction, a transaction that is run again, and a health check."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Final, Literal, Self, TypedDict, TypeVar

import psycopg
from prometheus_client import REGISTRY, CollectorRegistry
from psycopg import errors as pg
from psycopg import pq

from service_kit.db.breaker import RECOVERY
from service_kit.db.connection import Connection
from service_kit.db.errors import (
    CommitUnknown,
    ConnectionLost,
    TransactionConflict,
    is_lost,
    is_stale_plan,
    to_domain,
)
from service_kit.db.metrics import DatabaseMetrics
from service_kit.db.pool import Pool
from service_kit.db.settings import PoolSettings
from service_kit.errors import DomainError

T = TypeVar("T")
Isolation = Literal["read committed", "repeatable read", "serializable"]

_ATTEMPTS: Final = 4
_FIRST_PAUSE_S: Final = 0.02
_BEGIN: Final[dict[Isolation, bytes]] = {
    "read committed": b"BEGIN READ WRITE",
    "repeatable read": b"BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE",
    "serializable": b"BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE",
}

logger = logging.getLogger(__name__)


class DatabaseHealth(TypedDict, total=False):
    """What `Database.check` answers: a `CheckResult` of diagnostics.py."""

    status: Literal["healthy", "limited", "unhealthy"]
    details: dict[str, Any]
    error: str
    recovery: str


class Database:
    """A service's PostgreSQL. Starts without one, and comes back by itself after an outage.

    Errors: `DATABASE_UNAVAILABLE` (nothing answers), `DATABASE_BUSY` (pool or lock), `DATABASE_TIMEOUT`
    (statement timeout), `TRANSACTION_CONFLICT` (deadlock, serialization), `INVALID_VALUE` (a value that
    cannot be stored). Constraint violations stay psycopg's: see `constraint_of`.
    """

    def __init__(
        self,
        dsn: str,
        settings: PoolSettings | None = None,
        *,
        service: str = "service",
        registry: CollectorRegistry = REGISTRY,
    ) -> None:
        self._metrics = DatabaseMetrics(service, registry)
        self._pool = Pool(dsn, settings or PoolSettings(), service=service, metrics=self._metrics)

    async def open(self) -> None:
        await self._pool.open()
        self._metrics.watch(self._pool)

    async def close(self) -> None:
        await self._pool.close()
        self._metrics.unwatch()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def pool(self) -> Pool:
        return self._pool

    def read(self) -> "Reading":
        """A connection for selects: each statement sees what is committed by then; writes are refused."""
        return Reading(self._pool)

    def transaction(self, isolation: Isolation = "read committed") -> "Transaction":
        """One transaction: committed when the block ends, rolled back when it raises."""
        return Transaction(self._pool, isolation)

    async def connect(self) -> Connection:
        """A connection outside the pool, for LISTEN and session locks; it may write. Close it yourself."""
        return await self._pool.connect_outside()

    async def run(
        self, work: Callable[[Connection], Awaitable[T]], *, isolation: Isolation = "read committed"
    ) -> T:
        """`work` in a transaction, again (4 times in all, growing pauses) after a deadlock, a serialization
        failure, or a connection lost before the commit. `work` must not touch anything but the database."""
        for attempt in range(1, _ATTEMPTS):
            try:
                return await self._once(work, isolation)
            except (ConnectionLost, TransactionConflict) as error:
                logger.warning("transaction run again after %s (attempt %d)", error.reason, attempt)
                await asyncio.sleep(_FIRST_PAUSE_S * 2**attempt * random.uniform(0.5, 1.0))  # noqa: S311 - jitter
        return await self._once(work, isolation)

    async def _once(self, work: Callable[[Connection], Awaitable[T]], isolation: Isolation) -> T:
        async with self.transaction(isolation) as connection:
            return await work(connection)

    async def check(self) -> DatabaseHealth:
        """Asks the database for a sign of life."""
        try:
            async with self.read() as connection:
                await connection.execute("SELECT 1")
        except DomainError as error:
            return {
                "status": "unhealthy",
                "details": {"connection_pool_size": self._pool.size},
                "error": error.message,
                "recovery": RECOVERY,
            }
        details = {"message": "Database connection successful", "connection_pool_size": self._pool.size}
        return {"status": "healthy", "details": details}


class Reading:
    """Context of `Database.read`; a class because it costs half of a generator's context manager."""

    __slots__ = ("_connection", "_pool")
    _connection: Connection

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def __aenter__(self) -> Connection:
        self._connection = await self._pool.acquire()
        return self._connection

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _give_back(self._pool, self._connection, error)
        if error is not None:
            _raise_domain(error)


class Transaction:
    """Context of `Database.transaction`."""

    __slots__ = ("_begin", "_connection", "_pool")
    _connection: Connection

    def __init__(self, pool: Pool, isolation: Isolation) -> None:
        self._pool = pool
        self._begin = _BEGIN[isolation]

    async def __aenter__(self) -> Connection:
        try:
            return await self._start()
        except ConnectionLost:  # broken between the check and BEGIN: nothing has happened yet
            return await self._start()

    async def _start(self) -> Connection:
        connection = await self._pool.acquire()
        try:
            await connection.command(self._begin)
        except BaseException as error:
            self._pool.release(connection)
            _raise_domain(error)
            raise
        self._connection = connection
        return connection

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                await _commit(self._connection)
            else:
                await _roll_back(self._connection)
        finally:
            _give_back(self._pool, self._connection, error)
        if error is not None:
            _raise_domain(error)


def _give_back(pool: Pool, connection: Connection, error: BaseException | None) -> None:
    if error is not None and is_stale_plan(error):
        connection.expires_at = 0.0  # its other statements may be stale as well
    pool.release(connection)


async def _commit(connection: Connection) -> None:
    if connection.pgconn.transaction_status == pq.TransactionStatus.INERROR:
        await _roll_back(connection)
        raise pg.InFailedSqlTransaction("a statement failed and the block went on: nothing is committed")
    try:
        await connection.command(b"COMMIT")
    except psycopg.Error as error:
        if is_lost(error):
            raise CommitUnknown("The database went away while committing", retry_after_s=1) from error
        _raise_domain(error)
        raise


async def _roll_back(connection: Connection) -> None:
    """Best effort: a connection that cannot roll back is closed by the pool, which rolls back too."""
    if connection.closed or connection.is_idle:
        return
    try:
        await connection.command(b"ROLLBACK")
    except psycopg.Error as error:
        logger.debug("rollback failed: %s", type(error).__name__)


def _raise_domain(error: BaseException) -> None:
    mapped = to_domain(error)
    if mapped is not None:
        raise mapped from error
