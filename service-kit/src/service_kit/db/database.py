"""Access to PostgreSQL: reads, transactions, and a health check."""

from typing import Any, Literal, Self, TypedDict

from prometheus_client import REGISTRY, CollectorRegistry

from service_kit.db.blocks import Isolation, Reading, Transaction
from service_kit.db.breaker import RECOVERY
from service_kit.db.connection import Connection
from service_kit.db.metrics import DatabaseMetrics
from service_kit.db.pool import Pool
from service_kit.db.settings import PoolSettings
from service_kit.errors import DomainError


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
    cannot be stored). Constraint violations remain psycopg errors: see `constraint_of`.
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

    def read(self) -> Reading:
        """A connection for selects: each statement sees everything committed so far; writes are refused."""
        return Reading(self._pool)

    def transaction(self, isolation: Isolation = "read committed") -> Transaction:
        """A transaction, committed when the block ends, and rolled back when it raises.

        After a conflict it can be repeated: the handlers of unary RPCs are, other code uses `@again`.
        """
        return Transaction(self._pool, isolation)

    async def connect(self) -> Connection:
        """Opens a connection outside the pool, for LISTEN and session locks. The caller closes it."""
        return await self._pool.connect_outside()

    async def check(self) -> DatabaseHealth:
        """Checks that the database answers."""
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
