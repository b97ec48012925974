"""The loop that chains entries of the audit log shortly after they are written."""

import asyncio
import logging
from typing import Final

from auth_service.audit.operations import chain_waiting
from service_kit.db.database import Database
from service_kit.errors import DomainError

_LOOK_S: Final = 1.0
_logger = logging.getLogger(__name__)


class Chainer:
    """Chains entries outside the transactions that write them, so that these do not wait for one another."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._key = key

    async def run(self) -> None:
        """Chains until cancelled."""
        while True:
            try:
                while await self.chain_once():
                    pass
            except DomainError as error:
                _logger.warning("chaining the audit log was postponed: %s", error.reason)
            await asyncio.sleep(_LOOK_S)

    async def chain_once(self) -> int:
        """Chains waiting entries, up to a few hundred; returns how many."""
        async with self._database.transaction() as connection:
            return await chain_waiting(connection, self._key)
