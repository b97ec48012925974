"""The shape of a team: length, width, hull, stretch and the defensive line."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ai_service.match_engine.model.arrays import Floats

FEWEST_PLAYERS: Final = 7
"""A match goes on with seven players; with fewer outfield players, a shape says nothing about the team."""
_IN_LINE: Final = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """Means over the samples of a segment, in metres."""

    length: float
    width: float
    hull: float
    stretch: float
    line: float


def shape_of(places: Floats) -> Shape | None:
    """The shape, from samples of the outfield players: [sample, player, x or y] in metres, seen by the side.

    Samples with fewer than seven players are left out. None if there is no other.
    """
    kept = places[np.isfinite(places[:, :, 0]).sum(axis=1) >= FEWEST_PLAYERS]
    if not len(kept):
        return None
    spans: Floats = np.nanmax(kept, axis=1) - np.nanmin(kept, axis=1)
    centres: Floats = np.asarray(np.nanmean(kept, axis=1, keepdims=True))
    from_centre = np.hypot(*np.moveaxis(kept - centres, 2, 0))
    line = np.sort(kept[:, :, 0], axis=1)[:, :_IN_LINE]
    return Shape(
        float(spans[:, 0].mean()),
        float(spans[:, 1].mean()),
        float(np.mean(hull_areas(kept))),
        float(np.nanmean(from_centre, axis=1).mean()),
        float(np.mean(line)),
    )


def hull_areas(places: Floats) -> Floats:
    """The area of the convex hull in each sample, for all samples at once.

    A pair of points is an edge if all others are on its left, and those on its line are between them.
    """
    points = places.copy()
    twice = np.tril(np.all(points[:, :, None] == points[:, None], axis=3), -1).any(axis=2)
    points[twice] = np.nan
    centres = np.nanmean(points, axis=1, keepdims=True)
    points = np.where(np.isfinite(points), points, centres)  # a point inside changes no hull
    edges = points[:, None] - points[:, :, None]  # [sample, from, to, x or y]
    others = points[:, None, None] - points[:, :, None, None]  # [sample, from, 1, other, x or y]
    cross = edges[..., None, 0] * others[..., 1] - edges[..., None, 1] * others[..., 0]
    along = edges[..., None, 0] * others[..., 0] + edges[..., None, 1] * others[..., 1]
    length = (edges**2).sum(axis=3)
    tolerance = 1e-6
    left = cross > tolerance
    between = (np.abs(cross) <= tolerance) & (along >= -tolerance) & (along <= length[..., None] + tolerance)
    is_edge = np.all(left | between, axis=3) & (length > 0)
    start, end = points[:, :, None], points[:, None]
    terms = start[..., 0] * end[..., 1] - start[..., 1] * end[..., 0]
    return np.maximum((terms * is_edge).sum(axis=(1, 2)) / 2, 0.0)
