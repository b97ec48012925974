"""The facts of a season: games, quotes and results, each with the time at which it became known."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

ESTIMATE: Final = "estimate"
"""The source of a quote that nobody offers. Predictions may be stated against it, but no bets placed."""

OFF: Final = frozenset({"cancelled", "postponed"})
"""The states of a game on which stakes are returned."""

_FINAL: Final = frozenset({"verified", "official", "corrected"})
_EASTERN: Final = ZoneInfo("America/New_York")
_TUESDAY: Final = 1
_OPENING_HOUR: Final = 14


@dataclass(frozen=True, slots=True)
class Quote:
    """A betting line. `point` is the home handicap (negative: home favoured) or the points of a total.

    For a total, `home_price` is the price of over and `away_price` the price of under. Prices are American.
    """

    market: str
    taken_at: datetime
    source: str
    book: str
    point: float | None = None
    home_price: int | None = None
    away_price: int | None = None

    @property
    def is_market(self) -> bool:
        """Whether a bookmaker offers it."""
        return self.source != ESTIMATE


@dataclass(frozen=True, slots=True)
class Result:
    """A revision of a game's result, in effect from `effective_at` until the next one."""

    revision: int
    home_score: int
    away_score: int
    status: str
    source: str
    observed_at: datetime
    effective_at: datetime

    @property
    def is_final(self) -> bool:
        """Whether predictions are graded and bets settled by it."""
        return self.status in _FINAL


@dataclass(frozen=True, slots=True)
class Period:
    """A status of a game from one time until the next status; `since` is None for the first one."""

    status: str
    since: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class GameFacts:
    """A game. Teams are codes of that season; Elo is the value before the game.

    `statuses` is the status over time, as the league service derives it. `other_ids` are ids that sources
    gave the game when they moved it.
    """

    game_id: str
    week: int
    game_type: str
    kickoff: datetime
    home: str
    away: str
    home_name: str = ""
    away_name: str = ""
    neutral: bool = False
    venue: str = ""
    roof: str = ""
    surface: str = ""
    temperature_f: float | None = None
    wind_mph: float | None = None
    conditions: str = ""
    home_rest: int = 7
    away_rest: int = 7
    divisional: bool = False
    home_qb: str | None = None
    away_qb: str | None = None
    home_elo: float = 1505.0
    away_elo: float = 1505.0
    statuses: tuple[Period, ...] = (Period("scheduled"),)
    other_ids: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    results: tuple[Result, ...] = ()

    def status(self, at: datetime) -> Period:
        """The status at a time."""
        begun = [period for period in self.statuses if period.since is None or period.since <= at]
        return begun[-1] if begun else self.statuses[0]

    def is_off(self, at: datetime) -> bool:
        """Whether the game is cancelled or postponed at a time, and not played already."""
        return self.status(at).status in OFF

    def quotes_before(self, time: datetime) -> tuple[Quote, ...]:
        """The quotes known at a time, oldest first, including those taken exactly then."""
        return tuple(quote for quote in self.quotes if quote.taken_at <= time)

    def standing(self, market: str, at: datetime) -> Quote | None:
        """What is offered in a market at a time or, if nothing is, the newest estimate of it."""
        known = (quote for quote in self.quotes if quote.market == market and quote.taken_at <= at)
        return self.offered(market, at) or max(known, key=lambda quote: quote.taken_at, default=None)

    def offered(self, market: str, at: datetime) -> Quote | None:
        """The newest quote that a bookmaker offers in a market at a time; None if nobody does."""
        found = None
        for quote in self.quotes:
            if quote.market == market and quote.taken_at <= at and quote.is_market:
                found = quote
        return found

    def final(self, at: datetime) -> Result | None:
        """The newest final revision in effect at a time; None before the first one."""
        found = None
        for result in self.results:
            if result.is_final and result.effective_at <= at:
                found = result
        return found


