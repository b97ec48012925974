"""Events as stated by a source, before they are compared with the stored ones."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Literal

from league_service.competition.ledger.domain import ResultLine
from league_service.competition.names.teams import TeamEra
from league_service.competition.names.venues import VenueInfo
from league_service.core.files.rows import Problem

Market = Literal["spread", "total", "moneyline"]
Side = Literal["home", "away"]
EventStatus = Literal["", "scheduled", "postponed", "cancelled"]


@dataclass(frozen=True, slots=True)
class SourceQuote:
    """A price. `point` is the home handicap (negative: favoured) or the total; prices are American.

    For a total, `home_price` is the price of over, `away_price` that of under. `taken_at` is None if the
    source gives no times: then the quote is the newest of its market.
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
class SourcePerson:
    """A person. `key` is unique over all sources; `code` is needed only if people compete."""

    key: str
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class SourceCompetitor:
    """A team, a person, or a person who competes for a team. `starter` leads a team, as a quarterback."""

    team: TeamEra | None = None
    person: SourcePerson | None = None
    side: Side | None = None
    rest_days: int | None = None
    starter: SourcePerson | None = None

    @property
    def shown(self) -> TeamEra | SourcePerson:
        """The source of the competitor's code and name: the person, if one competes for a team."""
        found = self.person or self.team
        if found is None:
            raise ValueError("a competitor is a team or a person")
        return found


@dataclass(frozen=True, slots=True)
class SourceResult:
    """A result: one line per competitor.

    `ended_at` is when it became known; None means the usual length of an event. `doubt` states why the result
    is doubtful; such a result goes into quarantine.
    """

    lines: tuple[ResultLine, ...]
    ended_at: datetime | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class SourceRound:
    """A round of a season. `key` identifies it if its number can change, such as a grand prix."""

    number: int
    stage: str
    key: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class SourceEvent:
    """One event of one source, with its line in the file."""

    line: int
    key: str
    season: int
    round: SourceRound
    scheduled_at: datetime
    day: date
    competitors: tuple[SourceCompetitor, ...]
    session: str = ""
    """What the event is in its round, such as "qualifying"; empty if a round has only one kind of event."""
    hour_known: bool = True
    venue: VenueInfo | None = None
    venue_name: str = ""
    neutral: bool = False
    divisional: bool = False
    conditions: dict[str, Any] = field(default_factory=dict[str, Any])
    source_ids: dict[str, str] = field(default_factory=dict[str, str])
    status: EventStatus = ""
    """Empty if the source does not state it."""
    status_reason: str = ""
    result: SourceResult | None = None
    quotes: tuple[SourceQuote, ...] = ()

    @property
    def teams(self) -> Iterator[TeamEra]:
        return (competitor.team for competitor in self.competitors if competitor.team is not None)

    @property
    def people(self) -> Iterator[SourcePerson]:
        """All people who compete or lead a team."""
        for competitor in self.competitors:
            yield from (found for found in (competitor.person, competitor.starter) if found is not None)


@dataclass(frozen=True, slots=True)
class SourceHabits:
    """What holds for all files of a source.

    `stable_ids` names its ids that an event keeps when it moves. `lists_all` is true if a file lists every
    event of a season except those that are never played; `drops_ahead` if those are missing from it as soon
    as it is decided, so that an event to come which is missing is cancelled.
    """

    stable_ids: tuple[str, ...] = ()
    lists_all: bool = False
    drops_ahead: bool = False


PLAIN: Final = SourceHabits()


@dataclass(slots=True)
class SourceFile:
    """A parsed file: its events, its problems, and the number of rows of the requested seasons.

    A source of many files is one such file: `parts` are their names, and the line of an event is the number
    of its part.
    """

    name: str
    source: str
    events: list[SourceEvent] = field(default_factory=list[SourceEvent])
    problems: list[Problem] = field(default_factory=list[Problem])
    row_count: int = 0
    parts: list[str] = field(default_factory=list[str])

    def part(self, name: str) -> int:
        """The number of a part, which is the line of its events."""
        if name not in self.parts:
            self.parts.append(name)
        return self.parts.index(name) + 1

    def place(self, line: int) -> tuple[str, int]:
        """The file and the line of an event, for reports."""
        return (self.parts[line - 1], 0) if self.parts and line else (self.name, line)

    @property
    def refused_count(self) -> int:
        return sum(problem.refused for problem in self.problems)


@dataclass(slots=True)
class Counts:
    """The counts of an import."""

    events_created: int = 0
    events_updated: int = 0
    results_recorded: int = 0
    results_corrected: int = 0
    results_detailed: int = 0
    quotes_recorded: int = 0
    events_cancelled: int = 0
    unchanged: int = 0

    @property
    def changed(self) -> int:
        """The number of new or changed facts."""
        return (
            self.events_created
            + self.events_updated
            + self.results_recorded
            + self.results_corrected
            + self.results_detailed
            + self.quotes_recorded
            + self.events_cancelled
        )

    def add(self, other: "Counts") -> None:
        for name in Counts.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
