"""The clock of the match, and how a period is cut into segments."""

import math
from typing import Final

_STARTS: Final = {1: 0.0, 2: 2700.0, 3: 5400.0, 4: 6300.0, 5: 7200.0}
_SHORTEST_S: Final = 0.05


def match_clock(period: int, seconds: float) -> float:
    """The seconds on the clock of the match: the second period starts at 45 minutes."""
    return round(_STARTS[period] + seconds, 3)


def segments_of(end: float, length: float) -> list[tuple[float, float]]:
    """The segments of a period: all of one length, but for the last."""
    count = max(math.ceil((end - _SHORTEST_S) / length), 1)
    return [(at * length, min((at + 1) * length, end)) for at in range(count)]
