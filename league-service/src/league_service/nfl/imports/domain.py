"""A game as a source tells it, ready to be compared with what is stored."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from league_service.competition.competitions.venues import VenueInfo
from league_service.competition.teams.domain import TeamEra
from league_service.core.files.rows import Problem
from league_service.nfl.kickoff import Kickoff

Market = Literal["spread", "total", "moneyline"]


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A price. `point` is the home handicap (negative: favoured) or the total; prices are American.

    Of a total, `home_price` is the price of over, `away_price` of under. `taken_at` is None for the newest
    word of a source that tells no times.
    """

    market: Market
    point: float | None
    home_price: int | None = None
    away_price: int | None = None
    taken_at: datetime | None = None

    @property
    def values(self) -> tuple[float | None, int | None, int | None]:
        return self.point, self.home_price, self.away_price


@dataclass(frozen=True, slots=True)
class SideRow:
    """One team of a game; `starter` is its quarterback as (key of the source, name)."""

    team: TeamEra
    rest_days: int | None = None
    starter: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A final score; `doubt` says why it cannot be believed: it is kept in quarantine then."""

    home: int
    away: int
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class GameRow:
    """One game of one source."""

    line: int
    key: str
    season: int
    week: int
    stage: str
    kickoff: Kickoff
    home: SideRow
    away: SideRow
    venue: VenueInfo | None = None
    venue_name: str = ""
    neutral: bool = False
    divisional: bool = False
    conditions: dict[str, Any] = field(default_factory=dict[str, Any])
    source_ids: dict[str, str] = field(default_factory=dict[str, str])
    score: ScoreRow | None = None
    ended_at: datetime | None = None
    quotes: tuple[QuoteRow, ...] = ()


@dataclass(slots=True)
class GameFile:
    """One file read: its games, its problems, and how many rows of the wanted seasons it has."""

    name: str
    source: str
    games: list[GameRow] = field(default_factory=list[GameRow])
    problems: list[Problem] = field(default_factory=list[Problem])
    row_count: int = 0

    @property
    def refused_count(self) -> int:
        return sum(problem.refused for problem in self.problems)


@dataclass(slots=True)
class Counts:
    """What an import did."""

    events_created: int = 0
    events_updated: int = 0
    results_recorded: int = 0
    results_corrected: int = 0
    quotes_recorded: int = 0
    unchanged: int = 0

    @property
    def changed(self) -> int:
        """How many facts are new or other than before."""
        return (
            self.events_created
            + self.events_updated
            + self.results_recorded
            + self.results_corrected
            + self.quotes_recorded
        )

    def add(self, other: "Counts") -> None:
        for name in Counts.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
