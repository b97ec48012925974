"""The plans of the product and what each allows by default; an operator's settings override the numbers."""

from typing import Final, NamedTuple


class PlanTerms(NamedTuple):
    """What a tier allows. A rate is written like "100/minute" or "none"; a quota of 0 means no limit."""

    tier: str
    rate_limit: str
    monthly_api_calls: int
    monthly_ai_tokens: int


PLANS: Final = (
    PlanTerms("basic", "100/minute", 50_000, 200_000),
    PlanTerms("pro", "1000/minute", 1_000_000, 5_000_000),
    PlanTerms("enterprise", "none", 0, 0),
)
"""Cheapest first."""

TIERS: Final = tuple(plan.tier for plan in PLANS)
LOWEST_TIER: Final = TIERS[0]
HIGHEST_TIER: Final = TIERS[-1]
