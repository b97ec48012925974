"""Means, trends and their 95 % intervals, by the formulas that a textbook has.

Sums are exact, so the order of the values changes nothing that their order should not change.
"""

from collections.abc import Sequence
from math import fsum, inf, sqrt
from typing import Final, NamedTuple

LEVEL: Final = 0.95
# The 97.5 % quantiles of Student's t distribution, for 1 to 30 degrees of freedom.
_T: Final = (
    *(12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281),
    *(2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860),
    *(2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423),
)
_NORMAL: Final = 1.959964


class Interval(NamedTuple):
    """Where the true value lies with 95 % confidence, if matches vary at random."""

    low: float
    high: float


def slope(values: Sequence[float]) -> tuple[float, Interval | None]:
    """The least-squares slope of values at 0, 1, 2, ...; the interval needs three of them."""
    n = len(values)
    middle, mean = (n - 1) / 2, fsum(values) / n
    spread = fsum((at - middle) ** 2 for at in range(n))
    rise = fsum((at - middle) * (value - mean) for at, value in enumerate(values)) / spread
    if n < 3:
        return rise, None
    residues = fsum((value - mean - rise * (at - middle)) ** 2 for at, value in enumerate(values))
    return rise, _around(rise, sqrt(residues / (n - 2) / spread), n - 2)


def weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """The mean of values that count as much as their weights."""
    return fsum(v * w for v, w in zip(values, weights, strict=True)) / fsum(weights)


def mean_interval(
    values: Sequence[float], weights: Sequence[float], *, lowest: float = -inf, highest: float = inf
) -> Interval | None:
    """The interval of a weighted mean, within the values that are possible; None for a single value."""
    n, mean = len(values), weighted_mean(values, weights)
    if n < 2:
        return None
    squares = fsum((w * (v - mean)) ** 2 for v, w in zip(values, weights, strict=True))
    error = sqrt(n / (n - 1) * squares) / fsum(weights)
    low, high = _around(mean, error, n - 1)
    return Interval(max(low, lowest), min(high, highest))


def t_quantile(freedom: int) -> float:
    """The 97.5 % quantile of Student's t; beyond the table by the expansion of Cornish and Fisher."""
    if freedom <= len(_T):
        return _T[freedom - 1]
    z = _NORMAL
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


def _around(value: float, error: float, freedom: int) -> Interval:
    reach = t_quantile(freedom) * error
    return Interval(value - reach, value + reach)
