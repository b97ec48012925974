"""Measures a whole period of positions once; its segments then only add up."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ai_service.match_engine.measuring.possession import Possession, possession_of
from ai_service.match_engine.measuring.pressing import pressures_of
from ai_service.match_engine.measuring.speeds import Running, Thresholds, running_of
from ai_service.match_engine.model.arrays import Booleans, Bytes, Floats
from ai_service.match_engine.model.positions import AWAY, HOME, MM, PeriodPositions, Positions

SAMPLES_A_SECOND: Final = 2.0
"""How often shapes and formations are taken."""
_PRESENT: Final = 0.5
_KEEPER_APART_M: Final = 5.0
_ELEVEN: Final = 11


@dataclass(frozen=True, slots=True)
class PeriodMeasures:
    """A period, and what every segment of it needs."""

    positions: Positions
    period: PeriodPositions
    sides: Bytes
    home_right: bool | None
    running: Running
    possession: Possession
    presses: Booleans

    def columns(self, side: int) -> list[int]:
        return self.positions.of_side(side)

    def attacks_right(self, side: int) -> bool | None:
        return None if self.home_right is None else self.home_right == (side == HOME)

    def samples(self, frames: slice) -> slice:
        """The frames of a segment at which shapes are taken: the same ones, wherever it is cut."""
        step = max(1, round(self.period.rate / SAMPLES_A_SECOND))
        return slice(-(-frames.start // step) * step, min(frames.stop, self.period.frames), step)

    def seen_by(self, places: Floats, side: int) -> Floats:
        """Millimetres on the pitch as metres from the own goal line and from the left.

        Without a known direction, as if the side attacked the right.
        """
        pitch = self.positions.pitch
        metres = places.astype(np.float64)
        if self.attacks_right(side) is False:
            metres = np.array([pitch.length, pitch.width]) * MM - metres
        return metres / MM

    def outfield(self, frames: slice, side: int) -> list[int]:
        """The columns of a side without the goalkeeper of a segment."""
        columns = self.columns(side)
        stated = [column for column in columns if self.positions.players[column].keeper]
        if stated:
            return [column for column in columns if column not in stated]
        keeper = self._keeper(frames, side)
        return [column for column in columns if column != keeper]

    def _keeper(self, frames: slice, side: int) -> int | None:
        """Who stands alone nearest to the goal; of eleven, the one nearest to it."""
        columns = self.columns(side)
        known = np.isfinite(self.period.places[frames, :, 0][:, columns])
        team = known.any(axis=1).sum()
        present = [
            column
            for column, times in zip(columns, known.sum(axis=0), strict=True)
            if times > _PRESENT * team
        ]
        if len(present) < 2:
            return None
        x = self.seen_by(self.period.places[frames][:, present], side)[:, :, 0]
        means = np.nanmean(x, axis=0)
        if self.home_right is None:  # the goal is at the end where somebody stands alone
            means = np.abs(means - np.median(means)) * -1
        order = np.argsort(means, kind="stable")
        alone = means[order[1]] - means[order[0]] >= _KEEPER_APART_M
        return present[int(order[0])] if alone or len(present) >= _ELEVEN else None


def measure(
    positions: Positions,
    period: PeriodPositions,
    home_right: bool | None,
    limits: Thresholds,
    pressing_m: float,
) -> PeriodMeasures:
    """Speeds, possession and pressures of a whole period."""
    sides = np.array([player.side for player in positions.players], dtype=np.int8)
    possession = possession_of(period, sides, positions.pitch)
    return PeriodMeasures(
        positions,
        period,
        sides,
        home_right,
        running_of(period, limits),
        possession,
        pressures_of(period, possession, sides, pressing_m),
    )


def covered(period: PeriodPositions, frames: slice, sides: Bytes) -> int:
    """In how many frames both sides have a player."""
    known = np.isfinite(period.places[frames, :, 0])
    return int((known[:, sides == HOME].any(axis=1) & known[:, sides == AWAY].any(axis=1)).sum())
