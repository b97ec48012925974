"""Elo as published by FiveThirtyEight, to update a season's opening ratings by its results.

The ratings in the facts depend on the whole ledger. An expert may only use results that were final when it
decided, so it starts from the rating of each team before its first game.
"""

from math import log
from typing import Final

HOME_ADVANTAGE: Final = 65.0
POINTS_PER_ELO: Final = 1 / 25
_SPEED: Final = 20.0


def difference_of(home: float, away: float, *, neutral: bool) -> float:
    """How far the home team is ahead, including its home advantage."""
    return home - away + (0.0 if neutral else HOME_ADVANTAGE)


def shift_of(difference: float, margin: int) -> float:
    """The points that the home team gains, and the away team loses, by a game."""
    expected = 1 / (1 + 10 ** (-difference / 400))
    if margin == 0:
        return _SPEED * log(2) * 2.2 * (0.5 - expected)
    in_favour = difference if margin > 0 else -difference
    multiplier = log(abs(margin) + 1) * 2.2 / (0.001 * in_favour + 2.2)
    return _SPEED * multiplier * (float(margin > 0) - expected)
