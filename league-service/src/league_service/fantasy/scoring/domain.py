"""The score of a line-up for a race weekend, with its explanation. Pure.

A driver scores the points of the sprint and the race, derived from the classification. The points of the
captain count 1.5 times. If the captain starts neither session, those of the vice-captain count 1.5 times if
the vice-captain started; otherwise nobody's do.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from league_service.competition.ledger.domain import ResultLine
from league_service.core.decimals import plain
from league_service.f1.domain import DID_NOT_START
from league_service.f1.points import Scheme
from league_service.fantasy.teams.domain import Lineup

CAPTAIN: Final = Decimal("1.5")
ABSENT: Final = "absent"
"""The status of the line of a driver who is not in the classification."""

_ONCE: Final = Decimal(1)
_NOTHING: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class SessionResult:
    """A result of a session: its scheme, and the lines by the id of the driver."""

    kind: str
    scheme: Scheme
    lines: Mapping[str, ResultLine]

    def started(self, driver: str) -> bool:
        line = self.lines.get(driver)
        return line is not None and line.status not in DID_NOT_START


@dataclass(frozen=True, slots=True)
class Weekend:
    """The results of the sprint and the race that are there. `is_complete` if no other will follow."""

    sessions: Sequence[SessionResult]
    is_complete: bool = True

    @property
    def drivers(self) -> Collection[str]:
        return {driver for session in self.sessions for driver in session.lines}

    def started(self, driver: str) -> bool:
        return any(session.started(driver) for session in self.sessions)

    def points(self, driver: str) -> Decimal:
        """The points of a driver in all sessions, without the captain's multiplier."""
        lines = ((session.scheme, session.lines.get(driver)) for session in self.sessions)
        return sum((scheme.of(line) for scheme, line in lines if line is not None), _NOTHING)

    def outcome(self) -> Mapping[str, tuple[Decimal, bool]]:
        """All that decides scores: the points of each driver, and whether the driver started."""
        return {driver: (self.points(driver), self.started(driver)) for driver in self.drivers}


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
    """The score of a line-up: the sum of its lines. `captain` is the driver whose points count 1.5 times."""

    lines: tuple[ScoreLine, ...]
    captain: str | None
    captain_rule: str

    @property
    def total(self) -> Decimal:
        return sum((line.result for line in self.lines), _NOTHING)


def score_of(lineup: Lineup, weekend: Weekend) -> Score:
    """The score of a line-up. A session without a result scores nothing."""
    captain, rule = _captain(lineup, weekend)
    return Score(
        tuple(
            _line(pick.driver_id, session, CAPTAIN if pick.driver_id == captain else _ONCE)
            for pick in lineup.picks
            for session in weekend.sessions
        ),
        captain,
        rule,
    )


def score_without_lineup(was_there: bool) -> Score:
    """The score of a team that had no line-up when the race locked. `was_there` if the team existed then."""
    why = "The team had no line-up when the race locked" if was_there else "The team was made after the lock"
    return Score((), None, f"{why}, so it scored no points")


def _captain(lineup: Lineup, weekend: Weekend) -> tuple[str | None, str]:
    """Whose points count 1.5 times, and why. As long as the captain can start, it is the captain."""
    if not weekend.is_complete or weekend.started(lineup.captain_id):
        return lineup.captain_id, "The points of the captain count 1.5 times"
    vice = lineup.vice_captain_id
    if vice is None:
        return None, "The captain did not start, and the team has no vice-captain"
    if weekend.started(vice):
        return vice, "The captain did not start, so the points of the vice-captain count 1.5 times"
    return None, "Neither the captain nor the vice-captain started"


def _line(driver: str, session: SessionResult, multiplier: Decimal) -> ScoreLine:
    line = session.lines.get(driver)
    if line is None:
        rule = "not in the classification: no points"
        return ScoreLine(driver, session.kind, None, ABSENT, rule, _NOTHING, multiplier, _NOTHING)
    points = session.scheme.of(line)
    rule = session.scheme.rule(line)
    if line.status in DID_NOT_START:
        rule = f"{line.status.replace('_', ' ')}: no points"
    return ScoreLine(
        driver, session.kind, line.rank, line.status, rule, points, multiplier, points * multiplier
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """A line that differs from an earlier score, and why."""

    before: ScoreLine | None
    after: ScoreLine
    reason: str

    @property
    def difference(self) -> Decimal:
        return self.after.result - (_NOTHING if self.before is None else self.before.result)


def changes_between(
    before: Iterable[ScoreLine], after: Iterable[ScoreLine], reasons: Mapping[str, str]
) -> list[Changed]:
    """The lines that differ. `reasons` says why the result of a session was corrected."""
    known = {(line.driver_id, line.session): line for line in before}
    found: list[Changed] = []
    for line in after:
        old = known.get((line.driver_id, line.session))
        if old != line:
            found.append(Changed(old, line, _reason(old, line, reasons.get(line.session, ""))))
    return found


def _reason(before: ScoreLine | None, after: ScoreLine, correction: str) -> str:
    if before is None:
        return f"The {after.session} got its first result"
    parts = [
        f"{name} {new} instead of {old}"
        for name, old, new in (
            ("position", before.rank or "none", after.rank or "none"),
            ("status", before.status, after.status),
            ("points", plain(before.points), plain(after.points)),
            ("multiplier", plain(before.multiplier), plain(after.multiplier)),
        )
        if old != new
    ]
    return ", ".join(parts) + (f": {correction}" if correction else "")
