"""Delays after consecutive failures, used by every retry in the mesh.

This is our own code because tenacity and stamina add 50 µs to each successful call, such as an RPC.
"""

import random
from math import inf
from typing import Final

_MOST_DOUBLINGS: Final = 62


def doubled(failures: int, *, first_s: float, longest_s: float = inf) -> float:
    """Seconds to wait after a number of failures: `first_s` after one, then twice as long each time."""
    return min(first_s * 2 ** min(max(failures - 1, 0), _MOST_DOUBLINGS), longest_s)


def pause(failures: int, *, first_s: float, longest_s: float) -> float:
    """The same, shortened at random by up to a half, so that many callers do not retry at the same time."""
    longest = doubled(failures, first_s=first_s, longest_s=longest_s)
    return random.uniform(longest / 2, longest)  # noqa: S311 - not a secret
