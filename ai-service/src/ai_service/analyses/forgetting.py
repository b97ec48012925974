"""Deletes what belongs to accounts that were deleted: their analyses and their memories."""

from collections.abc import Collection, Sequence

from ai_service.analyses.store.port import AnalysisStore
from ai_service.memory import repository as memories
from service_kit.db.database import Database


class Forgetter:
    """What analyses keep for accounts, as `Departures` asks for it."""

    def __init__(self, database: Database, store: AnalysisStore, *, spared: Collection[str] = ()) -> None:
        """`spared` are owners whose accounts may be created later, as that of the examples is."""
        self._spared = spared
        self._database = database
        self._store = store

    async def owners(self, after: str, limit: int) -> Sequence[str]:
        """The users who have analyses or memories."""
        async with self._database.read() as connection:
            found = set(await memories.owners(connection))
        found = (found | set(await self._store.owners())) - set(self._spared)
        return sorted(user for user in found if user > after)[:limit]

    async def forget(self, user_ids: Sequence[str]) -> None:
        """Deletes everything of some users."""
        for user_id in user_ids:
            await self._store.delete_user(user_id)
            async with self._database.transaction() as connection:
                await memories.delete_all(connection, user_id)
