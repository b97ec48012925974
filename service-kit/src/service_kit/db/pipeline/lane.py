"""One connection in libpq's pipeline mode: reads are sent without waiting for the answers of earlier ones.

What is asked in one turn of the event loop is one batch: PostgreSQL receives it in one message and answers in
one (`asking`). libpq reports the answers in the order of the questions (`answers`). The lane waits for the
socket, which is registered with the loop once, and watches that nobody waits long behind another read.
"""

import asyncio
from collections.abc import Callable
from itertools import takewhile
from time import perf_counter

import psycopg
from psycopg import pq

from service_kit.db.connection import Connection
from service_kit.db.metrics import DatabaseMetrics
from service_kit.db.pipeline.answers import Answers
from service_kit.db.pipeline.asking import Asking
from service_kit.db.pipeline.statements import Rows, Statements
from service_kit.db.pipeline.under_way import Read, UnderWay
from service_kit.db.settings import PoolSettings


class Lane:
    """Answers reads in order. `on_slow` is called with a statement that others should not wait for.

    `on_end` is called once, with whether a statement may still run on the connection.
    """

    def __init__(
        self,
        connection: Connection,
        settings: PoolSettings,
        metrics: DatabaseMetrics,
        *,
        on_slow: Callable[[str], None],
        on_end: Callable[["Lane", bool], None],
    ) -> None:
        self.connection = connection
        self.is_old = False
        """Whether it only finishes what has been asked."""
        self.used_at = perf_counter()
        self._stuck_since: float | None = None
        self._pgconn = pgconn = connection.pgconn
        self._patience_s = settings.pipeline_patience_s
        self._on_slow, self._on_end = on_slow, on_end
        self._queued: list[Read] = []
        self._under_way = under_way = UnderWay(metrics)
        self._statements = statements = Statements(connection, settings.pipeline_statements)
        self._asking = Asking(pgconn, statements, under_way)
        slow_s = settings.pipeline_slow_s
        self._answers = Answers(pgconn, statements, under_way, metrics, slow_s=slow_s, on_slow=on_slow)
        self._watch: asyncio.TimerHandle | None = None
        self._is_writing = False
        self._is_open = True
        self._loop = asyncio.get_running_loop()
        pgconn.enter_pipeline_mode()
        self._socket = pgconn.socket
        self._loop.add_reader(self._socket, self._readable)

    @property
    def depth(self) -> int:
        """Reads that are queued or sent."""
        return self._under_way.depth

    @property
    def is_stuck(self) -> bool:
        """Whether its only read takes long, so that nothing should be asked behind it."""
        return self._stuck_since == self._under_way.progress_at

    async def ask(self, read: Read) -> Rows | None:
        """The rows, or None if the read has to be asked elsewhere. Raises what PostgreSQL reports."""
        if not self._queued:
            self._loop.call_soon(self._send)
        self._queued.append(read)
        self._under_way.depth += 1
        return await read.answer

    def answers(self) -> list[asyncio.Future[Rows | None]]:
        """The answers that callers still wait for."""
        reads = (*self._under_way.reads(), *self._queued)
        return [read.answer for read in reads if not read.answer.done()]

    def end(self, *, cancel: bool = False) -> None:
        """Ends the connection; reads under way are asked elsewhere. `cancel`: also ends what runs there."""
        if not self._is_open:
            return
        self._is_open = False
        if self._watch is not None:
            self._watch.cancel()
        self._loop.remove_reader(self._socket)
        self._loop.remove_writer(self._socket)
        reads = self._under_way.reads()
        self._under_way.expected.clear()
        self._under_way.move_all(reads, "waited" if cancel else "lost")
        self._on_end(self, cancel)

    def _send(self) -> None:
        queued, self._queued = self._queued, []
        if not self._is_open:
            self._under_way.move_all(queued, "lost")
            return
        now = self.used_at = perf_counter()
        if not self._under_way.expected:
            self._under_way.progress_at = self._answers.batch_since = now
        try:
            self._asking.ask(queued, now)
            self._flush()
        except BaseException as error:
            self._under_way.move_all(queued, "lost")
            self.end()
            if not isinstance(error, psycopg.Error):
                raise  # a bug, which must not leave callers waiting
            return
        if self._watch is None and self._under_way.expected:
            self._watch = self._loop.call_later(self._patience_s, self._look)

    def _flush(self) -> None:
        left = bool(self._pgconn.flush())
        if left and not self._is_writing:
            self._loop.add_writer(self._socket, self._writable)
        elif self._is_writing and not left:
            self._loop.remove_writer(self._socket)
        self._is_writing = left

    def _writable(self) -> None:
        try:
            self._flush()
        except psycopg.Error:
            self.end()

    def _readable(self) -> None:
        try:
            self._answers.take()
        except psycopg.Error:
            self.end()
            return
        if self._pgconn.status == pq.ConnStatus.BAD:
            self.end()

    # A read that takes long

    def _look(self) -> None:
        """Runs while reads are under way: has there been no answer for longer than others should wait?"""
        self._watch = None
        self._readable()  # what has arrived meanwhile is not late
        if not self._is_open or not self._under_way.expected:
            return
        late = perf_counter() - self._under_way.progress_at - self._patience_s
        if late >= 0:
            self._be_stuck()
            late = 0
        if self._is_open:
            self._watch = self._loop.call_later(self._patience_s if late >= 0 else -late, self._look)

    def _be_stuck(self) -> None:
        """Keeps the read that takes long, and lets all others be asked elsewhere.

        PostgreSQL sends the answers of a batch together, so any read of the batch may be the one. Unless it
        has only one, the lane ends and each is asked again alone. It ends as well if nobody waits any more.
        """
        expected = self._under_way.expected
        batch = takewhile(lambda each: each.kind != "sync", expected)
        first, *others = [each.read for each in batch if each.kind == "read"] or [None]
        if others or first is None or first.answer.done():
            self.end(cancel=True)
            return
        self._stuck_since = self._under_way.progress_at
        self._on_slow(first.query)
        for each in expected:
            read = each.read
            if each.kind == "read" and read is not None and read is not first:
                each.read = None
                self._under_way.move(read, "waited")
        queued, self._queued = self._queued, []
        self._under_way.move_all(queued, "waited")
