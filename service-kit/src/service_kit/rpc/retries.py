"""How often a failed call may be tried again: a share of the traffic, so retries are never the load."""

import random
from collections.abc import Iterator
from typing import Final

_FIRST_PAUSE_S: Final = 0.02
_LONGEST_PAUSE_S: Final = 0.4


class RetryBudget:
    """Each call earns a fifth of a retry; at most `burst` are saved, enough for what a restart breaks."""

    def __init__(self, *, share: float = 0.2, burst: float = 100) -> None:
        self._share = share
        self._burst = burst
        self._saved = burst

    def earn(self) -> None:
        """For each call that is made."""
        self._saved = min(self._burst, self._saved + self._share)

    def spend(self) -> bool:
        """Whether one more retry is allowed; if so, it is taken."""
        if self._saved < 1:
            return False
        self._saved -= 1
        return True


def pauses() -> Iterator[float]:
    """Seconds to wait before each retry: growing, and random so that callers do not come back in step."""
    longest = _FIRST_PAUSE_S
    while True:
        yield random.uniform(longest / 2, longest)  # noqa: S311 - not a secret
        longest = min(longest * 2, _LONGEST_PAUSE_S)
