"""Positions of players and ball, as columns: one array per period, one row per frame.

Places are whole millimetres from the corner at the top left: x along the pitch to the right, y across it
downwards. Whole numbers make a turned pitch exact.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ai_service.match_engine.model.arrays import Booleans, Bytes, Floats

MM: Final = 1000.0
"""Millimetres in a metre."""
HOME: Final = 0
AWAY: Final = 1
NOBODY: Final = -1
SIDES: Final = ("home", "away")


@dataclass(frozen=True, slots=True)
class Pitch:
    """The size of a pitch in metres."""

    length: float = 105.0
    width: float = 68.0


@dataclass(frozen=True, slots=True)
class Tracked:
    """A player of a file of positions. `keeper` is None if the file does not say."""

    side: int
    name: str
    shirt: int | None
    keeper: bool | None = None


@dataclass(frozen=True, slots=True)
class PeriodPositions:
    """The frames of a period at a constant rate. What is unknown is NaN.

    `start` is the clock of the first frame. `seen` is False where the file extrapolated a position; None if
    it extrapolates none. `holder` is the side with the ball as the file states it; None if it does not.
    """

    number: int
    start: float
    rate: float
    places: Floats
    """[frame, player, x or y]"""
    ball: Floats
    """[frame, x or y]"""
    seen: Booleans | None = None
    holder: Bytes | None = None

    @property
    def frames(self) -> int:
        return len(self.ball)

    @property
    def end(self) -> float:
        return self.start + self.frames / self.rate

    def between(self, start: float, end: float) -> slice:
        """The frames of a stretch of the clock."""
        first = round((start - self.start) * self.rate)
        last = round((end - self.start) * self.rate)
        return slice(max(first, 0), max(last, 0))


@dataclass(frozen=True, slots=True)
class Positions:
    """The positions of a match."""

    format: str
    pitch: Pitch
    players: tuple[Tracked, ...]
    periods: tuple[PeriodPositions, ...]

    def of_side(self, side: int) -> list[int]:
        """The columns of a side's players."""
        return [column for column, player in enumerate(self.players) if player.side == side]


_OUTSIDE_M: Final = 50.0
"""A place further from the pitch is an error of tracking."""


def millimetres(metres: Floats, pitch: Pitch) -> Floats:
    """Places in metres, [..., x or y], as whole millimetres. What is far from the pitch is unknown."""
    with np.errstate(invalid="ignore"):
        far = (metres < -_OUTSIDE_M) | (metres > np.array([pitch.length, pitch.width]) + _OUTSIDE_M)
        unknown: Booleans = np.asarray((far | np.isnan(metres)).any(axis=-1))
    found = np.rint(np.where(unknown[..., None], np.nan, metres) * MM)
    return found.astype(np.float32)
