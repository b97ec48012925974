"""Waits for notifications of PostgreSQL (LISTEN and NOTIFY)."""

import asyncio
import contextlib

from psycopg.generators import notifies

from service_kit.db.connection import Connection


class Notified:
    """The notifications that arrive on one connection, which nobody else uses.

    psycopg's `Connection.notifies()` wakes up ten times a second while it waits; this only for notifications.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._arrived = False
        connection.add_notify_handler(lambda _: self._arrive())

    async def wait(self, longest_s: float) -> None:
        """Returns when a notification has arrived since the last call, or when the time is up."""
        pgconn = self._connection.pgconn
        while pgconn.notifies() is not None:  # came with the answer of a statement
            self._arrive()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(longest_s), self._connection.lock:
                while not self._arrived:
                    await self._connection.wait(notifies(pgconn), interval=longest_s)
        self._arrived = False

    def _arrive(self) -> None:
        self._arrived = True
