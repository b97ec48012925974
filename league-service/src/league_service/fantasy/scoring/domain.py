"""The score of a line-up for a race weekend, with its explanation. Pure.

A driver scores the points of the sprint and the race, derived from the classification. The points of the
captain count 1.5 times. If the captain starts neither session, those of the vice-captain count 1.5 times if
the vice-captain started; otherwise nobody's do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from league_service.competition.ledger.domain import ResultLine
from league_service.f1.domain import DID_NOT_START
from league_service.f1.points import Scheme
from league_service.fantasy.teams.domain import Lineup

CAPTAIN: Final = Decimal("1.5")
_ONCE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class SessionResult:
    """The result of a session in force: its scheme, and the lines by the id of the driver."""

    kind: str
    scheme: Scheme
    lines: Mapping[str, ResultLine]

    def started(self, driver: str) -> bool:
        line = self.lines.get(driver)
        return line is not None and line.status not in DID_NOT_START


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One driver in one session: `result` is points times multiplier, and `rule` explains the points."""

    driver_id: str
    session: str
    rank: int | None
    status: str
    rule: str
    points: Decimal
    multiplier: Decimal
    result: Decimal


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a line-up: the sum of its lines. `doubled` is the driver whose points count 1.5 times."""

    lines: tuple[ScoreLine, ...]
    doubled: str | None

    @property
    def total(self) -> Decimal:
        return sum((line.result for line in self.lines), Decimal(0))

    @property
    def race(self) -> Decimal:
        """The part of the race, without the sprint."""
        return sum((line.result for line in self.lines if line.session == "race"), Decimal(0))


def score_of(lineup: Lineup, sessions: Sequence[SessionResult]) -> Score:
    """The score of a line-up. A session without a result is not among `sessions` and scores nothing."""
    doubled = _doubled(lineup, sessions)
    return Score(
        tuple(
            _line(pick.driver_id, session, CAPTAIN if pick.driver_id == doubled else _ONCE)
            for pick in lineup.picks
            for session in sessions
        ),
        doubled,
    )


def _doubled(lineup: Lineup, sessions: Sequence[SessionResult]) -> str | None:
    """Whose points count 1.5 times. Before the first result it is the captain."""
    for driver in (lineup.captain_id, lineup.vice_captain_id):
        if driver is not None and (not sessions or any(session.started(driver) for session in sessions)):
            return driver
    return None


def _line(driver: str, session: SessionResult, multiplier: Decimal) -> ScoreLine:
    line = session.lines.get(driver)
    if line is None:
        nothing = Decimal(0)
        return ScoreLine(
            driver, session.kind, None, "absent", "did not take part", nothing, multiplier, nothing
        )
    points = session.scheme.of(line)
    return ScoreLine(
        driver,
        session.kind,
        line.rank,
        line.status,
        session.scheme.rule(line),
        points,
        multiplier,
        points * multiplier,
    )
