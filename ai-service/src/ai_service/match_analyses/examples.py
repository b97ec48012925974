"""The analysis that the contract's examples name: two segments of a match."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from ai_service.match_analyses.alerts import repository as alerts
from ai_service.match_analyses.alerts.raising import alert_of
from ai_service.match_analyses.runs import repository as runs
from ai_service.match_analyses.runs.domain import Run, segment_id
from ai_service.match_analyses.segments import repository as segments
from ai_service.match_analyses.segments.repository import StoredSegment
from altsports.analysis.v1.analysis_pb2 import SegmentAlert
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.demo import FIRST_ADMIN, FIRST_ORGANISATION

ANALYSIS: Final = UUID("5b1d6a52-70c4-4b0e-9c9a-3d6f2f8f7a01")
_MATCH: Final = "65f0e239-ebc8-5c03-ac47-8b9f7e1394de"
_HOME, _AWAY = "8ce3b698-0fe8-52c8-bb98-92e23be9c676", "1898b7d7-fe61-5f8d-bcd2-1312711cc83d"
_NO_EVENTS: Final = {"figure": "ppda", "reason": "NO_EVENTS", "message": "The files have no events."}
_DONE: Final[dict[str, Any]] = {
    "engine": "altsports-embedded 1.0.0",
    "formats": ["metrica-tracking"],
    "segments": 2,
    "unavailable": [_NO_EVENTS],
    "parameters": {"segment_s": 60, "high_speed_kmh": 19.8, "sprint_kmh": 25.2, "sprint_s": 1},
    "notes": ["An example, which is written again at each start."],
    "pitch_length_m": 105.0,
    "pitch_width_m": 68.0,
}

_ALERT: Final = SegmentAlert(
    segment_index=1,
    opened_in_segment=1,
    rule="territory_lost",
    side="home",
    team_id=_HOME,
    severity=62,
    level="low",
    message="The home side lost territory. An example.",
    period=1,
    match_s=60,
)


async def restore_examples(database: Database, clock: Clock) -> None:
    """Stores what examples read. The caller makes sure that this is not production."""
    now = clock.now()
    run = Run(
        organisation_id=FIRST_ORGANISATION,
        id=ANALYSIS,
        match_id=_MATCH,
        team_ids=[_HOME],
        user_id=FIRST_ADMIN,
        status="completed",
        stage="done",
        progress=100,
        message="Complete",
        attempt=1,
        fence=1,
        facts={"match_id": _MATCH, "home": {"team_id": _HOME}, "away": {"team_id": _AWAY}},
        inputs=[],
        parameters={},
        segments_done=2,
        alerts=1,
        engine="altsports-embedded 1.0.0",
        done=_DONE,
        error=None,
        error_code=None,
        recovery=[],
        created_at=now - timedelta(minutes=2),
        started_at=now - timedelta(minutes=2),
        completed_at=now - timedelta(minutes=1),
    )
    async with database.transaction() as connection:
        if await runs.find(connection, run.organisation_id, run.id) is None:
            await runs.insert(connection, run)
        for index in range(2):
            stored = StoredSegment(index, segment_id(run.id, index), _segment(index))
            await segments.insert(connection, run.organisation_id, run.id, run.match_id, stored)
        await alerts.insert(connection, alert_of(run, _ALERT, now))


def _segment(index: int) -> dict[str, Any]:
    return {
        "index": index,
        "period": 1,
        "start_s": 60.0 * index,
        "end_s": 60.0 * index + 60,
        "teams": [
            {"side": "home", "team_id": _HOME, "possession": 0.5 + index / 10, "distance_m": 1180.0},
            {"side": "away", "team_id": _AWAY, "possession": 0.5 - index / 10, "distance_m": 1205.0},
        ],
        "severity": 20.0 * index,
        "coverage": 1.0,
        "unavailable": [_NO_EVENTS],
    }
