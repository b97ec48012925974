"""The rules of the figures of players. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from league_service.clubs.engine.hooks import Problem, Row

_PARTS: Final = (
    ("passes_completed", "passes"),
    ("goals", "shots"),
    ("sprint_m", "distance_m"),
    ("high_speed_m", "distance_m"),
)
LOADS: Final = ("distance_m", "high_speed_m", "sprint_m", "sprint_count", "max_speed_kmh", "sprint_intensity")
"""Physical figures, which players see only of themselves."""


def check_statistic(row: Row) -> Iterator[Problem]:
    """What is wrong with the figures of a player: a part that is greater than the whole."""
    for part, whole in _PARTS:
        if row[part] is not None and row[whole] is not None and row[part] > row[whole]:
            yield Problem(part, f"Should not be greater than {whole}, which is {row[whole]:g}")


def sprint_intensity(sprint_m: float | None, minutes: int | None) -> float | None:
    """The sprint metres a minute played."""
    return None if sprint_m is None or not minutes else round(sprint_m / minutes, 4)


_THRESHOLD: Final = re.compile(r" (\d+(?:\.\d+)?) km/h$")


def source_with(source: str, threshold_kmh: float | None) -> str:
    """The source of figures, with the speed from which a run counted as a sprint."""
    return source if threshold_kmh is None else f"{source} {threshold_kmh:g} km/h"


def threshold_of(source: str) -> str:
    """The sprint threshold that a source states, in kilometres per hour; empty if it states none."""
    found = _THRESHOLD.search(source)
    return found[1] if found else ""
