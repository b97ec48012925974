"""The answering half of a lane: what libpq reports, in the order of the commands, settles the reads."""

from collections.abc import Callable
from time import perf_counter
from typing import Final

import psycopg
from psycopg import errors as pg
from psycopg import pq
from psycopg.errors import error_from_result

from service_kit.db.errors import is_lost, is_stale_plan
from service_kit.db.metrics import DatabaseMetrics
from service_kit.db.pipeline.statements import Prepared, Statements
from service_kit.db.pipeline.under_way import Expected, Read, UnderWay

_FAILED: Final = pq.ExecStatus.FATAL_ERROR
_ABORTED: Final = pq.ExecStatus.PIPELINE_ABORTED
_NO_ROWS: Final = (_FAILED, _ABORTED)


class Answers:
    """Takes results from libpq's buffer. `on_slow` is called with a statement that is slow on average."""

    def __init__(
        self,
        pgconn: pq.abc.PGconn,
        statements: Statements,
        under_way: UnderWay,
        metrics: DatabaseMetrics,
        *,
        slow_s: float,
        on_slow: Callable[[str], None],
    ) -> None:
        self.batch_since = 0.0
        self._pgconn = pgconn
        self._statements = statements
        self._under_way = under_way
        self._metrics = metrics
        self._slow_s = slow_s
        self._on_slow = on_slow
        self._result: pq.abc.PGresult | None = None
        self._answered_reads: list[tuple[str, Prepared]] = []

    def take(self) -> None:
        """Settles the reads whose answers have arrived. Raises psycopg.Error if the connection is lost."""
        pgconn, expected = self._pgconn, self._under_way.expected
        pgconn.consume_input()
        while expected and not pgconn.is_busy():
            result = pgconn.get_result()
            if expected[0].kind == "sync":
                if result is None:
                    break
                expected.popleft()
                self._batch_ended()
            elif result is not None:
                self._result = result
            elif self._result is None:
                break
            else:
                found, self._result = self._result, None
                self._received(expected.popleft(), found)

    def _batch_ended(self) -> None:
        """Learns how long its statements take. Their answers come together, so all count alike."""
        now = perf_counter()
        each_s = (now - self.batch_since) / max(1, len(self._answered_reads))
        self.batch_since = now
        for query, prepared in self._answered_reads:
            if prepared.took(each_s, 2 * self._slow_s) > self._slow_s:
                self._on_slow(query)
        self._answered_reads.clear()

    def _received(self, expected: Expected, result: pq.abc.PGresult) -> None:
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
                    self._under_way.expected[0].read = None  # the statement itself, which is aborted
                    self._refused(expected.read, expected.prepared, error_from_result(result))

    def _answered(self, expected: Expected, result: pq.abc.PGresult) -> None:
        read, prepared = expected.read, expected.prepared
        now = perf_counter()
        self._under_way.progress_at = now
        if read is None or prepared is None:
            return
        if read.answer.done():
            self._under_way.forget(read)
            return
        status = result.status
        if status == _ABORTED:
            self._under_way.move(read, "aborted")
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
            self._under_way.fail(read, error)
            return
        self._under_way.succeed(read, rows)

    def _refused(self, read: Read, prepared: Prepared, error: psycopg.Error) -> None:
        if is_lost(error):
            self._under_way.move(read, "lost")
        elif is_stale_plan(error) or isinstance(error, pg.InvalidSqlStatementName):
            self._statements.forget(read.query, prepared, close=is_stale_plan(error))
            self._under_way.move(read, "stale")
        else:
            self._under_way.fail(read, error)
