"""The loop that chains entries of the audit log shortly after they are written."""

from auth_service.audit.operations import chain_waiting
from service_kit.db.database import Database


class Chainer:
    """Chains entries outside the transactions that write them, so that these do not wait for one another."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._key = key

    async def chain_all(self) -> None:
        """Chains everything that waits."""
        while await self.chain_once():
            pass

    async def chain_once(self) -> int:
        """Chains waiting entries, up to a few hundred; returns how many."""
        async with self._database.transaction() as connection:
            return await chain_waiting(connection, self._key)
