"""Speeds, distances and sprints of players, from their positions."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ai_service.match_engine.model.arrays import Booleans, Floats, Indices
from ai_service.match_engine.model.positions import MM, PeriodPositions

FASTEST_M_S: Final = 12.0
"""Nobody runs faster; a speed above it is an error of tracking."""
LONGEST_GAP_S: Final = 1.0
"""A shorter gap is bridged by a straight line."""
_REACH_S: Final = 0.2
"""The central difference reaches this far to both sides."""
KMH: Final = 3.6


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which speeds running counts, in metres a second, and how long a sprint lasts."""

    high_speed: float
    sprint: float
    sprint_s: float


@dataclass(frozen=True, slots=True)
class Running:
    """The running of all players in a period, one row per frame. An unknown speed is NaN.

    `fast` excludes what the file extrapolated, which shows where a player was and not how fast.
    """

    rate: float
    speed: Floats
    fast: Booleans
    sprinting: Booleans
    begins: Booleans

    def distance(self, frames: slice, player: int, where: Booleans | None = None) -> float:
        """The metres that a player covered, where the mask is set."""
        speed = self.speed[frames, player]
        kept = speed if where is None else speed[where[frames, player]]
        return float(np.nansum(kept, dtype=np.float64)) / self.rate


def running_of(period: PeriodPositions, thresholds: Thresholds) -> Running:
    """The speeds of all players of a period, player by player."""
    frames, players = period.places.shape[:2]
    speed = np.full((frames, players), np.nan, dtype=np.float32)
    fast, sprinting, begins = (np.zeros((frames, players), dtype=np.bool_) for _ in range(3))
    for player in range(players):
        places = period.places[:, player]
        column = speed_of(places, period.rate)
        trusted = column if period.seen is None else np.where(period.seen[:, player], column, np.nan)
        speed[:, player] = column
        with np.errstate(invalid="ignore"):
            fast[:, player] = trusted >= thresholds.high_speed
            firsts, lasts = runs_of(trusted >= thresholds.sprint)
        for first, last in zip(firsts, lasts, strict=True):
            if (last - first) / period.rate >= thresholds.sprint_s - 1e-9:
                sprinting[first:last, player] = True
                begins[first, player] = True
    return Running(period.rate, speed, fast, sprinting, begins)


def speed_of(places: Floats, rate: float) -> Floats:
    """The speed in each frame, in metres a second: the central difference of the positions."""
    known = np.isfinite(places[:, 0])
    if known.sum() < 2:
        return np.full(len(places), np.nan)
    filled, usable = _bridged(places.astype(np.float64), known, rate)
    reach = max(1, round(_REACH_S * rate))
    index = np.arange(len(places))
    firsts, lasts = runs_of(usable)
    lengths = lasts - firsts
    low, high = index.copy(), index.copy()
    low[usable] = np.maximum(index[usable] - reach, np.repeat(firsts, lengths))
    high[usable] = np.minimum(index[usable] + reach, np.repeat(lasts - 1, lengths))
    apart = (high - low) / rate
    moved = np.hypot(*(filled[high] - filled[low]).T) / MM
    with np.errstate(invalid="ignore", divide="ignore"):
        speed = np.where(usable & (apart > 0), moved / apart, np.nan)
        speed[speed > FASTEST_M_S] = np.nan
    return speed


def _bridged(places: Floats, known: Booleans, rate: float) -> tuple[Floats, Booleans]:
    """The positions with short gaps filled, and where there is one."""
    at = np.flatnonzero(known)
    usable = known.copy()
    for first, last in zip(at[:-1][np.diff(at) > 1], at[1:][np.diff(at) > 1], strict=True):
        if (last - first) / rate <= LONGEST_GAP_S:
            usable[first:last] = True
    index = np.arange(len(places))
    for axis in (0, 1):
        places[~known, axis] = np.interp(index[~known], at, places[known, axis])
    return places, usable


def runs_of(mask: Booleans) -> tuple[Indices, Indices]:
    """Where each run of True begins and ends; the end is not included."""
    edges = np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8))
    return np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)


def top_speed(speed: Floats, rate: float) -> float | None:
    """The highest speed that was kept for a fifth of a second; None without one."""
    window = max(1, round(_REACH_S * rate))
    if len(speed) < window:
        return None
    kept = np.lib.stride_tricks.sliding_window_view(speed, window).min(axis=1)
    return float(np.nanmax(kept)) if np.isfinite(kept).any() else None
