"""Results: revisions with one line per competitor; the newest final revision is in force."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, Literal

FINAL: Final = ("verified", "official", "corrected")
"""The states of revisions that count for standings and bets."""

LineStatus = Literal[
    "finished", "retired", "disqualified", "not_started", "not_qualified", "not_classified", "withdrawn"
]


@dataclass(frozen=True, slots=True)
class ResultLine:
    """The result of one competitor; `position` is the competitor's position in the event.

    `rank` is None if the competitor is not classified or the sport has no ranks. `time_s` and `points` are
    exact. `attributes` contains sport-specific facts as text.
    """

    position: int
    score: int | None = None
    rank: int | None = None
    status: LineStatus = "finished"
    laps: int | None = None
    time_s: Decimal | None = None
    points: Decimal | None = None
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of a result, with its lines by position."""

    revision: int
    status: str
    source: str
    reason: str
    request_id: str | None
    observed_at: datetime
    effective_at: datetime
    lines: tuple[ResultLine, ...]
    is_outdated: bool = False
    """It was recorded ahead of time for a schedule that changed, so it never holds."""

    @property
    def is_final(self) -> bool:
        """Whether it counts for standings and bets from `effective_at` on."""
        return self.status in FINAL and not self.is_outdated


@dataclass(frozen=True, slots=True)
class NewResult:
    """A revision of the result of an event; `codes` name the competitors of its lines.

    `is_first_final` says that the event had no final result before, `reason` why it is in quarantine.
    """

    event_id: str
    game_id: str
    revision: int
    status: str
    lines: Sequence[ResultLine]
    codes: Sequence[str]
    is_first_final: bool
    reason: str = ""


def two_scores(home: int, away: int) -> tuple[ResultLine, ResultLine]:
    """The lines of an event whose first competitor is at home and whose second is away."""
    return ResultLine(1, home), ResultLine(2, away)


def in_force(revisions: Iterable[Revision], at: datetime) -> Revision | None:
    """Returns the final revision in force at a time."""
    final = [found for found in revisions if found.is_final and found.effective_at <= at]
    return max(final, key=lambda found: (found.effective_at, found.revision), default=None)


def line_row(event_id: str, revision: int, line: ResultLine) -> dict[str, Any]:
    """The line as a row."""
    return {
        "event_id": event_id,
        "revision": revision,
        "position": line.position,
        "score": line.score,
        "rank": line.rank,
        "status": line.status,
        "laps": line.laps,
        "time_s": exact(line.time_s),
        "points": exact(line.points),
        "attributes": line.attributes,
    }


def exact(value: Decimal | None) -> str | None:
    """All digits of a decimal, without an exponent."""
    return None if value is None else f"{value:f}"
