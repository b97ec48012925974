"""Decides what games of a source change: events, revisions of results, quotes. Pure.

The same rows again change nothing: each is compared with what the same source said last.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import orjson

from league_service.competition.competitions.domain import FINAL, Competition
from league_service.core.ids import event_id, person_id, round_id, season_id
from league_service.nfl.imports.domain import Counts, GameRow, QuoteRow, SideRow
from league_service.nfl.imports.known import KnownQuote, KnownResult, KnownSeason

CLOSING: Final = timedelta(hours=2)
"""How long before kick-off a closing quote of a source without times was taken."""

Rows = dict[str, list[dict[str, Any]]]


@dataclass(slots=True)
class Plan:
    """What is to be written, in the order of the tables; and which events the change touches."""

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
    new_results: list[tuple[str, str, int, str]] = field(default_factory=list[tuple[str, str, int, str]])
    """(event id, key, revision, status) of results on events that were there before."""
    described: list[GameRow] = field(default_factory=list[GameRow])
    """Games whose event is new or changed."""
    touched: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """(event id, key) of events that were there before and changed."""


class Planner:
    """Goes through the games of one season of one source."""

    def __init__(self, competition: Competition, source: str, known: KnownSeason, now: datetime) -> None:
        self._competition, self._source, self._known, self._now = competition, source, known, now
        self._rounds: set[str] = set()
        self.plan = Plan()

    def add(self, game: GameRow) -> None:
        """Decides about one game."""
        event = event_id(self._competition.key, game.key)
        before = self.plan.counts.changed
        is_new = self._event(event, game)
        self._result(event, game, is_new=is_new)
        for quote in game.quotes:
            self._quote(event, quote, game.kickoff.at)
        if self.plan.counts.changed == before:
            self.plan.counts.unchanged += 1
        elif not is_new:
            self.plan.touched.append((event, game.key))

    def add_quotes(self, event: tuple[str, str], quotes: Iterable[QuoteRow], kickoff: datetime) -> None:
        """Decides about quotes on an event that is stored, given as (id, id in the competition)."""
        before = self.plan.counts.quotes_recorded
        for quote in quotes:
            self._quote(event[0], quote, kickoff)
        if self.plan.counts.quotes_recorded == before:
            self.plan.counts.unchanged += 1
        else:
            self.plan.touched.append(event)

    def _event(self, event: str, game: GameRow) -> bool:
        row = self._event_row(event, game)
        competitors = [_competitor(event, 1, "home", game.home), _competitor(event, 2, "away", game.away)]
        row["fingerprint"] = _fingerprint([row, competitors, game.home.starter, game.away.starter])
        known = self._known.events.get(event)
        if known is None:
            self.plan.counts.events_created += 1
        elif known.fingerprint == row["fingerprint"]:
            return False
        else:
            self.plan.counts.events_updated += 1
        self._round(game)
        self.plan.described.append(game)
        self.plan.rows["events"].append(row | {"now_at": self._now})
        self.plan.rows["event_competitors"] += competitors
        return known is None

    def _event_row(self, event: str, game: GameRow) -> dict[str, Any]:
        key = self._competition.key
        return {
            "id": event,
            "competition_id": self._competition.id,
            "season_id": season_id(key, game.season),
            "round_id": round_id(key, game.season, game.week, game.stage),
            "key": game.key,
            "scheduled_at": game.kickoff.at,
            "day": game.kickoff.day,
            "hour_known": game.kickoff.hour_known,
            "venue_id": None if game.venue is None else game.venue.id,
            "venue_name": game.venue_name or ("" if game.venue is None else game.venue.name),
            "neutral": game.neutral,
            "divisional": game.divisional,
            "conditions": game.conditions,
            "source_ids": game.source_ids,
            "source": self._source,
        }

    def _round(self, game: GameRow) -> None:
        found = round_id(self._competition.key, game.season, game.week, game.stage)
        if found not in self._rounds:
            self._rounds.add(found)
            season = season_id(self._competition.key, game.season)
            self.plan.rows["rounds"].append(
                {"id": found, "season_id": season, "number": game.week, "stage": game.stage}
            )

    def _result(self, event: str, game: GameRow, *, is_new: bool) -> None:
        if game.score is None:
            return
        revisions = self._known.results.get(event, [])
        scores = (game.score.home, game.score.away)
        decided = self._decide_result(revisions, scores, doubt=game.score.doubt, ended_at=game.ended_at)
        if decided is None:
            return
        status, effective_at = decided
        revision = revisions[-1].revision + 1 if revisions else 1
        self.plan.rows["result_revisions"].append(
            {
                "event_id": event,
                "revision": revision,
                "status": status,
                "source": self._source,
                "reason": game.score.doubt,
                "request_id": None,
                "observed_at": self._now,
                "effective_at": effective_at,
            }
        )
        self.plan.rows["result_scores"] += [
            {"event_id": event, "revision": revision, "position": position, "score": score}
            for position, score in enumerate(scores, start=1)
        ]
        if status == "corrected":
            self.plan.counts.results_corrected += 1
        else:
            self.plan.counts.results_recorded += 1
        if not is_new:
            self.plan.new_results.append((event, game.key, revision, status))

    def _decide_result(
        self, revisions: list[KnownResult], scores: tuple[int, int], *, doubt: str, ended_at: datetime | None
    ) -> tuple[str, datetime] | None:
        """The state and the time from which the result holds; None where nothing new is said."""
        own = [found for found in revisions if found.source == self._source]
        if own and own[-1].scores == scores and (own[-1].status == "quarantined") == bool(doubt):
            return None
        final = [found for found in revisions if found.status in FINAL]
        if doubt:
            return "quarantined", self._now
        if not final:
            first = ended_at or self._now
            return "official", max([first, *(found.effective_at for found in revisions[-1:])])
        if final[-1].scores == scores:
            return None
        return "corrected", max(self._now, final[-1].effective_at)

    def _quote(self, event: str, quote: QuoteRow, kickoff: datetime) -> None:
        known = self._known.quotes.get((event, quote.market), [])
        decided = self._decide_quote(known, quote, kickoff)
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
        self, known: list[KnownQuote], quote: QuoteRow, kickoff: datetime
    ) -> tuple[datetime, int] | None:
        """When the quote was taken and its revision; None where the source says what it said before."""
        if quote.taken_at is not None:
            same = [found for found in known if found.taken_at == quote.taken_at]
            if same and same[-1].values == quote.values:
                return None
            return quote.taken_at, same[-1].revision + 1 if same else 1
        if not known:
            return min(self._now, kickoff - CLOSING), 1
        last = known[-1]
        if last.values == quote.values:
            return None
        taken_at = min(self._now, kickoff - CLOSING)
        if taken_at <= last.taken_at:  # a closing quote is corrected, or the game was moved forward
            return last.taken_at, last.revision + 1
        return taken_at, 1


def _competitor(event: str, position: int, side: str, row: SideRow) -> dict[str, Any]:
    return {
        "event_id": event,
        "position": position,
        "side": side,
        "team_id": row.team.id,
        "code": row.team.code,
        "name": row.team.name,
        "rest_days": row.rest_days,
        "starter_id": None if row.starter is None else person_id(row.starter[0]),
    }


def _fingerprint(facts: object) -> str:
    return hashlib.sha256(orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)).hexdigest()
