"""Deletes documents whose owner or league was deleted."""

from ai_service.knowledge import repository as documents
from ai_service.knowledge.files import remove_later
from service_kit.db.database import Database
from service_kit.events.reader import EventReader, Gap
from service_kit.owners import LEAGUE, ORGANISATION, USER, Owner, Owners, deleted_owner


class Gone:
    """Follows deletions. In case it misses one, it asks now and then who still exists."""

    def __init__(self, database: Database, owners: Owners) -> None:
        self._database = database
        self._owners = owners

    async def follow(self, redis_url: str, prefix: str) -> None:
        """Never returns; ends when cancelled."""

        async def missed(_gap: Gap) -> None:
            await self.compare()

        async for event in EventReader(redis_url, prefix=prefix, on_gap=missed).follow():
            owner = deleted_owner(event)
            if owner is not None:
                await self.delete(owner)

    async def delete(self, owner: Owner) -> None:
        """Deletes the documents of a user or an organisation, or all about a league."""
        async with self._database.transaction() as connection:
            await remove_later(connection, await documents.delete_owned(connection, *owner))

    async def compare(self) -> None:
        """Deletes the documents of owners and leagues that no longer exist."""
        async with self._database.read() as connection:
            kept = [Owner(LEAGUE, league_id) for league_id in await documents.leagues(connection)]
            for kind in (USER, ORGANISATION):
                kept += [Owner(kind, owner_id) for owner_id in await documents.owners(connection, kind)]
        async for owner in self._owners.gone(kept):
            await self.delete(owner)
