"""One PostgreSQL connection of the pool: binary results, reused cursors, a check without a round trip."""

import select
from collections.abc import Callable
from time import perf_counter
from typing import Any, Final, Self, TypeVar

import orjson
from psycopg import AsyncConnection, AsyncCursor, pq
from psycopg.abc import Params, QueryNoTemplate
from psycopg.errors import error_from_result
from psycopg.generators import execute
from psycopg.rows import AsyncRowFactory, TupleRow, tuple_row
from psycopg.types.json import set_json_loads

from service_kit.db.metrics import DatabaseMetrics
from service_kit.db.rows import names_of, row_maker

T = TypeVar("T")
IDLE: Final = pq.TransactionStatus.IDLE
_WARM_CURSORS: Final = 128
_MOST_ROWS: Final = 100
"""A cursor keeps the rows of its last statement, so one that read more rows is not kept."""

set_json_loads(
    orjson.loads
)  # takes a fifth of the time of json.loads, which psycopg would call for each value


class Connection(AsyncConnection[TupleRow]):
    """The connection that `Database.read()` and `Database.transaction()` return.

    One cursor is kept per SQL text, because a new one costs a quarter of the client's CPU time of a one-row
    select. A cursor is therefore valid only until its block ends.
    """

    metrics: DatabaseMetrics | None = None
    expires_at = 0.0
    idle_since = 0.0

    def __init__(self, pgconn: pq.abc.PGconn, row_factory: AsyncRowFactory[TupleRow] = tuple_row) -> None:
        super().__init__(pgconn, row_factory)
        self.cursor_factory = Cursor
        self._warm: dict[str, AsyncCursor[TupleRow]] = {}
        self._used: list[tuple[str, AsyncCursor[TupleRow]]] = []
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
        """Runs one statement; rows are tuples."""
        return await self._cursor_for(query).execute(query, params, prepare=prepare, binary=binary)

    async def fetch_one(
        self, make: Callable[..., T], query: QueryNoTemplate, params: Params | None = None
    ) -> T | None:
        """Returns the first row as `make(**columns)`, or None. `make` is a class or a function."""
        cursor = await self._cursor_for(query).execute(query, params)
        row = await cursor.fetchone()
        return None if row is None else row_maker(make, names_of(cursor.pgresult))(row)

    async def fetch_all(
        self, make: Callable[..., T], query: QueryNoTemplate, params: Params | None = None
    ) -> list[T]:
        """Returns all rows as `make(**columns)`."""
        cursor = await self._cursor_for(query).execute(query, params)
        rows = await cursor.fetchall()
        return list(map(row_maker(make, names_of(cursor.pgresult)), rows)) if rows else []

    async def fetch_rows(self, query: QueryNoTemplate, params: Params | None = None) -> list[Any]:
        """Returns all rows as tuples."""
        return await (await self._cursor_for(query).execute(query, params)).fetchall()

    async def fetch_value(self, query: QueryNoTemplate, params: Params | None = None) -> Any:
        """Returns the first column of the first row, or None."""
        cursor = await self._cursor_for(query).execute(query, params)
        row = await cursor.fetchone()
        return None if row is None else row[0]

    async def command(self, sql: bytes) -> None:
        """Runs BEGIN, COMMIT and the like: no parameters, no result, half the cost of `execute`."""
        started = perf_counter()
        async with self.lock:
            self.pgconn.send_query(sql)
            results = await self.wait(execute(self.pgconn))
        if self.metrics is not None:
            self.metrics.observe(sql, perf_counter() - started)
        if results[-1].status == pq.ExecStatus.FATAL_ERROR:
            raise error_from_result(results[-1], encoding=self.info.encoding)

    def _cursor_for(self, query: QueryNoTemplate) -> AsyncCursor[TupleRow]:
        if not isinstance(query, str):
            return self.cursor()
        cursor = self._warm.pop(query, None) or self.cursor()
        self._used.append((query, cursor))
        return cursor

    @property
    def is_quiet(self) -> bool:
        """False if the server sent an unsolicited message, usually that it closes the connection."""
        return not self._poller.poll(0)

    @property
    def is_idle(self) -> bool:
        """True outside a transaction and without a running statement."""
        return self.pgconn.transaction_status == IDLE

    def rest(self) -> None:
        """Keeps the cursors of the block that ended, if they can be used again and are small."""
        warm = self._warm
        for query, cursor in self._used:
            is_usable = not cursor.closed and cursor.row_factory is tuple_row
            if is_usable and cursor.rowcount <= _MOST_ROWS:
                warm[query] = cursor
        self._used.clear()
        while len(warm) > _WARM_CURSORS:
            del warm[next(iter(warm))]


class Cursor(AsyncCursor[Any]):
    """Requests binary results and times every statement.

    Types that psycopg cannot read in binary (an enum, pgvector's vector) are returned as bytes: cast them to
    text in the SQL.
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
