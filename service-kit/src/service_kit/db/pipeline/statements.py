"""The prepared statements of one connection: their names, how they convert values, how long they take."""

from collections.abc import Sequence
from typing import Any, Final

from psycopg import pq
from psycopg._queries import PostgresQuery  # pyright: ignore[reportPrivateUsage] - psycopg's own conversion
from psycopg.abc import Buffer, Params
from psycopg.adapt import Transformer

from service_kit.db.connection import Connection
from service_kit.db.rows import names_of

Rows = tuple[tuple[str, ...], list[Any]]
"""The names of the columns, and the rows."""

_WEIGHT: Final = 0.125


class Prepared:
    """A statement with the types of its parameters. The loaders of its columns are found once and kept."""

    __slots__ = ("_loading", "_names", "mean_s", "name", "types")

    def __init__(self, name: bytes, types: tuple[int, ...], connection: Connection) -> None:
        self.name = name
        self.types = types
        self.mean_s = 0.0
        self._loading = Transformer(connection)
        self._names: tuple[str, ...] | None = None

    def load(self, result: pq.abc.PGresult) -> Rows:
        """The rows of a result. Its columns never change: PostgreSQL refuses a stale plan."""
        loading = self._loading
        if self._names is None:
            loading.set_pgresult(result, format=pq.Format.BINARY)
            self._names = names_of(result)
        else:
            loading.set_pgresult(result, set_loaders=False)
        try:
            return self._names, loading.load_rows(0, result.ntuples, tuple)
        finally:
            loading.set_pgresult(None, set_loaders=False)  # frees the result, keeps the loaders

    def took(self, seconds: float, most_s: float) -> float:
        """Adds a duration and returns the moving average. `most_s` limits the weight of a single one."""
        self.mean_s += (min(seconds, most_s) - self.mean_s) * _WEIGHT
        return self.mean_s


class Statements:
    """At most `most` prepared statements; the least recently used is closed."""

    def __init__(self, connection: Connection, most: int) -> None:
        self._connection = connection
        self._most = most
        self._queries: dict[str, PostgresQuery] = {}
        self._prepared: dict[tuple[str, tuple[int, ...]], Prepared] = {}
        self._made = 0
        self.to_close: list[bytes] = []
        """Names that the next batch closes."""

    def bind(
        self, query: str, params: Params | None
    ) -> tuple[Sequence[Buffer | None] | None, Sequence[pq.Format] | None, tuple[int, ...], bytes]:
        """The parameters as PostgreSQL reads them, their formats and types, and the text of the statement."""
        if params is None:  # percent signs are then part of the statement
            return None, None, (), query.encode()
        bound = self._queries.pop(query, None)
        if bound is None:
            bound = PostgresQuery(Transformer(self._connection))
            bound.convert(query.encode(), params)
            if len(self._queries) >= self._most:
                del self._queries[next(iter(self._queries))]
        else:
            bound.dump(params)
        self._queries[query] = bound
        values, bound.params = bound.params, None  # a big value is not kept
        return values, bound.formats, bound.types, bound.query

    def find(self, query: str, types: tuple[int, ...]) -> Prepared | None:
        """A statement that is prepared, or whose preparation has been sent."""
        key = (query, types)
        found = self._prepared.pop(key, None)
        if found is not None:
            self._prepared[key] = found
        return found

    def add(self, query: str, types: tuple[int, ...]) -> Prepared:
        """A new statement, to be prepared under its name."""
        while len(self._prepared) >= self._most:
            self.to_close.append(self._prepared.pop(next(iter(self._prepared))).name)
        self._made += 1
        made = Prepared(b"read_%d" % self._made, types, self._connection)
        self._prepared[query, types] = made
        return made

    def forget(self, query: str, prepared: Prepared, *, close: bool) -> None:
        """Removes a statement, so that it is prepared again; `close` says whether the server may have it."""
        key = (query, prepared.types)
        if self._prepared.get(key) is prepared:
            del self._prepared[key]
            if close:
                self.to_close.append(prepared.name)
