"""What can go wrong with budgets."""

import math
from datetime import datetime
from decimal import Decimal

from ai_service.models.budgets.domain import Account, Spending
from service_kit.errors import NotFound, PaymentRequired, ValidationFailed
from service_kit.limits.refusals import next_month

_WHOSE = {
    "api_key": "of this API key",
    "organisation": "of your organisation",
    "user": "of your account",
    "platform": "of the platform",
}


class BudgetExhausted(PaymentRequired):
    """A monthly budget is used up, or does not suffice for the most that a call may cost.

    `budget` is {scope, limit_usd, spent_usd, reserved_usd, needed_usd, resets_at}. The numbers of the
    platform are not shown, because they concern all users.
    """

    reason = "BUDGET_EXHAUSTED"

    def __init__(
        self, account: Account, limit: Decimal, spending: Spending, needed: Decimal, *, now: datetime
    ) -> None:
        resets_at = next_month(now)
        is_used_up = spending.spent_usd >= limit
        state = "is used up" if is_used_up else "does not suffice for the most that this call may cost"
        super().__init__(
            f"The monthly AI budget {_WHOSE[account.scope]} {state}",
            retry_after_s=max(math.ceil((resets_at - now).total_seconds()), 1),
            recovery=_ways_out(account, is_used_up=is_used_up),
        )
        numbers = {
            "limit_usd": float(limit),
            "spent_usd": float(spending.spent_usd),
            "reserved_usd": float(spending.reserved_usd),
        }
        self.details = {
            "budget": {
                "scope": account.scope,
                **(numbers if account.scope != "platform" else {}),
                "needed_usd": float(needed),
                "resets_at": f"{resets_at:%Y-%m-%dT%H:%M:%SZ}",
            }
        }


class ModelBudgetNotFound(NotFound):
    reason = "MODEL_BUDGET_NOT_FOUND"


class InvalidBudgetSubject(ValidationFailed):
    """The subject of a budget does not fit its scope."""

    reason = "INVALID_BUDGET_SUBJECT"


def _ways_out(account: Account, *, is_used_up: bool) -> list[str]:
    ways = ["Ask an administrator for a higher budget", "Wait until the budget resets"]
    if account.scope == "api_key":
        ways.insert(0, "Use another API key, or sign in")
    ways.append("Choose the provider `local` for a text without a language model, which costs nothing")
    return ways if is_used_up else ["Ask for a shorter answer, or with fewer facts", *ways]
