"""The asking half of a lane: one batch of reads becomes one message to PostgreSQL."""

from collections.abc import Iterable
from typing import Final

from psycopg import pq

from service_kit.db.pipeline.statements import Statements
from service_kit.db.pipeline.under_way import Expected, Read, UnderWay

_MOST_TOGETHER: Final = 32


class Asking:
    """Writes commands into libpq's buffer, and notes for each what libpq will report."""

    def __init__(self, pgconn: pq.abc.PGconn, statements: Statements, under_way: UnderWay) -> None:
        self._pgconn = pgconn
        self._statements = statements
        self._under_way = under_way
        self._expected = under_way.expected

    def ask(self, reads: Iterable[Read], now: float) -> None:
        """Asks reads in transactions of at most `_MOST_TOGETHER`; a read that is alone has its own."""
        self._close_statements()
        together = int(bool(self._expected) and self._expected[-1].kind == "close")
        for read in reads:
            if read.answer.done():  # the caller gave up before it was sent
                self._under_way.forget(read)
                continue
            if together and (read.is_alone or together >= _MOST_TOGETHER):
                self._sync()
                together = 0
            read.sent_at = now
            together += self._ask_one(read)
            if together and read.is_alone:
                self._sync()
                together = 0
        if together:
            self._sync()

    def _ask_one(self, read: Read) -> bool:
        """Asks a read, with its preparation if needed. Values that cannot be converted fail at once."""
        try:
            params, formats, types, text = self._statements.bind(read.query, read.params)
        except Exception as error:  # noqa: BLE001 - conversion calls foreign code; the caller gets any error
            self._under_way.fail(read, error)
            return False
        prepared = self._statements.find(read.query, types)
        if prepared is None:
            prepared = self._statements.add(read.query, types)
            self._close_statements()
            self._pgconn.send_prepare(prepared.name, text, types)
            self._expected.append(Expected("prepare", read, prepared))
        self._pgconn.send_query_prepared(prepared.name, params, formats, pq.Format.BINARY)
        self._expected.append(Expected("read", read, prepared))
        return True

    def _sync(self) -> None:
        self._pgconn.pipeline_sync()
        self._expected.append(Expected("sync"))

    def _close_statements(self) -> None:
        names, self._statements.to_close = self._statements.to_close, []
        for name in names:
            self._pgconn.send_query_params(b"DEALLOCATE " + name, None)
            self._expected.append(Expected("close", name=name))
