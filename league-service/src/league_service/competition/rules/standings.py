"""What standings are computed from and what they show, whatever the sport."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from league_service.competition.ledger.domain import ResultLine


@dataclass(frozen=True, slots=True)
class Entrant:
    """A team as it is called in a season."""

    code: str
    name: str
    team_id: str
    conference: str = ""
    division: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The final result of one event: the code of each competitor with its line, in the order of the event."""

    event: str
    lines: tuple[tuple[str, ResultLine], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of the standings. Records read "6-2-1"; what a sport does not count stays at its default."""

    entrant: Entrant
    rank: int
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


@dataclass(frozen=True, slots=True)
class StandingsRule:
    """How a sport ranks a season. `stages` are those whose results count; empty means all."""

    rank: Callable[[Sequence[Entrant], Sequence[Outcome]], Sequence[Standing]]
    stages: tuple[str, ...] = ()
