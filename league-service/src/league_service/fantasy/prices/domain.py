"""What a driver costs: a function of recent points. Pure.

`8.0 + 1.5 × the mean points of the driver's last five rounds`, across seasons, at most 36.0, with one
decimal. A driver without a round costs 8.0. The points of a round are those of its race and its sprint.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

BUDGET: Final = Decimal("100.0")
LOWEST: Final = Decimal("8.0")
HIGHEST: Final = Decimal("36.0")
ROUNDS: Final = 5
_PER_POINT: Final = Decimal("1.5")
_TENTH: Final = Decimal("0.1")


def price_of(points: Sequence[Decimal]) -> Decimal:
    """The price of a driver by the points of his rounds, oldest first. Halves of a tenth are rounded up."""
    recent = points[-ROUNDS:]
    if not recent:
        return LOWEST
    mean = sum(recent, Decimal(0)) / len(recent)
    return min(HIGHEST, (LOWEST + _PER_POINT * mean).quantize(_TENTH, ROUND_HALF_UP))
