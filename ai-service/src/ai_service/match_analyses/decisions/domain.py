"""Decisions about alerts, and whether they helped. No I/O."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean, variance
from typing import Any, Final, NamedTuple
from uuid import UUID

BEFORE: Final = 5
AFTER: Final = 5
GAP: Final = 2
FEWEST: Final = 3
CHANGE: Final = 20.0
FEWEST_COMPARED: Final = 10
_Z: Final = 2.5758293035489004
"""Many rules are compared at once, so a difference is one only at 99 %."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it is stored. `segment_index` is the segment in which it was made."""

    organisation_id: str
    id: UUID
    alert_id: UUID
    analysis_id: UUID
    match_id: str
    user_id: str
    decision: str
    note: str | None
    segment_index: int
    decided_at: datetime
    effect: str | None
    severity_before: float | None
    severity_after: float | None


class Severities(NamedTuple):
    """The mean severity before and after a time; None with too few segments."""

    before: float | None
    after: float | None


def severities_around(
    segments: Sequence[Mapping[str, Any]], index: int, subject: tuple[str, str, str]
) -> Severities:
    """The mean severity that a rule gave in the 5 segments up to an index, and in 5 that begin 2 later.

    Only segments of the same period count, and only those in which the rule gave a severity.
    """
    by_index = {each.get("index", 0): each for each in segments}
    here = by_index.get(index)
    if here is None:
        return Severities(None, None)

    def mean(indices: range) -> float | None:
        found = [
            severity
            for each in map(by_index.get, indices)
            if each is not None
            and each["period"] == here["period"]
            and (severity := _severity(each, subject)) is not None
        ]
        return fmean(found) if len(found) >= FEWEST else None

    first = index + GAP
    return Severities(mean(range(index - BEFORE + 1, index + 1)), mean(range(first, first + AFTER)))


def _severity(segment: Mapping[str, Any], subject: tuple[str, str, str]) -> float | None:
    for each in segment.get("severities", ()):
        if (each["rule"], each["side"], each.get("player", "")) == subject:
            return each.get("severity", 0.0)
    return None


def effect_of(decision: str, found: Severities) -> str:
    """effective, risky, no_change or not_enough_data."""
    if found.before is None or found.after is None:
        return "not_enough_data"
    change = found.after - found.before
    if decision == "ACCEPT" and change <= -CHANGE:
        return "effective"
    if decision == "DISMISS" and change >= CHANGE:
        return "risky"
    return "no_change"


class Difference(NamedTuple):
    """The difference of two means with its interval of 99 %."""

    value: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0


def difference(decided: Sequence[float], undecided: Sequence[float]) -> Difference | None:
    """Welch's interval for the difference of the means; None with fewer than 10 a side."""
    if min(len(decided), len(undecided)) < FEWEST_COMPARED:
        return None
    parts = [variance(each) / len(each) for each in (decided, undecided)]
    value, spread = fmean(decided) - fmean(undecided), sum(parts)
    if not spread:
        return Difference(value, value, value)
    freedom = spread**2 / sum(
        part**2 / (len(each) - 1) for part, each in zip(parts, (decided, undecided), strict=True)
    )
    reach = _t(freedom) * math.sqrt(spread)
    return Difference(value, value - reach, value + reach)


def _t(freedom: float) -> float:
    """The two-sided quantile of Student's t at 99 %: Abramowitz and Stegun, 26.7.5."""
    z = _Z
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )
