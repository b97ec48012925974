"""Reads the budgets that apply unless an administrator set others."""

from ai_service.models.budgets.domain import DefaultBudgets
from ai_service.settings import AiSettings


def default_budgets(settings: AiSettings) -> DefaultBudgets:
    """The monthly budgets of the platform, and of each account by its tier."""
    plans = {
        "basic": settings.ai_budget_basic_usd,
        "pro": settings.ai_budget_pro_usd,
        "enterprise": settings.ai_budget_enterprise_usd,
    }
    return DefaultBudgets(settings.ai_budget_platform_usd, plans)
