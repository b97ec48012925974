"""The event of a segment. It is appended in the transaction that stores it."""

from datetime import datetime
from uuid import UUID

from ai_service.match_analyses.runs.announcing import audiences
from ai_service.match_analyses.runs.domain import SCHEMA, Run
from altsports.analysis.v1 import analysis_pb2
from altsports.analysis.v1.events_models import AnalysisMatchSegmentStored
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_events


async def announce_segment(
    connection: Connection, run: Run, segment: analysis_pb2.Segment, segment_id: UUID, now: datetime
) -> None:
    """Reports a segment that was stored."""
    events = [
        AnalysisMatchSegmentStored(
            organisation_id=run.organisation_id,
            team_id=team_id,
            match_id=run.match_id,
            analysis_id=str(run.id),
            segment_id=str(segment_id),
            index=segment.index,
            period=segment.period,
            start_s=segment.start_s,
            end_s=segment.end_s,
            severity=segment.severity,
            timestamp=now,
        )
        for team_id in audiences(run)
    ]
    await append_events(connection, SCHEMA, *events, time=now)
