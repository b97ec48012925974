"""Formations, by assigning the players' mean places to the places of templates."""

from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
from scipy import optimize

from ai_service.match_engine.model.arrays import Floats

OUTFIELD: Final = 10
UNKNOWN: Final = "unknown"
SHAPES: Final = (
    "4-4-2",
    "4-3-3",
    "4-2-3-1",
    "4-1-4-1",
    "4-3-1-2",
    "3-5-2",
    "3-4-3",
    "5-3-2",
    "5-4-1",
)
CLOSE: Final = 0.12
"""Below this confidence, two templates fit about equally well."""
FAR: Final = 0.45
"""Above this distance, no template fits."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well templates fit. `shape` is "unknown" if two are close, or none fits."""

    shape: str
    confidence: float


def formation_of(places: Floats) -> Fit:
    """The formation of ten places: [player, x or y] in metres, as the side sees them."""
    if len(places) != OUTFIELD or not np.isfinite(places).all():
        return Fit(UNKNOWN, 0.0)
    own = _normalised(places)
    ranked = sorted((_distance(own, template), shape) for shape, template in TEMPLATES.items())
    (best, shape), (second, _) = ranked[:2]
    confidence = round((second - best) / (second + best), 4) if second > 0 else 0.0
    known = confidence >= CLOSE and best <= FAR
    return Fit(shape if known else UNKNOWN, confidence)


def _distance(own: Floats, template: Floats) -> float:
    """The mean distance between players and the places of a template, when each takes the best one."""
    apart: Any = np.hypot(own[:, None, 0] - template[None, :, 0], own[:, None, 1] - template[None, :, 1])
    assigned: Any = cast("Any", optimize).linear_sum_assignment(apart**2)  # scipy has no types
    return float(np.sqrt((apart[assigned] ** 2).mean()))


def _normalised(places: Floats) -> Floats:
    """Without where the team stands, and how far it is spread."""
    centred = places - places.mean(axis=0)
    return centred / np.maximum(centred.std(axis=0), 1e-6)


def _template(shape: str) -> Floats:
    """Lines at equal distances, and the players of a line spread over the width."""
    lines = [int(each) for each in shape.split("-")]
    places = [
        (depth / (len(lines) - 1), _across(player, players))
        for depth, players in enumerate(lines)
        for player in range(players)
    ]
    return _normalised(np.array(places))


def _across(player: int, players: int) -> float:
    """From -0.5 to 0.5. Two forwards stand closer together than two of four."""
    width = {1: 0.0, 2: 0.35, 3: 0.6}.get(players, 1.0)
    return width * (player / (players - 1) - 0.5) if players > 1 else 0.0


TEMPLATES: Final = {shape: _template(shape) for shape in SHAPES}
