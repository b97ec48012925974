"""Remembers which addresses are refused, so that keys they make up are not resolved in auth-service first."""

import time
from collections.abc import Callable

from service_kit.errors import DomainError
from service_kit.limits.questions import RouteTerms
from service_kit.limits.refusals import RateLimited
from service_kit.lru import Lru


class RefusedAddresses:
    """Only a hint: before an address is refused again, its window in Redis decides."""

    def __init__(self, *, remembered: int = 10_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._until: Lru[tuple[str, str], float] = Lru(remembered)
        self._clock = clock

    def note(self, address: str, terms: RouteTerms, refusal: DomainError | None) -> None:
        """Notes the decision about a caller without credentials."""
        if isinstance(refusal, RateLimited):
            self._until.put((address, terms.endpoint), self._clock() + (refusal.retry_after_s or 0))

    def has(self, address: str, terms: RouteTerms) -> bool:
        """Whether the address was refused on this route, and its window is not over."""
        until = self._until.get((address, terms.endpoint))
        return until is not None and self._clock() < until
