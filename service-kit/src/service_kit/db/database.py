"""Access to PostgreSQL: reads, transactions, and a health check."""

import contextlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final, Literal, Self, TypedDict

import psycopg
from prometheus_client import REGISTRY, CollectorRegistry

from service_kit.db.blocks import Isolation, Reading, Transaction, raise_domain
from service_kit.db.connection import Connection
from service_kit.db.errors import RECOVERY
from service_kit.db.metrics import DatabaseMetrics
from service_kit.db.pipeline.reads import PipelinedReads
from service_kit.db.pool import Pool
from service_kit.db.reader import Reader
from service_kit.db.settings import PoolSettings
from service_kit.errors import DomainError

_WRITE_A_MEGABYTE: Final = (
    "CREATE TEMPORARY TABLE probe AS SELECT md5(n::text) AS filler FROM generate_series(1, 16000) AS n"
)


class DatabaseHealth(TypedDict, total=False):
    """The result of `Database.check`: a `CheckResult` of diagnostics.py."""

    status: Literal["healthy", "limited", "unhealthy"]
    details: dict[str, Any]
    error: str
    recovery: str


class Database:
    """A service's PostgreSQL. It opens even if the server is down, and recovers by itself after an outage.

    Errors: `DATABASE_UNAVAILABLE` (no answer), `DATABASE_BUSY` (pool or lock), `DATABASE_TIMEOUT`
    (statement timeout), `TRANSACTION_CONFLICT` (deadlock, serialization), `INVALID_VALUE` (a value that
    cannot be stored). A server that answers but refuses: `DATABASE_DISK_FULL`, `DATABASE_READ_ONLY`,
    `DATABASE_OUT_OF_RESOURCES`, `DATABASE_TOO_MANY_CONNECTIONS`. Constraint violations remain psycopg
    errors: see `constraint_of`.
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
        settings = settings or PoolSettings()
        self._pool = Pool(dsn, settings, service=service, metrics=self._metrics)
        self._pipelined = PipelinedReads(self._pool, settings, self._metrics)

    async def open(self) -> None:
        await self._pool.open()
        self._metrics.watch(self._pool)

    async def close(self) -> None:
        await self._pipelined.close()
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

    def read(self) -> Reading:
        """A connection for selects: each statement sees everything committed so far; writes are refused."""
        return Reading(self._pool)

    @property
    def pipelined(self) -> Reader:
        """Answers point reads outside blocks: single selects that take milliseconds and return few rows.

        Reads that come together share one message and one connection, which costs a fraction of a block. Each
        sees everything committed before it was asked. A statement that turns out to be slow is moved to the
        pool. Use a block where several statements belong together, or where one may take long.
        """
        return self._pipelined

    def transaction(self, isolation: Isolation = "read committed") -> Transaction:
        """A transaction, committed when the block ends, and rolled back when it raises.

        After a conflict it can be repeated: the handlers of unary RPCs are, other code uses `@again`.
        """
        return Transaction(self._pool, isolation)

    async def connect(self) -> Connection:
        """Opens a connection outside the pool, for LISTEN and session locks. The caller closes it."""
        return await self._pool.connect_outside()

    @asynccontextmanager
    async def session(self) -> AsyncGenerator[Connection]:
        """A connection as that of `connect`, closed when the block ends. Raises the errors of a transaction.

        Each statement is a transaction of its own.
        """
        connection = await self.connect()
        try:
            yield connection
        except psycopg.Error as error:
            raise_domain(self._pool, error, writing=True)
            raise
        finally:
            await connection.close()

    async def check(self) -> DatabaseHealth:
        """Checks that the database answers and accepts writes."""
        try:
            async with self.transaction() as connection:
                await connection.execute("SELECT 1")
            if self._pool.refusal is not None:
                await self._check_space()
        except DomainError as error:
            return {
                "status": "unhealthy",
                "details": {"connection_pool_size": self._pool.size},
                "error": error.message,
                "recovery": " ".join(error.recovery) or RECOVERY,
            }
        details = {"message": "Database connection successful", "connection_pool_size": self._pool.size}
        return {"status": "healthy", "details": details}

    async def _check_space(self) -> None:
        """Repeats a refusal until a megabyte can be written: a small commit succeeds on a full disk."""
        with contextlib.suppress(_Enough, psycopg.errors.InsufficientPrivilege):
            async with self.transaction() as connection:
                await connection.execute(_WRITE_A_MEGABYTE)
                raise _Enough
        self._pool.refusal = None


class _Enough(Exception):
    """Rolls back what was written as a test."""
