"""The loop that deletes obsolete rows."""

from typing import Final

from auth_service.mail import repository as mails
from auth_service.organisations import invitation_repository as invitations
from auth_service.revocations import repository as revocations
from auth_service.sessions import repository as sessions
from auth_service.sessions import throttle_repository
from auth_service.sessions.domain import Lifetime
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database

EVERY_S: Final = 600.0


class Housekeeper:
    """Deletes old sessions, failure counts, links, mails and revocations."""

    def __init__(self, database: Database, clock: Clock, lifetime: Lifetime) -> None:
        self._database = database
        self._clock = clock
        self._lifetime = lifetime

    async def tidy(self) -> None:
        """Runs one round."""
        now = self._clock.now()
        async with self._database.transaction() as connection:
            await sessions.forget_old(connection, now - self._lifetime.absolute)
            await throttle_repository.forget_old(connection, now)
            await mails.forget_old(connection, now)
            await invitations.forget_expired(connection, now)
            await revocations.forget_expired(connection, now)
