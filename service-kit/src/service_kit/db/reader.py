"""What reads rows: a connection of a block, or the pipeline. A repository that only reads takes either."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from psycopg.abc import Params, QueryNoTemplate

T = TypeVar("T")


class Reader(Protocol):
    """Runs single selects."""

    async def fetch_one(
        self, make: Callable[..., T], query: QueryNoTemplate, params: Params | None = None
    ) -> T | None:
        """Returns the first row as `make(**columns)`, or None. `make` is a class or a function."""
        ...

    async def fetch_all(
        self, make: Callable[..., T], query: QueryNoTemplate, params: Params | None = None
    ) -> list[T]:
        """Returns all rows as `make(**columns)`."""
        ...

    async def fetch_rows(self, query: QueryNoTemplate, params: Params | None = None) -> list[Any]:
        """Returns all rows as tuples."""
        ...

    async def fetch_value(self, query: QueryNoTemplate, params: Params | None = None) -> Any:
        """Returns the first column of the first row, or None."""
        ...
