"""What a noun adds to the engine: its rules, what it reads before a write, and what follows from one."""

from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from service_kit.caller import Caller
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

Row = dict[str, Any]
"""A row by the names of its fields. Times are datetimes, days and ids texts, messages dictionaries."""


class Problem(NamedTuple):
    """What is wrong with a field; the write is refused with 422."""

    field: str | Sequence[str | int]
    message: str


class Write(NamedTuple):
    """A write on its way: the connection of its transaction, the caller, and the time."""

    connection: Connection
    caller: Caller
    now: datetime


BeforeWrite = Callable[[Write, Row | None, Row], Coroutine[Any, Any, Sequence[str]]]


def both(first: BeforeWrite, second: BeforeWrite | None) -> BeforeWrite:
    """Runs one check after the other."""
    if second is None:
        return first

    async def checked(write: Write, before: Row | None, after: Row) -> Sequence[str]:
        return [*await first(write, before, after), *await second(write, before, after)]

    return checked


def no_problems(_row: Row) -> Iterable[Problem]:
    """A noun without rules of its own."""
    return ()


@dataclass(frozen=True, slots=True)
class Hooks:
    """The hooks of one noun; all are optional.

    `check` is pure: it returns the problems of a row. `warn` is pure as well, and returns what is doubtful.
    `before_write` runs in the transaction before a row is stored: it reads other rows, raises errors, may set
    output-only fields of `after`, and returns warnings. `after_write` runs after it, for events; `after` is
    None if the row was deleted. `derive` fills in the derived fields of rows that were read. `redact` removes
    from a row what the caller may not see.
    """

    check: Callable[[Row], Iterable[Problem]] = no_problems
    warn: Callable[[Row], Iterable[str]] | None = None
    before_write: BeforeWrite | None = None
    after_write: Callable[[Write, Row | None, Row | None], Coroutine[Any, Any, None]] | None = None
    derive: Callable[[Reader, Caller, list[Row]], Coroutine[Any, Any, None]] | None = None
    redact: Callable[[Caller, Row], None] | None = None
