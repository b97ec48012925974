"""Waits for notifications of PostgreSQL (LISTEN and NOTIFY)."""

import asyncio

from psycopg.generators import notifies

from service_kit.db.connection import Connection


class Notified:
    """The notifications that arrive on one connection, which nobody else uses.

    psycopg's `Connection.notifies()` wakes up ten times a second while it waits; this only for notifications.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._arrived = False
        self._waiting: asyncio.Timeout | None = None
        connection.add_notify_handler(lambda _: self._arrive())

    async def wait(self, longest_s: float) -> None:
        """Returns when a notification has arrived since the last call, on `wake`, or when the time is up."""
        pgconn = self._connection.pgconn
        while pgconn.notifies() is not None:  # came with the answer of a statement
            self._arrive()
        try:
            async with asyncio.timeout(longest_s) as self._waiting, self._connection.lock:
                while not self._arrived:
                    await self._connection.wait(notifies(pgconn), interval=longest_s)
        except TimeoutError:
            pass
        finally:
            self._waiting = None
            self._arrived = False

    def wake(self) -> None:
        """Ends the wait, or the next one, as a notification does."""
        self._arrive()
        if self._waiting is not None and not self._waiting.expired():
            self._waiting.reschedule(asyncio.get_running_loop().time())

    def _arrive(self) -> None:
        self._arrived = True
