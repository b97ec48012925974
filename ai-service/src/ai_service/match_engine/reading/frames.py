"""Puts the frames of a file on an even grid of time, so that later code needs no timestamps."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ai_service.match_engine.model.arrays import Booleans, Bytes, Floats, Indices
from ai_service.match_engine.model.positions import PeriodPositions
from ai_service.match_engine.refused import unreadable

_EARLIEST_S: Final = -1.0
_LONGEST_S: Final = 3 * 3600.0
_RATES: Final = (1.0, 120.0)
_MOST_FRAMES: Final = 400_000


@dataclass(frozen=True, slots=True)
class RawPeriod:
    """The frames of a period as a file has them, in millimetres."""

    number: int
    clock: Floats
    places: Floats
    ball: Floats
    seen: Booleans | None = None
    holder: Bytes | None = None


def on_grid(name: str, raw: RawPeriod) -> PeriodPositions:
    """The period on an even grid. Frames that the file left out become unknown. Raises Refused."""
    clock = raw.clock
    steps = np.diff(clock)
    if len(clock) < 2 or not np.all(np.isfinite(clock)):
        raise unreadable(name, f"period {raw.number} has fewer than two frames with a time")
    if np.any(steps <= 0):
        at = int(np.argmax(steps <= 0)) + 1
        raise unreadable(name, f"frame {at + 1} of period {raw.number} is not later than the one before")
    if not (clock[0] >= _EARLIEST_S and clock[-1] <= _LONGEST_S):
        raise unreadable(
            name, f"period {raw.number} does not start at its beginning, or lasts longer than a match"
        )
    rate = _rate_of(name, raw.number, steps)
    rows = np.rint((clock - clock[0]) * rate).astype(np.int64)
    count = int(rows[-1]) + 1
    if count > min(_LONGEST_S * rate, _MOST_FRAMES):
        raise unreadable(name, f"period {raw.number} lasts longer than a match")
    if np.any(np.diff(rows) == 0):
        raise unreadable(name, f"the frames of period {raw.number} have no constant rate")
    if count == len(rows):
        return PeriodPositions(raw.number, float(clock[0]), rate, raw.places, raw.ball, raw.seen, raw.holder)
    return PeriodPositions(
        raw.number,
        float(clock[0]),
        rate,
        _spread(raw.places, rows, count, np.nan),
        _spread(raw.ball, rows, count, np.nan),
        None if raw.seen is None else _spread(raw.seen, rows, count, False),
        None if raw.holder is None else _spread(raw.holder, rows, count, -1),
    )


def _rate_of(name: str, number: int, steps: Floats) -> float:
    """Frames per second: the median, as a whole number where it is close to one."""
    rate = 1.0 / float(np.median(steps))
    rate = float(round(rate)) if abs(rate - round(rate)) < 0.02 * rate and round(rate) else rate
    if not _RATES[0] <= rate <= _RATES[1]:
        raise unreadable(name, f"period {number} has {rate:.2f} frames a second")
    return rate


def _spread(values: Any, rows: Indices, count: int, empty: float) -> Any:
    spread = np.full((count, *values.shape[1:]), empty, dtype=values.dtype)
    spread[rows] = values
    return spread
