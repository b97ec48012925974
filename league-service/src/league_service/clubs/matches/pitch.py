"""Coordinates of providers in metres, so that marked zones stay where they are.

The penalty spot of a provider is the penalty spot in metres, and its goal is the goal: each stretch between
two lines of the provider's pitch is scaled to the stretch between the same lines of the real one.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from league_service.clubs.matches.events import Pitch

_GOAL_AREA_M: Final = 5.5
_SPOT_M: Final = 11.0
_PENALTY_AREA_M: Final = 16.5
_POST_M: Final = 7.32 / 2
_GOAL_AREA_SIDE_M: Final = _POST_M + 5.5
_PENALTY_AREA_SIDE_M: Final = _POST_M + 16.5


@dataclass(frozen=True, slots=True)
class Markings:
    """Where a provider draws the lines: along the pitch from a goal line, and across it from a side line."""

    along: Sequence[float]
    across: Sequence[float]


STATSBOMB: Final = Markings(
    along=(0, 6, 12, 18, 60, 102, 108, 114, 120), across=(0, 18, 30, 36, 40, 44, 50, 62, 80)
)

MARKINGS: Final = {"statsbomb": STATSBOMB}
"""The drawings of sources that are not to scale."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns the coordinates of a provider into metres on one pitch. Beyond a line, the scale continues."""

    markings: Markings
    pitch: Pitch

    def x(self, value: float) -> float:
        length = self.pitch.length_m
        lines = (_GOAL_AREA_M, _SPOT_M, _PENALTY_AREA_M)
        metres = (0.0, *lines, length / 2, *(length - line for line in reversed(lines)), length)
        return _scaled(value, self.markings.along, metres)

    def y(self, value: float) -> float:
        middle = self.pitch.width_m / 2
        sides = (_PENALTY_AREA_SIDE_M, _GOAL_AREA_SIDE_M, _POST_M)
        left = tuple(middle - side for side in sides)
        right = tuple(middle + side for side in reversed(sides))
        return _scaled(value, self.markings.across, (0.0, *left, middle, *right, self.pitch.width_m))


def _scaled(value: float, lines: Sequence[float], metres: Sequence[float]) -> float:
    stretch = min(max(bisect_right(lines, value) - 1, 0), len(lines) - 2)
    share = (value - lines[stretch]) / (lines[stretch + 1] - lines[stretch])
    return round(metres[stretch] + share * (metres[stretch + 1] - metres[stretch]), 2)
