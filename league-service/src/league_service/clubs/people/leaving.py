"""Deletes the clubs of deleted organisations, and what deleted accounts left in clubs."""

from typing import Final
from uuid import UUID

from league_service.clubs.match_notes import repository as notes
from league_service.clubs.people import repository as people
from service_kit.db.database import Database
from service_kit.events.reader import EventReader, Gap
from service_kit.owners import ORGANISATION, USER, Owner, Owners, deleted_owner
from service_kit.process.loops import Loop
from service_kit.rpc.grpc_client import MeshClient

_COMPARED_S: Final = 3600.0


class Leaving:
    """Follows deletions. In case it misses one, it asks now and then who still exists."""

    def __init__(self, database: Database, client: MeshClient, *, redis_url: str, prefix: str) -> None:
        self._database = database
        self._owners = Owners(client, service="league-service")
        self._redis_url = redis_url
        self._prefix = prefix

    async def follow(self) -> None:
        """Never returns; ends when cancelled."""

        async def missed(_gap: Gap) -> None:
            await self.compare()

        reader = EventReader(self._redis_url, prefix=self._prefix, on_gap=missed)
        async for event in reader.follow():
            owner = deleted_owner(event)
            if owner is not None:
                await self.delete(owner)

    async def delete(self, owner: Owner) -> None:
        """Deletes a club, or what an account left in clubs. Other owners have nothing here."""
        async with self._database.transaction() as connection:
            if owner.kind == ORGANISATION:
                await people.delete_club(connection, UUID(owner.id))
            elif owner.kind == USER:
                await people.forget_account(connection, owner.id)
                await notes.forget_authors(connection, [owner.id])

    async def compare(self) -> None:
        """Asks for every club and account whether it still exists."""
        async with self._database.read() as connection:
            kept = [Owner(ORGANISATION, club) for club in await people.clubs(connection)]
            kept += [Owner(USER, user_id) for user_id in await people.accounts(connection)]
        async for owner in self._owners.gone(kept):
            await self.delete(owner)

    def loops(self) -> list[Loop]:
        """The loops of the process."""
        return [
            Loop("clubs of deleted organisations", self.follow),
            Loop("owners of clubs", self.compare, every_s=_COMPARED_S),
        ]
