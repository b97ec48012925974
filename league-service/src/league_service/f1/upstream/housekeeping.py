"""Deletes old raw answers of the upstream. The ledger and the looks that they led to stay."""

from datetime import timedelta
from typing import Any, Final

from league_service.f1.upstream import repository
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.runs.work import Work

HOUSEKEEPING: Final = "f1_housekeeping"
_BATCH: Final = 500


class OldAnswers:
    """Deletes answers so many days after they came."""

    def __init__(self, database: Database, clock: Clock, *, days: int) -> None:
        self._database = database
        self._clock = clock
        self._kept = timedelta(days=days)

    async def delete(self, work: Work) -> dict[str, Any]:
        """Carries out a run; returns how many answers were deleted, counted over all attempts."""
        before = self._clock.now() - self._kept
        deleted = _BATCH
        while deleted == _BATCH:
            async with self._database.transaction() as connection:
                deleted = await repository.delete_answers(connection, before=before, limit=_BATCH)
            await work.save({"answers_deleted": work.saved.get("answers_deleted", 0) + deleted})
        return work.saved
