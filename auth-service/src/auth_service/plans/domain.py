"""Plans as users see them: the tiers that the limits enforce, and individual quotas."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from service_kit.limits.plans import Plan

WORDS: Final = {
    "basic": ("Basic", "For evaluation and small projects"),
    "pro": ("Pro", "For products with their own users"),
    "enterprise": ("Enterprise", "For organisations, without rate limits"),
}


@dataclass(frozen=True, slots=True)
class AccountQuota:
    """Individual quotas of an account: None follows the tier, 0 means no limit."""

    user_id: UUID
    monthly_api_calls: int | None
    monthly_ai_tokens: int | None
    note: str | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class EffectivePlan:
    """The limits that apply to an account; None means no limit."""

    tier: str
    rate_limit: str | None
    monthly_api_calls: int | None
    monthly_ai_tokens: int | None


def effective(plan: Plan, arranged: AccountQuota | None) -> EffectivePlan:
    """The plan of the tier, overridden by individual quotas."""
    calls, tokens = plan.monthly_api_calls, plan.monthly_ai_tokens
    if arranged is not None:
        calls = calls if arranged.monthly_api_calls is None else arranged.monthly_api_calls
        tokens = tokens if arranged.monthly_ai_tokens is None else arranged.monthly_ai_tokens
    return EffectivePlan(plan.tier, str(plan.rate) if plan.rate else None, calls or None, tokens or None)
