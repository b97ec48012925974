"""Limits retries to a share of the traffic, so that they never overload a service."""

from service_kit import backoff


class RetryBudget:
    """Each call earns a fifth of a retry; at most `burst` are saved, enough for a restart."""

    def __init__(self, *, share: float = 0.2, burst: float = 100) -> None:
        self._share = share
        self._burst = burst
        self._saved = burst

    def earn(self) -> None:
        """Called for each call."""
        self._saved = min(self._burst, self._saved + self._share)

    def spend(self) -> bool:
        """Takes one retry from the budget; returns False if it is empty."""
        if self._saved < 1:
            return False
        self._saved -= 1
        return True


def retry_pause(failures: int) -> float:
    """Seconds to wait before a retry after the given number of failures."""
    return backoff.pause(failures, first_s=0.02, longest_s=0.4)
