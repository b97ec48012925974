"""Plans the rows of events: what a source states of an event, joined with what is stored. Pure."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

import orjson

from league_service.competition.competitions.domain import Competition
from league_service.competition.imports import merging
from league_service.competition.imports.domain import SourceCompetitor, SourceRound
from league_service.competition.imports.known import KnownSeason
from league_service.competition.imports.merging import Row, Side
from league_service.competition.imports.plan import Plan
from league_service.competition.imports.rescheduling import Rescheduler
from league_service.competition.imports.subject import Subject
from league_service.core.ids import person_id, round_id, season_id


class Describer:
    """Plans the rows of the events of one season of one source."""

    def __init__(
        self, competition: Competition, known: KnownSeason, plan: Plan, schedules: Rescheduler
    ) -> None:
        self._competition, self._known, self._plan, self._schedules = competition, known, plan, schedules
        self._rounds: set[str] = set()

    def describe(self, subject: Subject, facts_at: datetime | None) -> datetime:
        """Plans the row of an event and its competitors; returns its scheduled time."""
        row, sides = self._row(subject), [merging.side_of(found) for _, found in _placed(subject)]
        known = subject.known
        facts_at = max([time for time in (facts_at, known and known.facts_at) if time], default=None)
        fingerprint = _fingerprint(subject, row, sides)
        if known is not None and known.fingerprint != fingerprint:
            row, sides = self._merged(subject, row, sides)
            fingerprint = _fingerprint(subject, row, sides)
        if known is not None and known.fingerprint == fingerprint and not self._schedules.is_news(subject):
            if facts_at is not None and facts_at != known.facts_at and not subject.standpoint.is_older:
                self._plan.confirmed.append((known.id, facts_at))
            return known.scheduled_at
        if known is not None:
            row = self._schedules.decided(known, row)
        self._write(subject, row | {"fingerprint": fingerprint, "facts_at": facts_at}, sides)
        return row["scheduled_at"]

    def _row(self, subject: Subject) -> Row:
        event, key = subject.event, self._competition.key
        of = event.round
        return {
            "id": subject.id,
            "competition_id": self._competition.id,
            "season_id": season_id(key, event.season),
            "round_id": round_id(key, event.season, of.key or of.number, of.stage),
            "session": event.session,
            "key": subject.key,
            "scheduled_at": event.scheduled_at,
            "day": event.day,
            "hour_known": event.hour_known,
            "venue_id": None if event.venue is None else event.venue.id,
            "venue_name": event.venue_name or ("" if event.venue is None else event.venue.name),
            "neutral": event.neutral,
            "divisional": event.divisional,
            "conditions": event.conditions,
            "source_ids": event.source_ids,
            "source": subject.standpoint.source,
        }

    def _merged(self, subject: Subject, row: Row, sides: list[Side]) -> tuple[Row, list[Side]]:
        """The newer statement wins, and an empty one never does."""
        known = subject.known
        if known is None:
            return row, sides
        row = self._schedules.decided(known, row)
        stored = merging.stored_row(known, row)
        there = [
            merging.stored_side(self._known.competitors.get((subject.id, place)))
            for place, _ in _placed(subject)
        ]
        if subject.standpoint.is_older:
            kept, stated = merging.filled(stored, row), merging.filled(row, stored)
            line = subject.event.line
            if stated["round_id"] != kept["round_id"]:
                self._plan.hold_back(line, "week", subject.event.round.number, known.week)
            for fact in merging.differing(stated, kept):
                self._plan.hold_back(line, *fact)
            return kept, [merging.filled_side(*pair) for pair in zip(there, sides, strict=True)]
        merged = merging.filled(row, stored)
        if subject.standpoint.is_doubtful:
            for fact in merging.differing(merged, stored):
                self._plan.doubt(subject.event.line, *fact)
        return merged, [merging.filled_side(*pair) for pair in zip(sides, there, strict=True)]

    def _write(self, subject: Subject, row: Row, sides: Sequence[Side]) -> None:
        known, event, now = subject.known, subject.event, subject.standpoint.now
        if known is None:
            self._plan.counts.events_created += 1
        else:
            self._plan.counts.events_updated += 1
        if row["round_id"] == self._row(subject)["round_id"]:
            self._round(row["round_id"], row["season_id"], event.round)
        self._plan.described.append(event)
        others = [] if known is None else [*known.other_keys]
        if known is not None and event.key not in known.keys:
            others.append(event.key)
        written = {"other_keys": others, "created_at": now, "updated_at": now}
        self._plan.rows["events"].append(row | self._schedules.follow(subject, row) | written)
        for (place, found), side in zip(_placed(subject), sides, strict=True):
            self._plan.rows["event_competitors"].append(_competitor(subject.id, place, found, side))

    def _round(self, id: str, season: str, of: SourceRound) -> None:
        if id not in self._rounds:
            self._rounds.add(id)
            self._plan.rows["rounds"].append(
                {"id": id, "season_id": season, "number": of.number, "stage": of.stage, "name": of.name}
            )


def _placed(subject: Subject) -> list[tuple[int, SourceCompetitor]]:
    """The competitors by position."""
    pairs = zip(subject.positions, subject.event.competitors, strict=True)
    return sorted(pairs, key=itemgetter(0))


def _competitor(event: str, position: int, competitor: SourceCompetitor, side: Side) -> dict[str, Any]:
    rest_days, starter = side
    row = {
        "event_id": event,
        "position": position,
        "side": competitor.side,
        "team_id": competitor.team and competitor.team.id,
        "code": competitor.shown.code,
        "name": competitor.shown.name,
        "rest_days": rest_days,
        "starter_id": starter and person_id(starter[0]),
    }
    if competitor.person is not None:  # absent for teams, as in stored fingerprints
        row["person_id"] = person_id(competitor.person.key)
    return row


def _fingerprint(subject: Subject, row: Row, sides: Sequence[Side]) -> str:
    pairs = list(zip(_placed(subject), sides, strict=True))
    competitors = [_competitor(subject.id, place, found, side) for (place, found), side in pairs]
    starters = [starter for _, (_, starter) in pairs]
    if not row["session"]:  # absent for games, as in stored fingerprints
        row = {name: value for name, value in row.items() if name != "session"}
    facts = [row, competitors, *starters, *_described(subject.event.round)]
    return hashlib.sha256(orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _described(of: SourceRound) -> list[object]:
    """The facts of a round beside its id; none for a plain number, as in stored fingerprints."""
    return [of.number, of.name] if of.key or of.name else []
