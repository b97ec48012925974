"""How often a failed call may be tried again: a share of the traffic, so retries are never the load."""

from service_kit import backoff


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


def retry_pause(failures: int) -> float:
    """Seconds to wait before a call is tried again that failed so many times."""
    return backoff.pause(failures, first_s=0.02, longest_s=0.4)
