"""The input and output of standings, for any sport."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from league_service.competition.ledger.domain import ResultLine


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points that were taken from a competitor, since a day, with the reason and the source."""

    points: int
    since: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Entrant:
    """A competitor of a season: a team, a person, or a person for a team, with its name in that season.

    `division` and `conference` are those of the team; a rule that creates several tables names each in
    `division`, such as "drivers".
    """

    code: str
    name: str
    team_id: str = ""
    person_id: str = ""
    team_code: str = ""
    team_name: str = ""
    conference: str = ""
    division: str = ""
    deductions: tuple[Deduction, ...] = ()

    def in_division(self, division: str) -> "Entrant":
        """The entrant in a table of its own."""
        return replace(self, division=division)


@dataclass(frozen=True, slots=True)
class Placing:
    """The result of one competitor in one event. `side` is home, away or None."""

    code: str
    team_id: str
    person_id: str
    side: str | None
    line: ResultLine


@dataclass(frozen=True, slots=True)
class Outcome:
    """The final result of one event, by competitor. `event` is its id in the competition."""

    event: str
    stage: str
    placings: tuple[Placing, ...]
    session: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of the standings. Records have the form "6-2-1"; unused fields keep their defaults."""

    entrant: Entrant
    rank: int
    points: Decimal | None = None
    wins: int = 0
    losses: int = 0
    ties: int = 0
    percentage: float = 0.0
    points_for: int = 0
    points_against: int = 0
    home_record: str = ""
    away_record: str = ""
    division_record: str = ""
    conference_record: str = ""
    streak: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class StandingsRule:
    """How a sport ranks a season. Only results of `stages` count; empty means all.

    `deductions` returns what is deducted in (competition, season, time), by the id of the team.
    """

    rank: Callable[[Sequence[Entrant], Sequence[Outcome]], Sequence[Standing]]
    stages: tuple[str, ...] = ()
    deductions: Callable[[str, int, datetime], Mapping[str, Sequence[Deduction]]] | None = None

    def deducted(
        self, entrants: Sequence[Entrant], competition: str, season: int, at: datetime
    ) -> Sequence[Entrant]:
        """The entrants with their deductions at a time."""
        if self.deductions is None:
            return entrants
        found = self.deductions(competition, season, at)
        return [replace(entrant, deductions=tuple(found.get(entrant.team_id, ()))) for entrant in entrants]
