"""The errors for refused callers."""

import math
from datetime import datetime
from typing import Any

from service_kit.errors import PermissionDenied, ResourceExhausted
from service_kit.limits.plans import Plan
from service_kit.limits.rates import Rate
from service_kit.redis.errors import RedisUnavailable


class RateLimited(ResourceExhausted):
    """The rate limit is reached; the window ends after `retry_after_s` (at least 1)."""

    reason = "rate_limit_exceeded"

    def __init__(self, rate: Rate, retry_after_s: int) -> None:
        super().__init__(f"Rate limit exceeded: {rate}", retry_after_s=retry_after_s)


class RevocationsUnknown(RedisUnavailable):
    """Redis may have lost revocations: no credentials are accepted until auth-service has restored them."""

    reason = "REVOCATIONS_UNKNOWN"
    problem = "Redis may have lost revocations, and auth-service has not restored them yet"
    fix = "Start the auth service, which restores them at once"


class QuotaExceeded(PermissionDenied):
    """The monthly quota is used up, or does not suffice for a call that needs up to `needed` tokens.

    `quota` is {metric, limit, used, remaining, resets_at, tier}, `upgrade_options` are the higher plans.
    """

    reason = "quota_exceeded"

    def __init__(
        self,
        plan: Plan,
        *,
        metric: str,
        used: int,
        now: datetime,
        upgrade_options: list[dict[str, Any]],
        needed: int = 0,
    ) -> None:
        calls = metric == "api_calls"
        limit = plan.monthly_api_calls if calls else plan.monthly_ai_tokens
        resets_at = next_month(now)
        unit = "API calls" if calls else "AI tokens"
        more = f", and this call may need {needed}" if needed and used < limit else ""
        super().__init__(
            f"Monthly quota exceeded: {used} of {limit} {unit} are used{more}",
            retry_after_s=max(math.ceil((resets_at - now).total_seconds()), 1),
            recovery=["Wait until the quota resets", "Choose a plan with a higher quota"],
        )
        quota = {
            "metric": metric,
            "limit": limit,
            "used": used,
            "remaining": max(limit - used, 0),
            "resets_at": f"{resets_at:%Y-%m-%dT%H:%M:%SZ}",
            "tier": plan.tier,
        }
        self.details = {"quota": quota, "upgrade_options": upgrade_options}

    @property
    def quota(self) -> dict[str, Any]:
        return self.details["quota"]

    @property
    def upgrade_options(self) -> list[dict[str, Any]]:
        return self.details["upgrade_options"]


def next_month(now: datetime) -> datetime:
    """The start of the next month, when quotas reset."""
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return first.replace(year=now.year + now.month // 12, month=now.month % 12 + 1)
