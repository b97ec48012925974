"""Shares that sum to exactly 1."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

_PARTS: Final = 1_000_000


def shares_of(weights: Sequence[Decimal | float]) -> tuple[Decimal, ...]:
    """The share of each weight in their sum, to six digits. If all weights are 0, the shares are equal.

    Shares are rounded down, and the missing millionths go to the largest remainders, the first one among
    equals. The computation uses fractions, so the same weights give the same shares everywhere.
    """
    exact = [Fraction(weight) for weight in weights]
    total = sum(exact)
    if total == 0:
        exact, total = [Fraction(1)] * len(exact), Fraction(len(exact))
    parts = [weight / total * _PARTS for weight in exact]
    whole = [int(part) for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda index: (whole[index] - parts[index], index))
    for index in by_remainder[: _PARTS - sum(whole)] if parts else ():
        whole[index] += 1
    return tuple(Decimal(each) / _PARTS for each in whole)
