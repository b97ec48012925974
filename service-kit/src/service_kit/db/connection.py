"""One PostgreSQL connection as the pool keeps it: binary results, warm cursors, a check without traffic."""

import select
from collections.abc import Callable
from time import perf_counter
from typing import Any, Final, Self, TypeVar

from psycopg import AsyncConnection, AsyncCursor, pq
from psycopg.abc import Params, QueryNoTemplate
from psycopg.rows import AsyncRowFactory, TupleRow, kwargs_row, scalar_row, tuple_row

from service_kit.db.metrics import DatabaseMetrics

T = TypeVar("T")
IDLE: Final = pq.TransactionStatus.IDLE
_WARM_CURSORS: Final = 128


class Connection(AsyncConnection[TupleRow]):
    """What `Database.read()` and `Database.transaction()` hand out.

    `execute` keeps one cursor per SQL text, because a fresh one costs a quarter of the client's CPU of
    a one-row select. So a cursor is good until its block ends, not longer.
    """

    metrics: DatabaseMetrics | None = None
    expires_at = 0.0
    idle_since = 0.0

    def __init__(self, pgconn: pq.abc.PGconn, row_factory: AsyncRowFactory[TupleRow] = tuple_row) -> None:
        super().__init__(pgconn, row_factory)
        self.cursor_factory = Cursor
        self._warm: dict[object, AsyncCursor[Any]] = {}
        self._used: list[tuple[object, AsyncCursor[Any]]] = []
        self._poller = select.poll()
        self._poller.register(self.fileno(), select.POLLIN)

    async def execute(  # pyright: ignore[reportIncompatibleMethodOverride] - no template strings
        self,
        query: QueryNoTemplate,
        params: Params | None = None,
        *,
        prepare: bool | None = None,
        binary: bool = True,
    ) -> AsyncCursor[TupleRow]:
        """Runs one statement; the rows come as tuples."""
        return await self._cursor_for(query, tuple_row).execute(query, params, prepare=prepare, binary=binary)

    async def fetch_one(
        self, make: Callable[..., T], query: QueryNoTemplate, params: Params | None = None
    ) -> T | None:
        """First row as `make(**columns)`, None when there is none. `make` is a class or a function."""
        return await (await self._run(kwargs_row(make), query, params)).fetchone()

    async def fetch_all(
        self, make: Callable[..., T], query: QueryNoTemplate, params: Params | None = None
    ) -> list[T]:
        """Every row as `make(**columns)`."""
        return await (await self._run(kwargs_row(make), query, params)).fetchall()

    async def fetch_value(self, query: QueryNoTemplate, params: Params | None = None) -> Any:
        """First column of the first row, None when there is no row."""
        return await (await self._run(scalar_row, query, params)).fetchone()

    async def _run(
        self, factory: AsyncRowFactory[T], query: QueryNoTemplate, params: Params | None
    ) -> AsyncCursor[T]:
        return await self._cursor_for(query, factory).execute(query, params)

    def _cursor_for(self, query: QueryNoTemplate, factory: AsyncRowFactory[T]) -> AsyncCursor[T]:
        cursor = self._warm.pop(query, None) if isinstance(query, str) else None
        if cursor is None:
            cursor = self.cursor(row_factory=factory)
        else:
            cursor.row_factory = factory
        if isinstance(query, str):
            self._used.append((query, cursor))
        return cursor

    @property
    def is_quiet(self) -> bool:
        """False when the server said something while nobody asked: mostly that it closes the connection."""
        return not self._poller.poll(0)

    @property
    def is_idle(self) -> bool:
        """True outside a transaction and with nothing running."""
        return self.pgconn.transaction_status == IDLE

    def rest(self) -> None:
        """Takes back the cursors of the block that ended."""
        warm = self._warm
        for query, cursor in self._used:
            if not cursor.closed:
                warm[query] = cursor
        self._used.clear()
        while len(warm) > _WARM_CURSORS:
            del warm[next(iter(warm))]


class Cursor(AsyncCursor[Any]):
    """Asks for binary results and times every statement.

    A type that psycopg does not know in binary (an enum, pgvector's vector) arrives as bytes: cast it
    to text in the SQL.
    """

    def __init__(self, connection: Connection, *, row_factory: AsyncRowFactory[Any] | None = None) -> None:
        super().__init__(connection, row_factory=row_factory or tuple_row)
        self.format = pq.Format.BINARY
        self._metrics = connection.metrics

    async def execute(  # pyright: ignore[reportIncompatibleMethodOverride] - no template strings
        self,
        query: QueryNoTemplate,
        params: Params | None = None,
        *,
        prepare: bool | None = None,
        binary: bool | None = None,
    ) -> Self:
        started = perf_counter()
        try:
            return await super().execute(query, params, prepare=prepare, binary=binary)
        finally:
            if self._metrics is not None:
                self._metrics.observe(query, perf_counter() - started)
