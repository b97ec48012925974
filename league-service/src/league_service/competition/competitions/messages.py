"""Converts events to messages."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from altsports.league.v1 import competitions_pb2 as pb
from league_service.competition.competitions.reading import CompetitorRow, EventRow
from league_service.competition.ledger.messages import line_to_pb
from league_service.competition.ledger.schedule import status_at
from league_service.competition.rules.book import RuleBook
from service_kit.timestamps import time_to_pb


def event_to_pb(
    event: EventRow, competitors: Iterable[CompetitorRow], at: datetime, rules: RuleBook
) -> pb.Event:
    """Converts an event as known at a time."""
    live_for = rules.of(event.sport).live_for
    status, reason = status_at(
        event.status,
        event.status_reason,
        event.scheduled_at,
        at,
        has_final=event.revision is not None,
        live_for=live_for,
    )
    return pb.Event(
        id=event.id,
        game_id=event.key,
        competition=event.competition,
        simulated=event.simulated,
        season=event.season,
        week=event.week,
        game_type=event.stage,
        status=status,
        status_reason=reason,
        scheduled_at=time_to_pb(event.scheduled_at),
        hour_known=event.hour_known,
        local_start=_local(event),
        venue=_venue_to_pb(event),
        neutral=event.neutral,
        competitors=map(_competitor_to_pb, competitors),
        conditions=_conditions_to_pb(event.conditions),
        result_revision=event.revision,
        divisional=event.divisional,
        round_name=event.round_name,
        other_ids=event.other_keys,
    )


def _venue_to_pb(event: EventRow) -> pb.Venue:
    return pb.Venue(
        id=event.venue_id or "",
        name=event.venue_name,
        city=event.city or "",
        country=event.country or "",
        zone=event.zone or "",
    )


def _conditions_to_pb(conditions: Mapping[str, Any]) -> pb.Conditions:
    return pb.Conditions(
        roof=conditions.get("roof", ""),
        surface=conditions.get("surface", ""),
        temperature_f=conditions.get("temperature_f"),
        wind_mph=conditions.get("wind_mph"),
        words=conditions.get("words", ""),
    )


def _competitor_to_pb(competitor: CompetitorRow) -> pb.Competitor:
    line = competitor.line
    return pb.Competitor(
        position=competitor.position,
        side=competitor.side or "",
        team_id=competitor.team_id or "",
        person_id=competitor.person_id or "",
        code=competitor.code,
        name=competitor.name,
        score=None if line is None else line.score,
        rest_days=competitor.rest_days,
        starter=competitor.starter or "",
        result=None if line is None else line_to_pb(line, competitor.code),
    )


def _local(event: EventRow) -> str:
    return event.scheduled_at.astimezone(ZoneInfo(event.zone)).isoformat() if event.zone else ""
