"""What competitions report to the mesh."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from altsports.league.v1.events_models import LineRecorded, ResultRecorded, SeasonImported
from league_service.competition.competitions.domain import Competition
from league_service.core.schema import SCHEMA
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_events

_EVENTS_A_MESSAGE: Final = 250


async def append_imported(
    connection: Connection,
    competition: Competition,
    season: int,
    *,
    touched: Sequence[tuple[str, str]],
    now: datetime,
) -> None:
    """Reports that an import changed facts of a season."""
    starts = range(0, max(len(touched), 1), _EVENTS_A_MESSAGE)
    parts = [touched[start : start + _EVENTS_A_MESSAGE] for start in starts]
    reports = [
        SeasonImported(
            competition=competition.key,
            season=season,
            simulated=competition.simulated,
            event_ids=[event for event, _ in part],
            game_ids=[key for _, key in part],
        )
        for part in parts
    ]
    await append_events(connection, SCHEMA, *reports, time=now)


async def append_result(
    connection: Connection,
    competition: Competition,
    season: int,
    *,
    event: tuple[str, str],
    revision: int,
    status: str,
    now: datetime,
) -> None:
    """Reports that a revision of a result was recorded."""
    report = ResultRecorded(
        competition=competition.key,
        season=season,
        simulated=competition.simulated,
        event_id=event[0],
        game_id=event[1],
        revision=revision,
        status=status,
    )
    await append_events(connection, SCHEMA, report, time=now)


async def append_line(
    connection: Connection,
    competition: Competition,
    season: int,
    *,
    event: tuple[str, str],
    market: str,
    now: datetime,
) -> None:
    """Reports that a quote was recorded."""
    report = LineRecorded(
        competition=competition.key,
        season=season,
        simulated=competition.simulated,
        event_id=event[0],
        game_id=event[1],
        market=market,
    )
    await append_events(connection, SCHEMA, report, time=now)
