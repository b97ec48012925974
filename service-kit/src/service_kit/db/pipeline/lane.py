"""One connection in libpq's pipeline mode: reads are sent without waiting for the answers of earlier ones.

What is asked in one turn of the event loop is one batch: PostgreSQL receives it in one message and answers in
one. libpq reports the answers in the order of the questions. The connection is registered with the loop once.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from itertools import takewhile
from time import perf_counter
from typing import Final, Literal

import psycopg
from psycopg import errors as pg
from psycopg import pq
from psycopg.abc import Params
from psycopg.errors import error_from_result

from service_kit.db.connection import Connection
from service_kit.db.errors import is_lost, is_stale_plan
from service_kit.db.metrics import DatabaseMetrics
from service_kit.db.pipeline.statements import Prepared, Rows, Statements

Moved = Literal["aborted", "stale", "waited", "lost"]
Kind = Literal["prepare", "read", "close", "sync"]

_FAILED: Final = pq.ExecStatus.FATAL_ERROR
_ABORTED: Final = pq.ExecStatus.PIPELINE_ABORTED
_NO_ROWS: Final = (_FAILED, _ABORTED)
_MOST_TOGETHER: Final = 32
_BAD: Final = pq.ConnStatus.BAD


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


class _Expected:
    """What libpq reports next: the result of a command, or the end of a transaction."""

    __slots__ = ("kind", "name", "prepared", "read")

    def __init__(
        self, kind: Kind, read: Read | None = None, prepared: Prepared | None = None, name: bytes = b""
    ) -> None:
        self.kind = kind
        self.read = read
        self.prepared = prepared
        self.name = name


class Lane:
    """Answers reads in order. `on_slow` is called with a statement that others should not wait for."""

    def __init__(
        self,
        connection: Connection,
        *,
        metrics: DatabaseMetrics,
        patience_s: float,
        slow_s: float,
        most_statements: int,
        on_slow: Callable[[str], None],
        on_end: Callable[["Lane", bool], None],
    ) -> None:
        self.connection = connection
        self.is_stuck = False
        """Whether its only read takes long, so that nothing should be asked behind it."""
        self.is_old = False
        """Whether it only finishes what has been asked."""
        self.depth = 0
        """Reads that are queued or sent."""
        self.used_at = perf_counter()
        self._pgconn = connection.pgconn
        self._metrics = metrics
        self._patience_s, self._slow_s = patience_s, slow_s
        self._on_slow, self._on_end = on_slow, on_end
        self._statements = Statements(connection, most_statements)
        self._queued: list[Read] = []
        self._expected: deque[_Expected] = deque()
        self._result: pq.abc.PGresult | None = None
        self._answered_reads: list[tuple[str, Prepared]] = []
        self._progress_at = self._batch_since = 0.0
        self._watch: asyncio.TimerHandle | None = None
        self._is_writing = False
        self._is_open = True
        self._loop = asyncio.get_running_loop()
        self._pgconn.enter_pipeline_mode()
        self._socket = self._pgconn.socket
        self._loop.add_reader(self._socket, self._readable)

    # Asking

    async def ask(self, read: Read) -> Rows | None:
        """The rows, or None if the read has to be asked elsewhere. Raises what PostgreSQL reports."""
        if not self._queued:
            self._loop.call_soon(self._send)
        self._queued.append(read)
        self.depth += 1
        return await read.answer

    def under_way(self) -> list[asyncio.Future[Rows | None]]:
        """The answers that callers still wait for."""
        sent = (expected.read for expected in self._expected if expected.kind == "read")
        return [read.answer for read in (*sent, *self._queued) if read is not None and not read.answer.done()]

    def _send(self) -> None:
        queued, self._queued = self._queued, []
        if not self._is_open:
            self._hand_back(queued, "lost")
            return
        now = self.used_at = perf_counter()
        if not self._expected:
            self._progress_at = self._batch_since = now
        try:
            self._close_statements()
            self._send_all(queued, now)
            self._flush()
        except BaseException as error:
            self._hand_back(queued, "lost")
            self.end()
            if not isinstance(error, psycopg.Error):
                raise  # a bug, which must not leave callers waiting
            return
        if self._watch is None and self._expected:
            self._watch = self._loop.call_later(self._patience_s, self._look)

    def _send_all(self, queued: list[Read], now: float) -> None:
        """Sends reads in transactions of at most `_MOST_TOGETHER`; a read that is alone has its own."""
        together = int(bool(self._expected) and self._expected[-1].kind == "close")
        for read in queued:
            if read.answer.done():  # the caller gave up before it was sent
                self.depth -= 1
                continue
            if together and (read.is_alone or together >= _MOST_TOGETHER):
                self._sync()
                together = 0
            read.sent_at = now
            together += self._send_one(read)
            if together and read.is_alone:
                self._sync()
                together = 0
        if together:
            self._sync()

    def _send_one(self, read: Read) -> bool:
        """Sends a read, with its preparation if needed. Values that cannot be converted fail at once."""
        try:
            params, formats, types, text = self._statements.bind(read.query, read.params)
        except Exception as error:  # noqa: BLE001 - conversion calls foreign code; the caller gets any error
            self._fail(read, error)
            return False
        prepared = self._statements.find(read.query, types)
        if prepared is None:
            prepared = self._statements.add(read.query, types)
            self._close_statements()
            self._pgconn.send_prepare(prepared.name, text, types)
            self._expected.append(_Expected("prepare", read, prepared))
        self._pgconn.send_query_prepared(prepared.name, params, formats, pq.Format.BINARY)
        self._expected.append(_Expected("read", read, prepared))
        return True

    def _sync(self) -> None:
        self._pgconn.pipeline_sync()
        self._expected.append(_Expected("sync"))

    def _close_statements(self) -> None:
        names, self._statements.to_close = self._statements.to_close, []
        for name in names:
            self._pgconn.send_query_params(b"DEALLOCATE " + name, None)
            self._expected.append(_Expected("close", name=name))

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

    # Answers

    def _readable(self) -> None:
        pgconn = self._pgconn
        try:
            pgconn.consume_input()
            while self._expected and not pgconn.is_busy():
                result = pgconn.get_result()
                if self._expected[0].kind == "sync":
                    if result is None:
                        break
                    self._expected.popleft()
                    self._batch_ended()
                elif result is not None:
                    self._result = result
                elif self._result is None:
                    break
                else:
                    found, self._result = self._result, None
                    self._received(self._expected.popleft(), found)
        except psycopg.Error:
            self.end()
            return
        if pgconn.status == _BAD:
            self.end()

    def _batch_ended(self) -> None:
        """Learns how long its statements take. Their answers come together, so all count alike."""
        now = perf_counter()
        each_s = (now - self._batch_since) / max(1, len(self._answered_reads))
        self._batch_since = now
        for query, prepared in self._answered_reads:
            if prepared.took(each_s, 2 * self._slow_s) > self._slow_s:
                self._on_slow(query)
        self._answered_reads.clear()

    def _received(self, expected: _Expected, result: pq.abc.PGresult) -> None:
        status = result.status
        if expected.kind == "read":
            self._answered(expected, result)
        elif status in _NO_ROWS:
            if expected.kind == "close":
                if status == _ABORTED:
                    self._statements.to_close.append(expected.name)
            elif expected.read is not None and expected.prepared is not None:
                self._statements.forget(expected.read.query, expected.prepared, close=False)
                if status == _FAILED:
                    self._expected[0].read = None  # the statement itself, which is aborted
                    self._refused(expected.read, expected.prepared, error_from_result(result))

    def _answered(self, expected: _Expected, result: pq.abc.PGresult) -> None:
        read, prepared = expected.read, expected.prepared
        now = perf_counter()
        self._progress_at = now
        self.is_stuck = False
        if read is None or prepared is None or read.answer.done():
            if read is not None:
                self.depth -= 1
            return
        status = result.status
        if status == _ABORTED:
            self._move(read, "aborted")
        elif status == _FAILED:
            self._refused(read, prepared, error_from_result(result))
        else:
            self._metrics.observe(read.query, now - read.sent_at)
            self._answered_reads.append((read.query, prepared))
            self._succeed(read, prepared, result)

    def _succeed(self, read: Read, prepared: Prepared, result: pq.abc.PGresult) -> None:
        try:
            rows = prepared.load(result)
        except Exception as error:  # noqa: BLE001 - loaders are foreign code; the caller gets any error
            self._fail(read, error)
            return
        self.depth -= 1
        read.answer.set_result(rows)

    def _refused(self, read: Read, prepared: Prepared, error: psycopg.Error) -> None:
        if is_lost(error):
            self._move(read, "lost")
        elif is_stale_plan(error) or isinstance(error, pg.InvalidSqlStatementName):
            self._statements.forget(read.query, prepared, close=is_stale_plan(error))
            self._move(read, "stale")
        else:
            self._fail(read, error)

    def _fail(self, read: Read, error: Exception) -> None:
        self.depth -= 1
        if not read.answer.done():
            read.answer.set_exception(error)

    def _move(self, read: Read, why: Moved) -> None:
        self.depth -= 1
        if not read.answer.done():
            self._metrics.moved(why)
            read.answer.set_result(None)

    # A read that takes long, and the end

    def _look(self) -> None:
        """Runs while reads are under way: has there been no answer for longer than others should wait?"""
        self._watch = None
        self._readable()  # what has arrived meanwhile is not late
        if not self._is_open or not self._expected:
            return
        late = perf_counter() - self._progress_at - self._patience_s
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
        batch = takewhile(lambda expected: expected.kind != "sync", self._expected)
        first, *others = [expected.read for expected in batch if expected.kind == "read"] or [None]
        if others or first is None or first.answer.done():
            self.end(cancel=True)
            return
        self.is_stuck = True
        self._on_slow(first.query)
        for expected in self._expected:
            read = expected.read
            if expected.kind == "read" and read is not None and read is not first:
                expected.read = None
                self._move(read, "waited")
        queued, self._queued = self._queued, []
        self._hand_back(queued, "waited")

    def _hand_back(self, reads: list[Read], why: Moved) -> None:
        for read in reads:
            self._move(read, why)

    def end(self, *, cancel: bool = False) -> None:
        """Ends the connection; reads under way are asked elsewhere. `cancel`: also ends what runs there."""
        if not self._is_open:
            return
        self._is_open = False
        if self._watch is not None:
            self._watch.cancel()
        self._loop.remove_reader(self._socket)
        self._loop.remove_writer(self._socket)
        expected, self._expected = self._expected, deque()
        for each in expected:
            if each.kind == "read" and each.read is not None and not each.read.answer.done():
                self._move(each.read, "waited" if cancel else "lost")
        self._on_end(self, cancel)
