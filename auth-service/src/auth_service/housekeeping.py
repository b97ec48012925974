"""The loop that deletes what nobody needs any more."""

import asyncio
import logging
from typing import Final

from auth_service.mail.repository import MailRepository
from auth_service.revocations.repository import RevocationRepository
from auth_service.sessions.domain import Lifetime
from auth_service.sessions.repository import SessionRepository
from auth_service.sessions.throttle_repository import ThrottleRepository
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.errors import DomainError

_EVERY_S: Final = 600.0
_logger = logging.getLogger(__name__)


class Housekeeper:
    """Old sessions, counts of failures, links, mails and revocations."""

    def __init__(self, database: Database, clock: Clock, lifetime: Lifetime) -> None:
        self._database = database
        self._clock = clock
        self._lifetime = lifetime

    async def run(self) -> None:
        """Tidies up until cancelled."""
        while True:
            await asyncio.sleep(_EVERY_S)
            try:
                await self.tidy()
            except DomainError as error:
                _logger.warning("tidying up waits: %s", error.reason)

    async def tidy(self) -> None:
        """One round."""
        now = self._clock.now()
        async with self._database.transaction() as connection:
            await SessionRepository(connection).forget_old(now - self._lifetime.absolute)
            await ThrottleRepository(connection).forget_old(now)
            await MailRepository(connection).forget_old(now)
            await RevocationRepository(connection).forget_expired(now)
