"""The events that competitions report to the mesh."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from altsports.league.v1.events_models import (
    EventStatusChanged,
    LineRecorded,
    ResultQuarantined,
    ResultRecorded,
    SeasonImported,
)
from league_service.competition.competitions.domain import Competition
from league_service.competition.ledger.domain import FINAL, NewResult
from league_service.competition.ledger.messages import line_to_model
from league_service.competition.ledger.schedule import Change
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


async def append_results(
    connection: Connection, competition: Competition, season: int, results: Iterable[NewResult], now: datetime
) -> None:
    """Reports revisions of results, and which events are final now."""
    reports = [report for result in results for report in _reports(competition, season, result, now)]
    await append_events(connection, SCHEMA, *reports, time=now)


def _reports(
    competition: Competition, season: int, result: NewResult, now: datetime
) -> Iterator[ResultRecorded | ResultQuarantined | EventStatusChanged]:
    if result.status == "quarantined":
        yield ResultQuarantined(
            competition=competition.key,
            season=season,
            event_id=result.event_id,
            game_id=result.game_id,
            revision=result.revision,
        )
        return
    simulated = competition.simulated or None
    yield ResultRecorded(
        competition=competition.key,
        season=season,
        event_id=result.event_id,
        game_id=result.game_id,
        revision=result.revision,
        status=result.status,
        final=result.status in FINAL,
        lines=[line_to_model(line, code) for line, code in zip(result.lines, result.codes, strict=True)],
        timestamp=now,
        simulated=simulated,
    )
    if result.is_first_final:
        yield EventStatusChanged(
            competition=competition.key,
            season=season,
            event_id=result.event_id,
            game_id=result.game_id,
            status="final",
            timestamp=now,
            simulated=simulated,
        )


async def append_changes(
    connection: Connection,
    competition: Competition,
    season: int,
    *,
    changes: Iterable[tuple[tuple[str, str], Change]],
    now: datetime,
) -> None:
    """Reports changes of schedules, each with the id of its event and its id in the competition."""
    reports = [
        EventStatusChanged(
            competition=competition.key,
            season=season,
            event_id=event,
            game_id=key,
            status=change.status,
            timestamp=now,
            simulated=competition.simulated or None,
            scheduled_at=change.scheduled_at,
            reason=change.reason or None,
        )
        for (event, key), change in changes
    ]
    await append_events(connection, SCHEMA, *reports, time=now)


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
