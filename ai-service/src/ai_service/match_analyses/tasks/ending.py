"""Ends analyses that are not completed: failed, cancelled, or lost."""

from datetime import datetime

from ai_service.match_analyses.effects.measuring import ask_for_effects
from ai_service.match_analyses.runs import repository as runs
from ai_service.match_analyses.runs.announcing import announce_run
from ai_service.match_analyses.runs.domain import Run
from ai_service.match_analyses.runs.repository import Ending
from service_kit.db.database import Database


async def end_run(database: Database, run: Run, ending: Ending, now: datetime) -> Run | None:
    """Ends an analysis that waits or runs, and reports it; None if it has ended."""
    async with database.transaction() as connection:
        ended = await runs.end(connection, run.organisation_id, run.id, ending, now)
        if ended is not None:
            await announce_run(connection, ended, now)
            await ask_for_effects(connection, ended)
    return ended
