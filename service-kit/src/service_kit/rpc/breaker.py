"""A circuit breaker: while a service does not answer, calls fail at once, so that it can recover."""

import time
from collections.abc import Callable
from enum import IntEnum
from typing import Final

from service_kit import backoff

_THRESHOLD: Final = 5


class State(IntEnum):
    """The states; their numbers are the values of the metric."""

    CLOSED = 0
    HALF_OPEN = 1
    OPEN = 2


class Breaker:
    """Opens after several consecutive failures; then one call at a time is tried, and a success closes it.

    `on_change` is called with each new state. Times are in seconds of a monotonic clock.
    """

    def __init__(
        self,
        *,
        threshold: int = _THRESHOLD,
        on_change: Callable[[State], None] = lambda _state: None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._threshold = threshold
        self._on_change = on_change
        self._now = now
        self.state = State.CLOSED
        self._failures = 0
        self._openings = 0
        self._until = 0.0
        self._probing = False

    def admits(self, *, reconnected: bool = False) -> bool:
        """Whether a call is allowed now. `reconnected` means that the connection to the service is back."""
        if self.state is State.CLOSED:
            return True
        if self._probing or not (reconnected or self._now() >= self._until):
            return False
        self._probing = True
        self._change(State.HALF_OPEN)
        return True

    @property
    def retry_after_s(self) -> float:
        """Seconds after which callers should retry."""
        return max(self._until - self._now(), 0.1)

    def succeeded(self) -> None:
        """Records that the service answered, with any result."""
        if self._failures or self.state is not State.CLOSED:
            self._failures = 0
            self._openings = 0
            self._probing = False
            self._change(State.CLOSED)

    def failed(self) -> None:
        """Records that the service did not answer."""
        self._failures += 1
        if self.state is State.OPEN or (self.state is State.CLOSED and self._failures < self._threshold):
            return
        self._openings += 1
        self._until = self._now() + backoff.doubled(self._openings, first_s=0.5, longest_s=8.0)
        self._probing = False
        self._change(State.OPEN)

    def abandoned(self) -> None:
        """Records that the call ended without a result, because its own caller left."""
        if self.state is State.HALF_OPEN:
            self._probing = False
            self._change(State.OPEN)

    def _change(self, state: State) -> None:
        if state is not self.state:
            self.state = state
            self._on_change(state)
