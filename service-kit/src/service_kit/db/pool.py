"""The connection pool of one service: lends, checks and recycles connections, and reconnects after failures.

psycopg_pool does the same at 1.4 to 1.8 times the CPU time per one-row select, and after a long outage it
waits minutes before it retries.
"""

import asyncio
import contextlib
import logging
from collections import deque
from random import uniform
from time import monotonic

import psycopg
from psycopg.conninfo import make_conninfo

from service_kit.db.breaker import Breaker
from service_kit.db.connection import Connection
from service_kit.db.errors import DatabaseBusy, DatabaseUnavailable, cannot_connect
from service_kit.db.metrics import DatabaseMetrics
from service_kit.db.settings import PoolSettings
from service_kit.process.loops import forever

_TICK_S = 1.0
_CLOSE_GRACE_S = 5.0

logger = logging.getLogger(__name__)


class Pool:
    """Lends at most `max_size` connections at a time, the most recently used first."""

    def __init__(self, dsn: str, settings: PoolSettings, *, service: str, metrics: DatabaseMetrics) -> None:
        self._conninfo = _conninfo(dsn, settings, service)
        self._settings = settings
        self._metrics = metrics
        self.strict = settings.strict
        self._free: deque[Connection] = deque()
        self._permits = asyncio.Semaphore(settings.max_size)
        self._breaker = Breaker(
            service, failures_to_open=settings.failures_to_open, max_delay_s=settings.reconnect_max_s
        )
        self._keeper: asyncio.Task[None] | None = None
        self._closed = True
        self.refusal: DatabaseUnavailable | None = None
        """Set while PostgreSQL answers but refuses work, such as when its disk is full."""
        self.size = 0
        self.waiting = 0
        self.active = 0

    @property
    def broken(self) -> bool:
        return self._breaker.is_open

    async def open(self) -> None:
        """Opens `min_size` connections if the database answers, otherwise keeps trying in the background."""
        self._closed = False
        with contextlib.suppress(psycopg.Error):
            await self._fill()
        self._keeper = asyncio.create_task(forever("database pool", self._keep), name="database pool")

    async def close(self) -> None:
        """Closes free connections, and waits briefly for those in use, which are closed when returned."""
        self._closed = True
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        while self._free:
            self._discard(self._free.pop())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_GRACE_S):
                for _ in range(self._settings.max_size):
                    await self._permits.acquire()

    async def acquire(self) -> Connection:
        """Returns a checked connection. Raises `DatabaseUnavailable` or `DatabaseBusy`."""
        if self._closed:
            raise cannot_connect(None, self._settings.reconnect_max_s)
        await self._permit()
        try:
            connection = self._pop_free() or await self._connect_for_caller()
        except BaseException:
            self._permits.release()
            raise
        self.active += 1
        return connection

    def release(self, connection: Connection) -> None:
        """Takes back a connection. If it is broken or in a transaction, it is closed, which rolls back."""
        self.active -= 1
        now = monotonic()
        if self._closed or not connection.is_idle or connection.expires_at < now:
            self._discard(connection)
        else:
            connection.rest()
            connection.idle_since = now
            self._free.append(connection)
        self._permits.release()

    async def connect_outside(self) -> Connection:
        """Opens a connection outside the pool's limit. Raises `DatabaseUnavailable`."""
        try:
            connection = await _open_connection(self._conninfo, self._settings)
        except psycopg.Error as error:
            raise cannot_connect(error, self._settings.reconnect_max_s) from error
        await connection.command(b"SET default_transaction_read_only = off")
        return connection

    async def _permit(self) -> None:
        if not self._permits.locked():
            await self._permits.acquire()
            return
        self.waiting += 1
        try:
            async with asyncio.timeout(self._settings.timeout_s):
                await self._permits.acquire()
        except TimeoutError:
            raise DatabaseBusy("All database connections are in use", retry_after_s=1) from None
        finally:
            self.waiting -= 1

    def _pop_free(self) -> Connection | None:
        now = monotonic()
        while self._free:
            connection = self._free.pop()
            if connection.expires_at > now and not connection.closed and connection.is_quiet:
                return connection
            self._discard(connection)
        return None

    def _discard(self, connection: Connection) -> None:
        self.size -= 1
        connection.pgconn.finish()

    async def _connect_for_caller(self) -> Connection:
        self._breaker.check()
        try:
            return await self._connect()
        except psycopg.Error as error:
            raise self._breaker.unavailable(self._breaker.delay_s) from error

    async def _connect(self) -> Connection:
        self.size += 1
        try:
            connection = await _open_connection(self._conninfo, self._settings)
        except BaseException as error:
            self.size -= 1
            if isinstance(error, psycopg.Error):
                self._breaker.failure(error)
            raise
        connection.metrics = self._metrics
        connection.expires_at = monotonic() + self._settings.recycle_s * uniform(0.9, 1.0)  # noqa: S311 - jitter
        self._breaker.success()
        return connection

    async def _keep(self) -> None:
        while True:
            await self._pause()
            self._drop_stale()
            try:
                await self._fill()
            except (psycopg.Error, OSError) as error:
                logger.debug("database still unavailable: %s", type(error).__name__)

    async def _pause(self) -> None:
        if self._breaker.is_open:
            await asyncio.sleep(self._breaker.delay_s)
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_TICK_S):
                await self._breaker.opened.wait()

    async def _fill(self) -> None:
        """Opens up to `min_size` connections, or one as a test while the breaker is open.

        It takes a permit like every caller; otherwise more than `max_size` could be open.
        """
        while (self.size < self._settings.min_size or self.broken) and not self._permits.locked():
            await self._permits.acquire()
            try:
                connection = await self._connect()
                connection.idle_since = monotonic()
                self._free.appendleft(connection)
            finally:
                self._permits.release()

    def _drop_stale(self) -> None:
        now = monotonic()
        for connection in [c for c in self._free if self._is_stale(c, now)]:
            self._free.remove(connection)
            self._discard(connection)

    def _is_stale(self, connection: Connection, now: float) -> bool:
        if connection.expires_at < now or not connection.is_quiet:
            return True
        return self.size > self._settings.min_size and connection.idle_since + self._settings.idle_s < now


def _conninfo(dsn: str, settings: PoolSettings, service: str) -> str:
    return make_conninfo(
        dsn,
        application_name=f"altsports-{service}",
        connect_timeout=settings.connect_timeout_s,
        keepalives_idle=30,
        keepalives_interval=5,
        keepalives_count=3,
        tcp_user_timeout=15_000,
    )


async def _open_connection(conninfo: str, settings: PoolSettings) -> Connection:
    """Opens a session in UTC, with the statement timeout, read-only unless a transaction is READ WRITE."""
    setup = (
        f"SET statement_timeout = {int(settings.statement_timeout_s * 1000)};"
        "SET default_transaction_read_only = on; SET timezone = 'UTC'"
    )
    connection = await Connection.connect(conninfo, autocommit=True, prepare_threshold=2)
    try:
        await connection.command(setup.encode())
    except BaseException:
        connection.pgconn.finish()
        raise
    return connection
