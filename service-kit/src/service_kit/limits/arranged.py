"""Individual quotas of accounts, read from auth-service every few seconds."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from service_kit.errors import DomainError
from service_kit.limits.plans import Plan
from service_kit.process.loops import Loop

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ArrangedQuota:
    """The monthly quotas of an account; None follows the tier, 0 means no limit."""

    monthly_api_calls: int | None
    monthly_ai_tokens: int | None


FetchQuotas = Callable[[], Awaitable[dict[str, ArrangedQuota]]]
"""Fetches all individual quotas by user id; raises a DomainError if auth-service does not answer."""


class ArrangedQuotas:
    """The last known quotas, which are kept while auth-service is unavailable."""

    def __init__(self, fetch: FetchQuotas, *, interval_s: float = 3.0) -> None:
        self._fetch = fetch
        self._interval_s = interval_s
        self._quotas: dict[str, ArrangedQuota] = {}
        self._away = False

    @property
    def known(self) -> dict[str, ArrangedQuota]:
        """The quotas; a new object whenever one of them changes."""
        return self._quotas

    async def refresh(self) -> None:
        """Reads the quotas now; keeps the old ones if auth-service does not answer."""
        try:
            quotas = await self._fetch()
            if quotas != self._quotas:
                self._quotas = quotas
        except DomainError as error:
            if not self._away:
                _logger.info("keeping the last individual quotas: %s", error.reason)
            self._away = True
        else:
            self._away = False

    def loop(self) -> Loop:
        """Refreshes regularly."""
        return Loop("quotas", self.refresh, every_s=self._interval_s)

    def applied(self, plan: Plan, principal: str | None) -> Plan:
        """The plan, overridden by the principal's individual quotas."""
        arranged = self._quotas.get(principal) if principal else None
        if arranged is None:
            return plan
        calls, tokens = arranged.monthly_api_calls, arranged.monthly_ai_tokens
        return replace(
            plan,
            monthly_api_calls=plan.monthly_api_calls if calls is None else calls,
            monthly_ai_tokens=plan.monthly_ai_tokens if tokens is None else tokens,
        )
