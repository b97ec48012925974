"""Keeps requests below the rate that a provider's account allows, by letting them wait in line."""

import asyncio
import re
from collections.abc import Callable
from time import monotonic
from typing import Final

_RATE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*/\s*(s|second|m|minute|h|hour)")
_SECONDS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0}


def parse_rate(text: str) -> float:
    """Requests per second, from "2/s", "60/minute" or "1000/h". Raises ValueError."""
    found = _RATE.fullmatch(text.strip())
    if found is None or float(found[1]) <= 0:
        raise ValueError(f"not a rate: {text!r}; write 2/s, 60/minute or 1000/hour")
    return float(found[1]) / _SECONDS[found[2][0]]


class Pace:
    """Gives out times that are at least one interval apart, in the order of asking."""

    def __init__(self, per_second: float, now: Callable[[], float] = monotonic) -> None:
        self.interval_s = 1 / per_second
        self._now = now
        self._next = 0.0

    @property
    def wait_s(self) -> float:
        """How long the next one in line waits."""
        return max(0.0, self._next - self._now())

    def take(self) -> float:
        """Takes the next place in line, and returns the seconds to wait for it."""
        now = self._now()
        start = max(self._next, now)
        self._next = start + self.interval_s
        return start - now

    def waits(self, seconds: float) -> None:
        """Sets how long the next one in line waits."""
        self._next = self._now() + seconds

    async def turn(self, longest_s: float) -> bool:
        """Waits in line, unless that takes longer than `longest_s`: then it returns False at once."""
        if self.wait_s > longest_s:
            return False
        await asyncio.sleep(self.take())
        return True
