"""Code that holds a database connection waits for nothing but the database: the check of that rule.

Another service, Redis or a slow client can take seconds. A transaction that waits for one of them keeps its
locks for that long, and a pool whose connections all wait makes every other request wait too.
"""

import logging
from contextvars import ContextVar
from typing import Final

from prometheus_client import Counter

_WAITS: Final = Counter(
    "database_connection_held_waits", "Waits for something else by code that held a database connection."
)

logger = logging.getLogger(__name__)


class ConnectionHeld(RuntimeError):
    """The code is wrong: it waits for something else while it holds a database connection."""


class Hold:
    """Base of the blocks that lend a connection. Tasks started inside a block count as part of it."""

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
        """The innermost block that still holds a connection; a task may outlive the block it began in."""
        hold = _innermost.get()
        while hold is not None and not hold._is_held:
            hold = hold._outer
        return hold

    def refuse(self, what: str) -> None:
        """Raises ConnectionHeld where the pool is strict; logs and counts the wait elsewhere."""
        message = f"{what} inside a database block: end the block first"
        if self._strict:
            raise ConnectionHeld(message)
        _WAITS.inc()
        logger.error(message, stack_info=True)


_innermost: ContextVar[Hold | None] = ContextVar("innermost database block", default=None)


def check_nothing_held(what: str) -> None:
    """Call it before waiting for anything but the database. `what` names the wait, as in "A call to Redis".

    Raises ConnectionHeld in development and tests; in production it logs an error, and the caller goes on.
    """
    if (hold := Hold.find()) is not None:
        hold.refuse(what)
