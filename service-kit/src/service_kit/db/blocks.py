"""The blocks that use a connection: a read, and a transaction that commits or rolls back at its end."""

import logging
from types import TracebackType
from typing import Final, Literal

import psycopg
from psycopg import errors as pg
from psycopg import pq

from service_kit.db.connection import Connection
from service_kit.db.errors import (
    CommitUnknown,
    ConnectionLost,
    DatabaseUnavailable,
    is_lost,
    is_stale_plan,
    to_domain,
)
from service_kit.db.held import Hold
from service_kit.db.pool import Pool

Isolation = Literal["read committed", "repeatable read", "serializable"]

_BEGIN: Final[dict[Isolation, bytes]] = {
    "read committed": b"BEGIN READ WRITE",
    "repeatable read": b"BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE",
    "serializable": b"BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE",
}

logger = logging.getLogger(__name__)


class Reading(Hold):
    """Context of `Database.read`; a class because that costs half as much as a generator."""

    __slots__ = ("_connection", "_pool")
    _connection: Connection

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def __aenter__(self) -> Connection:
        self._connection = await self._pool.acquire()
        self._hold(strict=self._pool.strict)
        return self._connection

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go()
        _give_back(self._pool, self._connection, error)
        if error is not None:
            raise_domain(self._pool, error)


class Transaction(Hold):
    """Context of `Database.transaction`."""

    __slots__ = ("_begin", "_connection", "_pool")
    _connection: Connection

    def __init__(self, pool: Pool, isolation: Isolation) -> None:
        self._pool = pool
        self._begin = _BEGIN[isolation]

    async def __aenter__(self) -> Connection:
        try:
            self._connection = await self._start()
        except ConnectionLost:  # broken between the check and BEGIN, so nothing was executed yet
            self._connection = await self._start()
        self._hold(strict=self._pool.strict)
        return self._connection

    async def _start(self) -> Connection:
        connection = await self._pool.acquire()
        try:
            await connection.command(self._begin)
        except BaseException as error:
            self._pool.release(connection)
            raise_domain(self._pool, error, writing=True)
            raise
        return connection

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                await _commit(self._pool, self._connection)
            else:
                await _roll_back(self._connection)
        finally:
            self._let_go()
            _give_back(self._pool, self._connection, error)
        if error is not None:
            raise_domain(self._pool, error, writing=True)


def _give_back(pool: Pool, connection: Connection, error: BaseException | None) -> None:
    if error is not None and is_stale_plan(error):
        connection.expires_at = 0.0  # its other statements may be stale as well
    pool.release(connection)


async def _commit(pool: Pool, connection: Connection) -> None:
    if connection.pgconn.transaction_status == pq.TransactionStatus.INERROR:
        await _roll_back(connection)
        raise pg.InFailedSqlTransaction("a statement failed and the block continued: nothing was committed")
    try:
        await connection.command(b"COMMIT")
    except psycopg.Error as error:
        if is_lost(error):
            raise CommitUnknown(
                "The connection to the database was lost during the commit", retry_after_s=1
            ) from error
        raise_domain(pool, error, writing=True)
        raise


async def _roll_back(connection: Connection) -> None:
    """Best effort: a connection that cannot roll back is closed by the pool, which rolls back too."""
    if connection.closed or connection.is_idle:
        return
    try:
        await connection.command(b"ROLLBACK")
    except psycopg.Error as error:
        logger.debug("rollback failed: %s", type(error).__name__)


def raise_domain(pool: Pool, error: BaseException, *, writing: bool = False) -> None:
    """Raises the domain error for an error of psycopg, if there is one."""
    mapped = to_domain(error, writing=writing)
    if mapped is None:
        return
    if isinstance(mapped, DatabaseUnavailable) and not isinstance(mapped, ConnectionLost):
        pool.refusal = mapped
    raise mapped from error
