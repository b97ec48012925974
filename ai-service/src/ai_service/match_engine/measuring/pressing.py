"""Pressures: defenders who close in on the ball carrier."""

from typing import Final

import numpy as np

from ai_service.match_engine.measuring.possession import Possession
from ai_service.match_engine.measuring.speeds import runs_of
from ai_service.match_engine.model.arrays import Booleans, Bytes
from ai_service.match_engine.model.positions import MM, PeriodPositions

CLOSING_M_S: Final = 1.0
"""How fast the distance to the carrier shrinks."""
_BEFORE_S: Final = 0.4
_ONE_PRESSURE_S: Final = 1.0
"""Two approaches of a defender within this time are one pressure."""


def pressures_of(period: PeriodPositions, possession: Possession, sides: Bytes, within_m: float) -> Booleans:
    """Where a pressure of a player begins, one column per player.

    A defender presses while the opponents' carrier is within reach and the distance shrinks.
    """
    begins = np.zeros(period.places.shape[:2], dtype=np.bool_)
    before = max(1, round(_BEFORE_S * period.rate))
    carried = possession.carrier >= 0
    carriers = np.maximum(possession.carrier, 0)
    frames = np.arange(period.frames)
    at_ball = period.places[frames, carriers]
    earlier = np.maximum(frames - before, 0)
    same = carried & (possession.carrier[earlier] == possession.carrier) & (earlier < frames)
    for player in range(period.places.shape[1]):
        opposed = same & (sides[carriers] != sides[player])
        if not opposed.any():
            continue
        apart = np.hypot(*(period.places[:, player] - at_ball).T) / MM
        was = np.hypot(*(period.places[earlier, player] - at_ball[earlier]).T) / MM
        with np.errstate(invalid="ignore"):
            closing = (was - apart) * period.rate / before >= CLOSING_M_S
            presses = opposed & closing & (apart <= within_m)
        firsts, lasts = runs_of(presses)
        if firsts.size:
            new = np.concatenate([[True], (firsts[1:] - lasts[:-1]) / period.rate > _ONE_PRESSURE_S])
            begins[firsts[new], player] = True
    return begins
