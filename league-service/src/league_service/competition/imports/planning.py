"""Plans the changes of an import: events, revisions of results, quotes. Pure.

Repeated rows change nothing: each row is compared with the last statement of the same source.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from operator import itemgetter
from typing import Any, Final

import orjson

from league_service.competition.competitions.domain import Competition
from league_service.competition.imports.domain import (
    Counts,
    SourceCompetitor,
    SourceEvent,
    SourceQuote,
    SourceResult,
    SourceRound,
)
from league_service.competition.imports.known import KnownQuote, KnownResult, KnownSeason
from league_service.competition.ledger.domain import FINAL, NewResult, line_row
from league_service.core.ids import event_id, person_id, round_id, season_id

CLOSING: Final = timedelta(hours=2)
"""The assumed time between a closing quote without a time and the start of its event."""

Rows = dict[str, list[dict[str, Any]]]


@dataclass(slots=True)
class Plan:
    """The rows to write, in the order of the tables, and the affected events."""

    counts: Counts = field(default_factory=Counts)
    rows: Rows = field(
        default_factory=lambda: {
            "rounds": [],
            "events": [],
            "event_competitors": [],
            "result_revisions": [],
            "result_scores": [],
            "line_quotes": [],
        }
    )
    new_results: list[NewResult] = field(default_factory=list[NewResult])
    """Results in force of events that were there before."""
    described: list[SourceEvent] = field(default_factory=list[SourceEvent])
    """What is new or changed."""
    touched: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """(event id, key) of events that were there before and changed."""


class Planner:
    """Plans the events of one season of one source. `length` is the usual length of an event."""

    def __init__(
        self,
        competition: Competition,
        source: str,
        known: KnownSeason,
        now: datetime,
        *,
        length: timedelta = timedelta(0),
    ) -> None:
        self._competition, self._source, self._known, self._now = competition, source, known, now
        self._length = length
        self._rounds: set[str] = set()
        self.plan = Plan()

    def add(self, event: SourceEvent) -> None:
        """Plans one event."""
        id = event_id(self._competition.key, event.key)
        before = self.plan.counts.changed
        positions = self._positions(id, event)
        is_new = self._event(id, event, positions)
        if event.result is not None:
            lines = [replace(line, position=positions[line.position - 1]) for line in event.result.lines]
            lines.sort(key=lambda line: line.position)
            result = replace(event.result, lines=tuple(lines))
            codes = {
                place: found.shown.code for place, found in zip(positions, event.competitors, strict=True)
            }
            self._result(id, event, result, codes, is_new=is_new)
        for quote in event.quotes:
            self._quote(id, quote, event.scheduled_at)
        if self.plan.counts.changed == before:
            self.plan.counts.unchanged += 1
        elif not is_new:
            self.plan.touched.append((id, event.key))

    def add_quotes(
        self, event: tuple[str, str], quotes: Iterable[SourceQuote], scheduled_at: datetime
    ) -> None:
        """Plans quotes on a stored event, given as (id, id in the competition)."""
        before = self.plan.counts.quotes_recorded
        for quote in quotes:
            self._quote(event[0], quote, scheduled_at)
        if self.plan.counts.quotes_recorded == before:
            self.plan.counts.unchanged += 1
        else:
            self.plan.touched.append(event)

    def _positions(self, id: str, event: SourceEvent) -> list[int]:
        """The position of each competitor.

        Without sides, a stored competitor keeps its position regardless of the source's order, because the
        lines of earlier revisions refer to it.
        """
        if any(found.side for found in event.competitors):
            return list(range(1, len(event.competitors) + 1))
        known = self._known.positions.get(id, {})
        free = count(max(known.values(), default=0) + 1)
        return [known.get(_identity(found)) or next(free) for found in event.competitors]

    def _event(self, id: str, event: SourceEvent, positions: list[int]) -> bool:
        row = self._event_row(id, event)
        placed = sorted(zip(positions, event.competitors, strict=True), key=itemgetter(0))
        competitors = [_competitor(id, position, found) for position, found in placed]
        starters = [found.starter and (found.starter.key, found.starter.name) for _, found in placed]
        row["fingerprint"] = _fingerprint([row, competitors, *starters, *_described(event.round)])
        known = self._known.events.get(id)
        if known is None:
            self.plan.counts.events_created += 1
        elif known.fingerprint == row["fingerprint"]:
            return False
        else:
            self.plan.counts.events_updated += 1
        self._round(event)
        self.plan.described.append(event)
        self.plan.rows["events"].append(
            row | {"status": "scheduled", "created_at": self._now, "updated_at": self._now}
        )
        self.plan.rows["event_competitors"] += competitors
        return known is None

    def _event_row(self, id: str, event: SourceEvent) -> dict[str, Any]:
        key = self._competition.key
        return {
            "id": id,
            "competition_id": self._competition.id,
            "season_id": season_id(key, event.season),
            "round_id": self._round_id(event),
            "key": event.key,
            "scheduled_at": event.scheduled_at,
            "day": event.day,
            "hour_known": event.hour_known,
            "venue_id": None if event.venue is None else event.venue.id,
            "venue_name": event.venue_name or ("" if event.venue is None else event.venue.name),
            "neutral": event.neutral,
            "divisional": event.divisional,
            "conditions": event.conditions,
            "source_ids": event.source_ids,
            "source": self._source,
        }

    def _round(self, event: SourceEvent) -> None:
        found = self._round_id(event)
        if found not in self._rounds:
            self._rounds.add(found)
            season = season_id(self._competition.key, event.season)
            of = event.round
            self.plan.rows["rounds"].append(
                {"id": found, "season_id": season, "number": of.number, "stage": of.stage, "name": of.name}
            )

    def _round_id(self, event: SourceEvent) -> str:
        key = event.round.key or event.round.number
        return round_id(self._competition.key, event.season, key, event.round.stage)

    def _result(
        self, id: str, event: SourceEvent, result: SourceResult, codes: Mapping[int, str], *, is_new: bool
    ) -> None:
        revisions = self._known.results.get(id, [])
        decided = self._decide_result(revisions, result, event.scheduled_at)
        if decided is None:
            return
        status, effective_at = decided
        revision = revisions[-1].revision + 1 if revisions else 1
        self.plan.rows["result_revisions"].append(
            {
                "event_id": id,
                "revision": revision,
                "status": status,
                "source": self._source,
                "reason": result.doubt,
                "request_id": None,
                "observed_at": self._now,
                "effective_at": effective_at,
            }
        )
        self.plan.rows["result_scores"] += [line_row(id, revision, line) for line in result.lines]
        if status == "corrected":
            self.plan.counts.results_corrected += 1
        else:
            self.plan.counts.results_recorded += 1
        if not is_new and effective_at <= self._now:
            had_final = any(found.status in FINAL for found in revisions)
            self.plan.new_results.append(
                NewResult(
                    id,
                    event.key,
                    revision,
                    status,
                    lines=result.lines,
                    codes=[codes[line.position] for line in result.lines],
                    is_first_final=status in FINAL and not had_final,
                )
            )

    def _decide_result(
        self, revisions: list[KnownResult], result: SourceResult, scheduled_at: datetime
    ) -> tuple[str, datetime] | None:
        """Returns the status and the time from which the result is in force; None if nothing is new."""
        own = [found for found in revisions if found.source == self._source]
        if own and own[-1].lines == result.lines and (own[-1].status == "quarantined") == bool(result.doubt):
            return None
        final = [found for found in revisions if found.status in FINAL]
        if result.doubt:
            return "quarantined", self._now
        if not final:
            first = result.ended_at or scheduled_at + self._length
            return "official", max([first, *(found.effective_at for found in revisions[-1:])])
        if final[-1].lines == result.lines:
            return None
        return "corrected", max(self._now, final[-1].effective_at)

    def _quote(self, event: str, quote: SourceQuote, scheduled_at: datetime) -> None:
        known = self._known.quotes.get((event, quote.market), [])
        decided = self._decide_quote(known, quote, scheduled_at)
        if decided is None:
            return
        taken_at, revision = decided
        self.plan.counts.quotes_recorded += 1
        point, home_price, away_price = quote.values
        self.plan.rows["line_quotes"].append(
            {
                "event_id": event,
                "market": quote.market,
                "source": self._source,
                "book": "",
                "taken_at": taken_at,
                "revision": revision,
                "point": point,
                "home_price": home_price,
                "away_price": away_price,
                "recorded_at": self._now,
            }
        )

    def _decide_quote(
        self, known: list[KnownQuote], quote: SourceQuote, scheduled_at: datetime
    ) -> tuple[datetime, int] | None:
        """Returns the time of the quote and its revision; None if nothing is new."""
        if quote.taken_at is not None:
            same = [found for found in known if found.taken_at == quote.taken_at]
            if same and same[-1].values == quote.values:
                return None
            return quote.taken_at, same[-1].revision + 1 if same else 1
        if not known:
            return min(self._now, scheduled_at - CLOSING), 1
        last = known[-1]
        if last.values == quote.values:
            return None
        taken_at = min(self._now, scheduled_at - CLOSING)
        if taken_at <= last.taken_at:  # a closing quote was corrected, or the event was moved forward
            return last.taken_at, last.revision + 1
        return taken_at, 1


def _identity(competitor: SourceCompetitor) -> str:
    """The identity of a competitor, as in `KnownSeason.positions`."""
    if competitor.person is not None:
        return person_id(competitor.person.key)
    return f"{competitor.team and competitor.team.id} {competitor.shown.code}"


def _competitor(event: str, position: int, competitor: SourceCompetitor) -> dict[str, Any]:
    row = {
        "event_id": event,
        "position": position,
        "side": competitor.side,
        "team_id": competitor.team and competitor.team.id,
        "code": competitor.shown.code,
        "name": competitor.shown.name,
        "rest_days": competitor.rest_days,
        "starter_id": competitor.starter and person_id(competitor.starter.key),
    }
    if competitor.person is not None:  # absent for teams, as in stored fingerprints
        row["person_id"] = person_id(competitor.person.key)
    return row


def _described(of: SourceRound) -> list[object]:
    """The facts of a round beside its id; none for a plain number, as in stored fingerprints."""
    return [of.number, of.name] if of.key or of.name else []


def _fingerprint(facts: object) -> str:
    return hashlib.sha256(orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)).hexdigest()
