"""How severe the last segments are by a rule: how far a figure moved, unless noise explains it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ai_service.match_engine.alerts.rules import FEWEST_BEFORE, FEWEST_RECENT, OPENS_AT, RECENT, Rule

_FULL: Final = 100.0
_NOISE_MARGIN: Final = 4.0
_NOISE_FULL: Final = 8.0


@dataclass(frozen=True, slots=True)
class Change:
    """A severity, and the means that it rests on."""

    severity: float
    value: float
    baseline: float
    recent: tuple[int, ...]
    before: tuple[int, ...]


def change_of(rule: Rule, series: Sequence[float | None], since: int | None = None) -> Change | None:
    """The severity after the last value of a series; None if too much of it is missing.

    Only earlier segments count, so that what follows changes no severity. `since` is where the change that
    is watched began: what came after it is no baseline.
    """
    first = max(len(series) - RECENT, 0)
    recent = tuple(at for at in range(first, len(series)) if series[at] is not None)
    before = tuple(
        at for at in range(first if since is None else min(first, since)) if series[at] is not None
    )
    if len(recent) < FEWEST_RECENT or series[-1] is None:
        return None
    now = [each for at in recent if (each := series[at]) is not None]
    then = [each for at in before if (each := series[at]) is not None]
    if rule.kind == "sum":
        baseline = _mean(then) if then else 0.0
        return Change(_scaled(sum(now), rule.opens, rule.full), _mean(now), baseline, recent, before)
    if len(then) < FEWEST_BEFORE:
        return None
    severity = _severity(rule, now, then)
    return Change(severity, _mean(now), _mean(then), recent, before)


def _severity(rule: Rule, now: list[float], then: list[float]) -> float:
    baseline = _mean(then)
    moved = (baseline - _mean(now)) if rule.falls else (_mean(now) - baseline)
    if moved <= 0 or baseline < rule.least:
        return 0.0
    spread = max(_deviation(then, baseline), rule.noise) * math.sqrt(1 / len(now) + 1 / len(then))
    margin = _NOISE_MARGIN + 20 / len(then)  # few segments before show little of the noise
    by_noise = _scaled(moved / spread, margin, margin + _NOISE_FULL - _NOISE_MARGIN)
    return min(by_noise, _scaled(moved / baseline if rule.kind == "share" else moved, rule.opens, rule.full))


def _mean(values: list[float]) -> float:
    return math.fsum(values) / len(values)


def _deviation(values: list[float], mean: float) -> float:
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))


def _scaled(change: float, opens: float, full: float) -> float:
    """0 to 60 up to the change that opens an alert, then to 100."""
    if change <= opens:
        return round(max(change, 0.0) / opens * OPENS_AT, 2)
    return round(min(OPENS_AT + (change - opens) / (full - opens) * (_FULL - OPENS_AT), _FULL), 2)
