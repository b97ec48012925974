"""Formula 1: its competition, and the sessions of a race weekend."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from league_service.competition.competitions.domain import Competition
from league_service.competition.ledger.domain import ResultLine

SPORT: Final = "motorsport"
F1: Final = Competition("f1", "Formula 1 World Championship", SPORT)
F1_SIMULATED: Final = Competition(
    "f1-simulated", "Formula 1 World Championship (simulated)", SPORT, simulated=True
)
STAGE: Final = "grand_prix"
"""The stage of every round: a round is a race weekend."""

Session = Literal["sprint_qualifying", "sprint", "qualifying", "race"]
SESSIONS: Final[tuple[Session, ...]] = ("sprint_qualifying", "sprint", "qualifying", "race")
"""The sessions of a weekend that are stored; practice decides nothing."""

SCORING: Final[tuple[Session, ...]] = ("sprint", "race")
"""The sessions that give points."""

DID_NOT_START: Final = frozenset({"not_started", "not_qualified", "withdrawn"})
"""The statuses of lines of drivers who did not start a session."""

RACE_LENGTH: Final = timedelta(hours=2)
"""The time from the start of a race to its result, its limit in the Sporting Regulations."""


@dataclass(frozen=True, slots=True)
class DriverLine:
    """The line of a driver in a result, with the name of the constructor."""

    driver_id: str
    code: str
    name: str
    constructor: str
    line: ResultLine


def round_key(season: int, grand_prix: str) -> str:
    """The identity of a race weekend: "2026_monaco". Round numbers change when a race is dropped."""
    return f"{season}_{grand_prix}"


def event_key(season: int, grand_prix: str, session: Session) -> str:
    """The id of a session in the competition: "2026_monaco_race"."""
    return f"{round_key(season, grand_prix)}_{session}"


def session_of(key: str) -> str:
    """The session of a session's id: "2026_monaco_sprint_qualifying" is "sprint_qualifying"."""
    return key.split("_", 2)[2]


def grand_prix_of(key: str) -> tuple[int, str]:
    """The season and the grand prix of a round's or a session's id."""
    season, grand_prix, *_ = key.split("_")
    return int(season), grand_prix
