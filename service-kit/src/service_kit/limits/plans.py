"""Which windows and quotas apply to a caller on a route."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from service_kit.limits.rates import Rate

TIER_BUCKET = "tier"
"""The bucket that all routes without a limit of their own share."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a tier allows; a rate of None and a quota of 0 mean no limit."""

    tier: str
    rate: Rate | None
    monthly_api_calls: int
    monthly_ai_tokens: int

    def as_option(self) -> dict[str, Any]:
        """The plan as people see it among the upgrade options; null means unlimited."""
        return {
            "tier": self.tier,
            "rate_limit": str(self.rate) if self.rate else None,
            "monthly_api_calls": self.monthly_api_calls or None,
            "monthly_ai_tokens": self.monthly_ai_tokens or None,
        }


@dataclass(frozen=True)
class Window:
    """One bucket that a call draws on."""

    bucket: str
    rate: Rate

    @cached_property
    def name(self) -> bytes:
        """The bucket as clients see it."""
        return b"tier" if self.bucket == TIER_BUCKET else b"route"

    @cached_property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """RateLimit-Policy and X-RateLimit-Limit, which stay the same."""
        rate = self.rate
        return (
            (b"ratelimit-policy", b'"%s";q=%d;w=%d' % (self.name, rate.limit, rate.window_s)),
            (b"x-ratelimit-limit", b"%d" % rate.limit),
        )


class Plans:
    """The tiers of the product, cheapest first, and the limits an operator set for single routes."""

    def __init__(
        self, *, tiers: tuple[Plan, ...], anonymous: Rate | None, routes: Mapping[str, Rate | None]
    ) -> None:
        self._tiers = tiers
        self._by_tier = {plan.tier: plan for plan in tiers}
        self._anonymous = Plan("anonymous", anonymous, 0, 0)
        self._routes = routes
        self._windows: dict[tuple[str, Rate | None, str | None], Window | None] = {}

    def of(self, tier: str | None) -> Plan:
        """The plan of a tier; the cheapest for a tier nobody knows; None means anonymous."""
        if tier is None:
            return self._anonymous
        return self._by_tier.get(tier, self._tiers[0])

    def upgrades(self, tier: str) -> list[dict[str, Any]]:
        """The plans above a tier, cheapest first."""
        names = [plan.tier for plan in self._tiers]
        above = names.index(tier) + 1 if tier in names else 1
        return [plan.as_option() for plan in self._tiers[above:]]

    def window(self, route: str, documented: Rate | None, tier: str | None) -> Window | None:
        """The bucket a call draws on, or None where nothing limits it.

        A route with a documented limit has its own bucket. For the cheapest tier and for anonymous
        callers that limit is the whole truth; a better tier raises it to at least its own rate, and a
        tier without a rate is not limited at all.
        """
        key = (route, documented, tier)
        if key not in self._windows:
            self._windows[key] = self._window(route, documented, tier)
        return self._windows[key]

    def _window(self, route: str, documented: Rate | None, tier: str | None) -> Window | None:
        plan = self.of(tier)
        documented = self._routes.get(route, documented)
        if plan.rate is None:
            return None
        if documented is None:
            return Window(TIER_BUCKET, plan.rate)
        return Window(route, self._raised(documented, plan))

    def _raised(self, documented: Rate, plan: Plan) -> Rate:
        if plan is self._anonymous or plan is self._tiers[0] or plan.rate is None:
            return documented
        return max(documented, plan.rate, key=lambda rate: rate.per_second)
