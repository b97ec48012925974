"""What a driver has achieved in a season, from the results in force. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from league_service.competition.ledger.domain import ResultLine
from league_service.competition.rules.standings import Outcome
from league_service.f1.domain import DID_NOT_START
from league_service.f1.points import FASTEST_LAP
from league_service.f1.standings import scored

_PODIUM: Final = 3


@dataclass(slots=True)
class Statistics:
    """The results of a driver in a season."""

    points: Decimal = Decimal(0)
    starts: int = 0
    wins: int = 0
    podiums: int = 0
    poles: int = 0
    fastest_laps: int = 0
    retirements: int = 0
    best_rank: int | None = None
    sprint_wins: int = 0

    def add(self, session: str, line: ResultLine, points: Decimal) -> None:
        """Adds one line of a session."""
        self.points += points
        if session == "qualifying":
            self.poles += line.rank == 1
        elif session == "sprint":
            self.sprint_wins += line.rank == 1
        elif session == "race":
            self._add_race(line)

    def _add_race(self, line: ResultLine) -> None:
        self.starts += line.status not in DID_NOT_START
        self.fastest_laps += FASTEST_LAP in line.attributes
        if line.rank is None:
            self.retirements += line.status not in DID_NOT_START
            return
        self.wins += line.rank == 1
        self.podiums += line.rank <= _PODIUM
        self.best_rank = line.rank if self.best_rank is None else min(self.best_rank, line.rank)


def statistics_of(outcomes: Iterable[Outcome]) -> Mapping[str, Statistics]:
    """The statistics of each driver, by id."""
    found: dict[str, Statistics] = defaultdict(Statistics)
    for session, placing, points in scored(outcomes):
        found[placing.person_id].add(session, placing.line, points)
    return found
