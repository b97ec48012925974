"""Who attacks which goal, from all positions of a period.

One frame is not enough: after a corner, both teams stand at one end.
"""

from typing import Final

import numpy as np

from ai_service.match_engine.model.arrays import Floats
from ai_service.match_engine.model.positions import AWAY, HOME, MM, PeriodPositions, Positions

_CLEAR_M: Final = 1.0


def directions_of(positions: Positions) -> dict[int, bool | None]:
    """For each period, whether the home side attacks x = length; None if the positions do not show it."""
    sides = [positions.of_side(HOME), positions.of_side(AWAY)]
    return {period.number: _home_attacks_right(period, sides) for period in positions.periods}


def _home_attacks_right(period: PeriodPositions, sides: list[list[int]]) -> bool | None:
    """Teams stand between their goal and the ball, so the team that is further left attacks the right."""
    means = [_means(period.places[:, columns, 0]) for columns in sides]
    if not all(each.size for each in means):
        return None
    home, away = (float(np.mean(each)) for each in means)
    if abs(away - home) >= _CLEAR_M:
        return away > home
    # The teams are level: the goalkeepers are those who stand furthest from their own team.
    lonely = _loneliness(means[AWAY]) - _loneliness(means[HOME])
    return lonely > 0 if abs(lonely) >= _CLEAR_M else None


def _means(x: Floats) -> Floats:
    """The mean of each player in metres. Who came on late counts as much as the others."""
    counts = np.isfinite(x).sum(axis=0)
    sums: Floats = np.asarray(np.nansum(x, axis=0, dtype=np.float64))
    return sums[counts > 0] / counts[counts > 0] / MM


def _loneliness(means: Floats) -> float:
    """Positive if a player stands far right of the team, negative if one stands far left."""
    middle = float(np.median(means))
    return (float(np.max(means)) - middle) - (middle - float(np.min(means)))
