"""The steps of a season in order: weeks open, lines move, experts decide and bet, games start and end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, Literal

from ai_service.nfl_experts.facts.season import OFF, GameFacts, Quote, Result, SeasonFacts, week_opening

Kind = Literal[
    "week_opens",
    "line_quoted",
    "early_bets",
    "late_decisions",
    "late_bets",
    "kick_off",
    "result",
    "schedule_changed",
]

_KINDS: Final[tuple[Kind, ...]] = (
    "week_opens",
    "line_quoted",
    "early_bets",
    "late_decisions",
    "late_bets",
    "kick_off",
    "result",
    "schedule_changed",
)
_RANK: Final = {kind: rank for rank, kind in enumerate(_KINDS)}
_EARLY_BETS: Final = timedelta(hours=6)
_LATE_DECISIONS: Final = timedelta(minutes=90)
_LATE_BETS: Final = timedelta(minutes=60)

LAST_WEEK: Final = 22
NO_REVISION: Final = 0
"""The revision by which the bets on a cancelled or postponed game are void."""

Position = tuple[datetime, int, str]


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One change in a season. Steps are ordered by time, then kind, then subject."""

    time: datetime
    rank: int
    subject: str
    week: int = field(compare=False)
    game_id: str = field(compare=False, default="")
    quote: Quote | None = field(compare=False, default=None)
    result: Result | None = field(compare=False, default=None)

    @property
    def kind(self) -> Kind:
        """What happens."""
        return _KINDS[self.rank]

    @property
    def position(self) -> Position:
        """The position among all steps, which a cursor stores."""
        return self.time, self.rank, self.subject


def steps_of(facts: SeasonFacts, first_week: int, last_week: int) -> list[Step]:
    """Every step of some weeks, in order."""
    steps: list[Step] = []
    for week, games in facts.by_week.items():
        if first_week <= week <= last_week:
            steps += _of_week(week, games)
    return sorted(steps)


def week_at(facts: SeasonFacts, at: datetime) -> int:
    """The last week that has opened at a time; the first week if none has."""
    opened = [week for week, opening in facts.openings.items() if opening <= at]
    return max(opened, default=min(facts.openings, default=1))


def _of_week(week: int, games: Iterable[GameFacts]) -> Iterator[Step]:
    opening = week_opening(games)
    yield _step("week_opens", opening, week)
    yield _step("early_bets", opening + _EARLY_BETS, week)
    for game in games:
        yield from _of_game(game)


def _of_game(game: GameFacts) -> Iterator[Step]:
    kickoff = game.kickoff
    for quote in game.quotes:
        if quote.taken_at < kickoff:
            yield _quoted(game, quote)
    yield _step("late_decisions", kickoff - _LATE_DECISIONS, game.week, game.game_id)
    yield _step("late_bets", kickoff - _LATE_BETS, game.week, game.game_id)
    yield _step("kick_off", kickoff, game.week, game.game_id)
    for result in game.results:
        if result.is_final:
            yield _settled(game, result)
    for before, after in pairwise(game.statuses):
        if after.since is not None and _is_news(before.status, after.status):
            yield _step("schedule_changed", after.since, game.week, game.game_id)


def _is_news(before: str, after: str) -> bool:
    """Whether a change of status is a step of its own, unlike a kick-off or a result."""
    return (before in OFF) != (after in OFF) or after == "awaiting_result"


def _step(kind: Kind, time: datetime, week: int, game_id: str = "") -> Step:
    return Step(time, _RANK[kind], game_id or f"week {week:02}", week, game_id)


def _quoted(game: GameFacts, quote: Quote) -> Step:
    subject = f"{game.game_id} {quote.market} {quote.source} {quote.book}"
    return Step(quote.taken_at, _RANK["line_quoted"], subject, game.week, game.game_id, quote=quote)


def _settled(game: GameFacts, result: Result) -> Step:
    subject = f"{game.game_id} {result.revision:04}"
    return Step(result.effective_at, _RANK["result"], subject, game.week, game.game_id, result=result)
