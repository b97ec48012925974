"""Checks that code with a database connection waits only for the database.

Another service, Redis or a slow client can take seconds. A transaction that waits for one of them keeps its
locks for that long, and if all connections of a pool wait, so do all other requests.
"""

import logging
from contextvars import ContextVar
from typing import Final

from prometheus_client import Counter

_WAITS: Final = Counter(
    "database_connection_held_waits",
    "Waits for something other than the database while a connection was held.",
)

logger = logging.getLogger(__name__)


class ConnectionHeld(RuntimeError):
    """A bug: the code waits for something else while it holds a database connection."""


class Hold:
    """Base of the blocks that use a connection. Tasks started inside a block count as part of it."""

    __slots__ = ("_is_held", "_outer", "_strict")

    def _hold(self, *, strict: bool) -> None:
        self._outer = _innermost.get()
        self._strict = strict
        self._is_held = True
        _innermost.set(self)

    def _let_go(self) -> None:
        self._is_held = False
        _innermost.set(self._outer)

    @staticmethod
    def find() -> "Hold | None":
        """The innermost block that still holds a connection; a task can outlive the block that started it."""
        hold = _innermost.get()
        while hold is not None and not hold._is_held:
            hold = hold._outer
        return hold

    def refuse(self, what: str) -> None:
        """Raises ConnectionHeld if the pool is strict; otherwise logs and counts the wait."""
        message = f"{what} inside a database block; end the block first"
        if self._strict:
            raise ConnectionHeld(message)
        _WAITS.inc()
        logger.error(message, stack_info=True)


_innermost: ContextVar[Hold | None] = ContextVar("innermost database block", default=None)


def check_nothing_held(what: str) -> None:
    """Call this before waiting for anything but the database. `what` names the wait, as in "A call to Redis".

    Raises ConnectionHeld in development and tests; in production it logs an error and continues.
    """
    if (hold := Hold.find()) is not None:
        hold.refuse(what)
