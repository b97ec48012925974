"""Measures of how well probabilities fit the results. Sums are exact (fsum), so the order does not matter."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, log, sqrt
from typing import Final

Z95: Final = 1.959963984540054
"""The standard normal quantile of a two-sided 95 % interval."""

BINS: Final = 10
_EDGES: Final = tuple(number / BINS for number in range(BINS + 1))
_CLIP: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Forecast:
    """The probability given to an event, and whether it happened. Pushes and ties are excluded."""

    probability: float
    happened: bool

    @property
    def error(self) -> float:
        """The squared error: 0 is certain and right, 1 certain and wrong, 0.25 a coin toss."""
        return (self.probability - self.happened) ** 2


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of similar probability: at least `low` and below `high`; the last bin includes 1."""

    low: float
    high: float
    count: int
    mean_probability: float
    observed: float
    interval: Interval
    """Wilson's interval of the observed share."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The measures of one row of the board. Without forecasts they are 0, and the intervals are full."""

    count: int
    brier_score: float
    brier_interval: Interval
    log_loss: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of (own squared error - that of the reference) over the same games; below 0 is better."""

    count: int
    mean: float
    interval: Interval


def calibration_of(forecasts: Sequence[Forecast]) -> Calibration:
    """All measures of some forecasts."""
    bins = reliability(forecasts)
    return Calibration(
        count=len(forecasts),
        brier_score=brier_score(forecasts),
        brier_interval=mean_interval([each.error for each in forecasts], least=0.0, most=1.0),
        log_loss=log_loss(forecasts),
        bins=bins,
    )


def brier_score(forecasts: Sequence[Forecast]) -> float:
    """The mean of (probability - outcome)², or 0 without forecasts."""
    return fsum(each.error for each in forecasts) / len(forecasts) if forecasts else 0.0


def log_loss(forecasts: Sequence[Forecast]) -> float:
    """The mean of -ln(probability of the outcome), clipped to 1e-6 and 1 - 1e-6, or 0 without forecasts."""
    if not forecasts:
        return 0.0
    given = (each.probability if each.happened else 1 - each.probability for each in forecasts)
    return fsum(-log(min(max(each, _CLIP), 1 - _CLIP)) for each in given) / len(forecasts)


def reliability(forecasts: Iterable[Forecast]) -> tuple[Bin, ...]:
    """Ten bins of equal width from 0 to 1; empty bins are left out."""
    binned: dict[int, list[Forecast]] = {}
    for each in forecasts:
        binned.setdefault(min(bisect_right(_EDGES, each.probability), BINS) - 1, []).append(each)
    return tuple(_bin(number, members) for number, members in sorted(binned.items()))


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """The mean of |mean probability - observed share|, weighted by the counts of the bins; 0 without bins."""
    count = sum(each.count for each in bins)
    return (
        fsum(each.count * abs(each.mean_probability - each.observed) for each in bins) / count
        if count
        else 0.0
    )


def wilson(successes: int, count: int) -> Interval:
    """Wilson's 95 % score interval of a share; 0 to 1 without observations."""
    if count == 0:
        return Interval(0.0, 1.0)
    share, square = successes / count, Z95**2
    centre = (share + square / (2 * count)) / (1 + square / count)
    half = Z95 / (1 + square / count) * sqrt(share * (1 - share) / count + square / (4 * count**2))
    low = max(0.0, centre - half) if successes else 0.0
    high = min(1.0, centre + half) if successes < count else 1.0
    return Interval(low, high)


def mean_interval(values: Sequence[float], *, least: float, most: float) -> Interval:
    """Mean ± 1.96 sample standard deviations / √n, cut to the possible range.

    Fewer than two values give the whole range.
    """
    if len(values) < 2:
        return Interval(least, most)
    mean = fsum(values) / len(values)
    deviation = sqrt(fsum((value - mean) ** 2 for value in values) / (len(values) - 1))
    half = Z95 * deviation / sqrt(len(values))
    return Interval(max(least, mean - half), min(most, mean + half))


def difference(own: Sequence[Forecast], reference: Sequence[Forecast]) -> Difference:
    """How much better or worse than a reference, in pairs of forecasts for the same events.

    The interval is the normal approximation for the mean of the paired differences. If it contains 0, the
    games played so far do not separate the two.
    """
    pairs = list(zip(own, reference, strict=True))
    if any(one.happened != other.happened for one, other in pairs):
        raise ValueError("the forecasts are not for the same events")
    differences = [one.error - other.error for one, other in pairs]
    mean = fsum(differences) / len(differences) if differences else 0.0
    return Difference(len(differences), mean, mean_interval(differences, least=-1.0, most=1.0))


def _bin(number: int, members: Sequence[Forecast]) -> Bin:
    successes = sum(each.happened for each in members)
    return Bin(
        low=_EDGES[number],
        high=_EDGES[number + 1],
        count=len(members),
        mean_probability=fsum(each.probability for each in members) / len(members),
        observed=successes / len(members),
        interval=wilson(successes, len(members)),
    )
