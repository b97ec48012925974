"""The settings of budgets and prices. What an administrator sets takes precedence over these budgets."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from ai_service.models.budgets.domain import DefaultBudgets
from ai_service.models.prices.configuration import OwnPrice
from service_kit.limits.settings import LimitSettings


def _none(value: object) -> object:
    return None if isinstance(value, str) and value.strip().lower() == "none" else value


Usd = Annotated[
    Decimal | None, BeforeValidator(_none), Field(ge=0, le=1_000_000_000, decimal_places=6)
]
"""US dollars a month; "none" means no limit."""


class BudgetSettings(LimitSettings):
    """Mixed into the settings of the ai service."""

    ai_budget_platform_usd: Usd = Decimal(100)
    ai_budget_basic_usd: Usd = Decimal(2)
    ai_budget_pro_usd: Usd = Decimal(50)
    ai_budget_enterprise_usd: Usd = None
    ai_prices: dict[str, OwnPrice] = Field(
        default_factory=dict[str, OwnPrice],
        description='JSON: {"remote/*": {"input": 0, "output": 0}}, in US dollars per million tokens.',
    )

    def default_budgets(self) -> DefaultBudgets:
        """The budgets that apply unless an administrator set others."""
        plans = {
            "basic": self.ai_budget_basic_usd,
            "pro": self.ai_budget_pro_usd,
            "enterprise": self.ai_budget_enterprise_usd,
        }
        return DefaultBudgets(self.ai_budget_platform_usd, plans)
