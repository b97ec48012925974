"""Removes accounts that were deleted from budgets and from the ledger."""

from collections.abc import Sequence

from ai_service.models.usage import repository
from service_kit.db.database import Database


class LedgerForgetter:
    """What the ledger keeps for accounts, as `Departures` asks for it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def owners(self, after: str, limit: int) -> Sequence[str]:
        """The users who have a budget or have used models."""
        async with self._database.read() as connection:
            return await repository.users(connection, after, limit)

    async def forget(self, user_ids: Sequence[str]) -> None:
        """Removes users. What their calls cost stays, because the platform paid for it."""
        async with self._database.transaction() as connection:
            await repository.forget_users(connection, user_ids)
