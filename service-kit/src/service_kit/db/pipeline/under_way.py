"""The reads under way on one connection, and what libpq reports about them next."""

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import Literal

from psycopg.abc import Params

from service_kit.db.metrics import DatabaseMetrics
from service_kit.db.pipeline.statements import Prepared, Rows

Moved = Literal["aborted", "stale", "waited", "lost"]
Kind = Literal["prepare", "read", "close", "sync"]


class Read:
    """One question. Its answer is None if it has to be asked elsewhere, which is safe for reads."""

    __slots__ = ("answer", "is_alone", "params", "query", "sent_at")

    def __init__(self, query: str, params: Params | None, *, is_alone: bool) -> None:
        self.query = query
        self.params = params
        self.is_alone = is_alone
        """Whether it gets a transaction of its own, so that no other statement can abort it."""
        self.answer: asyncio.Future[Rows | None] = asyncio.get_running_loop().create_future()
        self.sent_at = 0.0


class Expected:
    """What libpq reports next: the result of a command, or the end of a transaction."""

    __slots__ = ("kind", "name", "prepared", "read")

    def __init__(
        self, kind: Kind, read: Read | None = None, prepared: Prepared | None = None, name: bytes = b""
    ) -> None:
        self.kind = kind
        self.read = read
        self.prepared = prepared
        self.name = name


class UnderWay:
    """Settles each read once, and counts those that are queued or sent."""

    def __init__(self, metrics: DatabaseMetrics) -> None:
        self.expected: deque[Expected] = deque()
        self.depth = 0
        self.progress_at = 0.0
        """When the last answer arrived, or the first read was sent after a pause."""
        self._metrics = metrics

    def reads(self) -> list[Read]:
        """The reads that were sent, whose answers callers still wait for."""
        sent = (each.read for each in self.expected if each.kind == "read")
        return [read for read in sent if read is not None and not read.answer.done()]

    def succeed(self, read: Read, rows: Rows) -> None:
        """Answers a read."""
        self.depth -= 1
        read.answer.set_result(rows)

    def fail(self, read: Read, error: Exception) -> None:
        """Raises an error where a read was asked."""
        self.depth -= 1
        if not read.answer.done():
            read.answer.set_exception(error)

    def move(self, read: Read, why: Moved) -> None:
        """Lets a read be asked elsewhere."""
        self.depth -= 1
        if not read.answer.done():
            self._metrics.moved(why)
            read.answer.set_result(None)

    def move_all(self, reads: Iterable[Read], why: Moved) -> None:
        """Lets reads be asked elsewhere."""
        for read in reads:
            self.move(read, why)

    def forget(self, _read: Read) -> None:
        """Counts a read whose caller has left."""
        self.depth -= 1
