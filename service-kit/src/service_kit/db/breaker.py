"""Circuit breaker of the database: after failed connects, callers fail at once while one task retries."""

import asyncio
import logging

from service_kit import backoff
from service_kit.db.errors import DatabaseUnavailable, cannot_connect

logger = logging.getLogger(__name__)


class Breaker:
    """Counts consecutive failed connects. While open, only the pool's own task connects, ever more rarely."""

    def __init__(self, service: str, *, failures_to_open: int, max_delay_s: float) -> None:
        self._service = service
        self._failures_to_open = failures_to_open
        self._max_delay_s = max_delay_s
        self._failures = 0
        self._last: Exception | None = None
        self.opened = asyncio.Event()

    @property
    def is_open(self) -> bool:
        return self.opened.is_set()

    @property
    def delay_s(self) -> float:
        """Seconds until the next attempt."""
        return backoff.pause(self._failures, first_s=0.2, longest_s=self._max_delay_s)

    def check(self) -> None:
        """Raises `DatabaseUnavailable` while open."""
        if self.is_open:
            raise self.unavailable(self._max_delay_s)

    def unavailable(self, retry_after_s: float) -> DatabaseUnavailable:
        """The error for a caller, with the reason of the last failure."""
        return cannot_connect(self._last, retry_after_s)

    def failure(self, error: Exception) -> None:
        self._failures += 1
        self._last = error
        if self._failures >= self._failures_to_open and not self.is_open:
            self.opened.set()
            logger.warning("database circuit breaker open for %s: %s", self._service, _first_line(error))

    def success(self) -> None:
        if self.is_open:
            logger.warning("database circuit breaker closed for %s", self._service)
        self._failures = 0
        self._last = None
        self.opened.clear()


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
