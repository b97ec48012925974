"""Elo as FiveThirtyEight published it, for carrying a season's opening ratings on from known results.

The ratings that come with the facts know the whole ledger. An expert may only know what was final when it
decided, so it starts from the ratings of each team's first game and goes on from there itself.
"""

from math import log
from typing import Final

HOME_ADVANTAGE: Final = 65.0
POINTS_PER_ELO: Final = 1 / 25
_SPEED: Final = 20.0


def difference_of(home: float, away: float, *, neutral: bool) -> float:
    """By how much the home team is ahead, its ground included."""
    return home - away + (0.0 if neutral else HOME_ADVANTAGE)


def shift_of(difference: float, margin: int) -> float:
    """The points that go from the away team to the home team after a game."""
    expected = 1 / (1 + 10 ** (-difference / 400))
    if margin == 0:
        return _SPEED * log(2) * 2.2 * (0.5 - expected)
    in_favour = difference if margin > 0 else -difference
    multiplier = log(abs(margin) + 1) * 2.2 / (0.001 * in_favour + 2.2)
    return _SPEED * multiplier * (float(margin > 0) - expected)
