"""Who has the ball, from positions: the nearest player, if the ball is within reach for a while."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ai_service.match_engine.model.arrays import Booleans, Bytes, Floats, Indices
from ai_service.match_engine.model.positions import MM, NOBODY, PeriodPositions, Pitch

REACH_M: Final = 1.5
_HELD_S: Final = 0.2
_LOST_S: Final = 1.0
_NONE: Final = -1


@dataclass(frozen=True, slots=True)
class Possession:
    """For each frame, the column of the ball carrier (or -1) and the side with the ball (or -1)."""

    carrier: Indices
    holder: Bytes
    inside: Booleans
    """Whether the ball is on the pitch."""


def possession_of(period: PeriodPositions, sides: Bytes, pitch: Pitch) -> Possession:
    """The carriers of a period. `sides` has the side of each column.

    A side keeps the ball until the other one has it, or the ball is off the pitch or unknown for a second.
    """
    inside = _inside(period.ball, pitch)
    carrier = _carriers(period, inside)
    if period.holder is not None:
        holder = period.holder.copy()
        wrong = (carrier != _NONE) & (sides[carrier] != holder)
        carrier = np.where(wrong, _NONE, carrier)
    else:
        touches = np.where(carrier == _NONE, NOBODY, sides[carrier]).astype(np.int8)
        holder = _kept(touches, ~inside, period.rate)
    return Possession(carrier, holder, inside)


def _inside(ball: Floats, pitch: Pitch) -> Booleans:
    with np.errstate(invalid="ignore"):
        x, y = ball[:, 0], ball[:, 1]
        return (x >= 0) & (x <= pitch.length * MM) & (y >= 0) & (y <= pitch.width * MM)


def _carriers(period: PeriodPositions, inside: Booleans) -> Indices:
    apart = np.full(len(inside), np.inf, dtype=np.float32)
    nearest = np.full(len(inside), _NONE, dtype=np.int64)
    for player in range(period.places.shape[1]):
        away = np.hypot(*(period.places[:, player] - period.ball).T)
        with np.errstate(invalid="ignore"):
            nearer = away < apart
        apart[nearer], nearest[nearer] = away[nearer], player
    nearest[~inside | (apart > REACH_M * MM)] = _NONE
    changes = np.flatnonzero(np.diff(nearest)) + 1
    firsts = np.concatenate([[0], changes])
    lengths = np.diff(np.concatenate([firsts, [len(nearest)]]))
    held = np.repeat(lengths >= max(1, round(_HELD_S * period.rate)), lengths)
    return np.where(held, nearest, _NONE)


def _kept(touches: Bytes, gone: Booleans, rate: float) -> Bytes:
    """The side of the last touch, until the ball is gone for long."""
    index = np.arange(len(touches))
    last_touch = np.maximum.accumulate(np.where(touches != NOBODY, index, _NONE))
    last_known = np.maximum.accumulate(np.where(gone, _NONE, index))
    long_gone = gone & (index - last_known > _LOST_S * rate)
    last_loss = np.maximum.accumulate(np.where(long_gone, index, _NONE))
    holder = np.where(last_touch > last_loss, touches[np.maximum(last_touch, 0)], NOBODY)
    return np.where(last_touch == _NONE, NOBODY, holder).astype(np.int8)


def share_of(holder: Bytes, side: int) -> float | None:
    """The share of the time with possession that a side had it; None if nobody had."""
    held = holder[holder != NOBODY]
    return float((held == side).mean()) if held.size else None