@dataclass(frozen=True, slots=True)
class SeasonInfo:
    """A stored season and the version of its facts."""

    competition: str
    season: int
    simulated: bool
    version: str
    first_kickoff: datetime
    last_kickoff: datetime


@dataclass(frozen=True)
class SeasonFacts:
    """The games of a season, by kick-off. `version` changes with every fact."""

    competition: str
    season: int
    simulated: bool
    version: str
    games: tuple[GameFacts, ...]

    @cached_property
    def by_id(self) -> Mapping[str, GameFacts]:
        """The games by id, and by the other ids of each."""
        others = {other: game for game in self.games for other in game.other_ids}
        return others | {game.game_id: game for game in self.games}

    @cached_property
    def by_week(self) -> Mapping[int, tuple[GameFacts, ...]]:
        """The games of each week, by kick-off."""
        weeks: dict[int, list[GameFacts]] = {}
        for game in self.games:
            weeks.setdefault(game.week, []).append(game)
        return {week: tuple(games) for week, games in sorted(weeks.items())}

    @cached_property
    def openings(self) -> Mapping[int, datetime]:
        """When each week opens."""
        return {week: week_opening(games) for week, games in self.by_week.items()}


Schedule = frozenset[tuple[int, int]]
"""The week of each game, and a number for all its facts but quotes, results and ratings."""


def schedule_of(facts: SeasonFacts) -> Schedule:
    """The schedule, for comparisons within this process; it takes much less memory than the facts."""
    return frozenset((game.week, hash(_without_play(game))) for game in facts.games)


def rescheduled_weeks(before: Schedule | None, after: Schedule) -> set[int]:
    """The weeks whose games differ; all of them without a schedule before.

    A change of a game that nobody has predicted yet has no step of its own.
    """
    return {week for week, _ in (before or frozenset()) ^ after}


def _without_play(game: GameFacts) -> GameFacts:
    return replace(game, quotes=(), results=(), home_elo=0.0, away_elo=0.0, home_qb=None, away_qb=None)


def week_opening(games: Iterable[GameFacts]) -> datetime:
    """When a week opens: the last Tuesday at 14:00 UTC before its first kick-off."""
    first = min(game.kickoff for game in games)
    opening = first.replace(hour=_OPENING_HOUR, minute=0, second=0, microsecond=0)
    opening -= timedelta(days=(first.weekday() - _TUESDAY) % 7)
    return opening if opening < first else opening - timedelta(days=7)


def arranged(facts: SeasonFacts) -> SeasonFacts:
    """The facts in the order that other modules rely on: games by kick-off, quotes and results by time.

    Days of rest are counted from the kick-offs, because sources keep those of the first schedule when a game
    moves. A team's first game of the season keeps the number of the source.
    """
    games = sorted(facts.games, key=lambda game: (game.kickoff, game.game_id))
    rested = map(_arranged_game, _rested(games))
    return SeasonFacts(facts.competition, facts.season, facts.simulated, facts.version, tuple(rested))


def _rested(games: Iterable[GameFacts]) -> Iterator[GameFacts]:
    """The games by kick-off, with the days since the last game of each team that was not off."""
    last: dict[str, date] = {}
    for game in games:
        day = game.kickoff.astimezone(_EASTERN).date()
        home, away = last.get(game.home), last.get(game.away)
        home_rest = (day - home).days if home else game.home_rest
        away_rest = (day - away).days if away else game.away_rest
        is_new = (home_rest, away_rest) != (game.home_rest, game.away_rest)
        yield replace(game, home_rest=home_rest, away_rest=away_rest) if is_new else game
        if not game.is_off(game.kickoff):
            last[game.home] = last[game.away] = day


def _arranged_game(game: GameFacts) -> GameFacts:
    quotes = sorted(game.quotes, key=lambda quote: (quote.taken_at, quote.market, quote.source, quote.book))
    results = sorted(game.results, key=lambda result: result.revision)
    if tuple(quotes) == game.quotes and tuple(results) == game.results:
        return game
    return replace(game, quotes=tuple(quotes), results=tuple(results))
