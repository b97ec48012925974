"""Whether a provider is worth asking: a cooldown after failures, then one probe."""

from collections.abc import Callable
from time import monotonic
from typing import Final, Literal

from ai_service.models.providers.errors import AIProviderError, ProviderMisconfigured, ProviderRateLimited
from service_kit import backoff

State = Literal["ready", "cooling_down", "probing"]

_FAILURES: Final = 3
"""Consecutive failures after which a provider that is down is left alone."""
_DOWN_S: Final = (10.0, 300.0)
_LIMITED_S: Final = (0.5, 60.0)
_MISCONFIGURED_S: Final = 60.0
_WEIGHT: Final = 0.2
"""The weight of the newest latency in the mean."""


class Health:
    """The state of one provider in this process; `shared.py` shares rate limits with the others.

    A rate limit starts a cooldown at once, for the time that the provider states. An outage does after three
    failures in a row. After a cooldown one request probes: its success ends it, its failure doubles it.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._failures = 0
        self._until = 0.0
        self._probing = False
        self._limited_until = 0.0
        self.latency_s: float | None = None
        """The mean time to the first part of an answer."""
        self.last_error = ""
        """The reason of the last failure; empty after a success."""

    @property
    def state(self) -> State:
        if self._probing:
            return "probing"
        return "cooling_down" if self.ready_in_s > 0 else "ready"

    @property
    def ready_in_s(self) -> float:
        """The rest of the cooldown."""
        return max(0.0, self._until - self._now())

    def admit(self) -> bool:
        """Whether to ask now. After a cooldown only the first caller gets True; it reports the outcome."""
        if self._probing or self.ready_in_s > 0:
            return False
        self._probing = self._until > 0
        return True

    def succeeded(self, latency_s: float) -> None:
        before = latency_s if self.latency_s is None else self.latency_s
        self.latency_s = before + _WEIGHT * (latency_s - before)
        self._failures, self._until, self._probing, self.last_error = 0, 0.0, False, ""

    def failed(self, error: AIProviderError) -> None:
        """Counts a failure, and starts a cooldown if it is time for one."""
        self.last_error = error.reason
        if not error.cools_down:
            self.abandoned()
            return
        self._failures += 1
        self._probing = False
        pause = self._pause(error)
        if isinstance(error, ProviderRateLimited):
            self.limited(pause)
        elif pause > 0:
            self._until = max(self._until, self._now() + pause)

    @property
    def limited_for_s(self) -> float:
        """The rest of a rate limit, which holds for every process that uses the account."""
        return max(0.0, self._limited_until - self._now())

    def limited(self, seconds: float) -> None:
        """Leaves the provider alone for so long, because the account may not ask more."""
        self._until = max(self._until, self._now() + seconds)
        self._limited_until = self._until
        self.last_error = ProviderRateLimited.reason

    def abandoned(self) -> None:
        """The request said nothing about the provider: its client left, or the request was at fault."""
        self._probing = False

    def _pause(self, error: AIProviderError) -> float:
        if isinstance(error, ProviderMisconfigured):
            return _MISCONFIGURED_S
        if isinstance(error, ProviderRateLimited):
            first, longest = _LIMITED_S
            stated = error.retry_after_s if error.stated else None
            return (
                stated
                if stated is not None
                else backoff.doubled(self._failures, first_s=first, longest_s=longest)
            )
        if self._failures < _FAILURES:
            return 0.0
        return backoff.doubled(self._failures - _FAILURES + 1, first_s=_DOWN_S[0], longest_s=_DOWN_S[1])
