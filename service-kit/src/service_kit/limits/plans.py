"""The windows and quotas that apply to a caller on a route."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from service_kit.limits.rates import Rate

TIER_BUCKET = "tier"
"""The bucket that all routes without their own limit share."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The limits of a tier; a rate of None and a quota of 0 mean no limit."""

    tier: str
    rate: Rate | None
    monthly_api_calls: int
    monthly_ai_tokens: int

    def as_option(self) -> dict[str, Any]:
        """The plan as an upgrade option; null means unlimited."""
        return {
            "tier": self.tier,
            "rate_limit": str(self.rate) if self.rate else None,
            "monthly_api_calls": self.monthly_api_calls or None,
            "monthly_ai_tokens": self.monthly_ai_tokens or None,
        }


@dataclass(frozen=True)
class Window:
    """One bucket on which a call counts."""

    bucket: str
    rate: Rate

    @cached_property
    def name(self) -> bytes:
        """The name of the bucket as clients see it."""
        return b"tier" if self.bucket == TIER_BUCKET else b"route"

    @cached_property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """RateLimit-Policy and X-RateLimit-Limit, which do not change."""
        rate = self.rate
        return (
            (b"ratelimit-policy", b'"%s";q=%d;w=%d' % (self.name, rate.limit, rate.window_s)),
            (b"x-ratelimit-limit", b"%d" % rate.limit),
        )


class Plans:
    """The tiers of the product, cheapest first, and the configured limits of single routes."""

    def __init__(
        self, *, tiers: tuple[Plan, ...], anonymous: Rate | None, routes: Mapping[str, Rate | None]
    ) -> None:
        self._tiers = tiers
        self._by_tier = {plan.tier: plan for plan in tiers}
        self._anonymous = Plan("anonymous", anonymous, 0, 0)
        self._routes = routes
        self._windows: dict[tuple[str, Rate | None, str | None], Window | None] = {}

    def of(self, tier: str | None) -> Plan:
        """The plan of a tier; the cheapest one for an unknown tier; None means anonymous."""
        if tier is None:
            return self._anonymous
        return self._by_tier.get(tier, self._tiers[0])

    def upgrades(self, tier: str) -> list[dict[str, Any]]:
        """The plans above a tier, cheapest first."""
        names = [plan.tier for plan in self._tiers]
        above = names.index(tier) + 1 if tier in names else 1
        return [plan.as_option() for plan in self._tiers[above:]]

    def window(
        self, route: str, documented: Rate | None, tier: str | None, *, bucket: str = ""
    ) -> Window | None:
        """Returns the bucket on which a call counts, or None if it is not limited.

        A route with a documented limit has its own bucket, or the named one. That limit applies to the
        cheapest tier and to anonymous callers; a higher tier raises it to at least its own rate, and a tier
        without a rate is not limited at all.
        """
        key = (route, documented, tier)
        if key not in self._windows:
            self._windows[key] = self._window(route, documented, tier, bucket or route)
        return self._windows[key]

    def _window(self, route: str, documented: Rate | None, tier: str | None, bucket: str) -> Window | None:
        plan = self.of(tier)
        documented = self._routes.get(route, documented)
        if plan.rate is None:
            return None
        if documented is None:
            return Window(TIER_BUCKET, plan.rate)
        return Window(bucket, self._raised(documented, plan))

    def _raised(self, documented: Rate, plan: Plan) -> Rate:
        if plan is self._anonymous or plan is self._tiers[0] or plan.rate is None:
            return documented
        return max(documented, plan.rate, key=lambda rate: rate.per_second)
