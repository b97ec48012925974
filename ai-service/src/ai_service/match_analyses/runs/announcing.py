"""Events of analyses. They are appended in the transaction that changes the rows."""

from collections.abc import Iterator
from datetime import datetime

from ai_service.match_analyses.runs.domain import SCHEMA, Run
from altsports.analysis.v1.events_models import AnalysisMatchAnalysisUpdated
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_events


def audiences(run: Run) -> Iterator[str | None]:
    """The teams of the club for which an event is reported; None for the whole club."""
    yield from run.team_ids or (None,)


async def announce_run(connection: Connection, run: Run, now: datetime) -> None:
    """Reports the state of an analysis."""
    events = [
        AnalysisMatchAnalysisUpdated(
            organisation_id=run.organisation_id,
            team_id=team_id,
            match_id=run.match_id,
            analysis_id=str(run.id),
            status=run.status,
            stage=run.stage,
            progress=run.progress,
            message=run.message,
            segments_done=run.segments_done,
            attempt=run.attempt,
            error=run.error,
            timestamp=now,
        )
        for team_id in audiences(run)
    ]
    await append_events(connection, SCHEMA, *events, time=now)
