"""Who pays for model calls, how much each may spend in a month, and what is left; no I/O."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final, Literal

from service_kit.caller import Caller

Scope = Literal["api_key", "organisation", "user", "platform", "plan"]
"""A plan's budget is not shared: it is that of every account with the plan that has none of its own."""

PLATFORM: Final = "platform"
"""The subject of the scope platform."""


@dataclass(frozen=True, slots=True)
class Account:
    """Whose spending of a month is counted."""

    scope: Scope
    subject: str


@dataclass(frozen=True, slots=True)
class Spending:
    """What an account has spent in a month, and what is reserved for calls that run."""

    spent_usd: Decimal = Decimal(0)
    reserved_usd: Decimal = Decimal(0)
    spent_tokens: int = 0
    reserved_tokens: int = 0

    @property
    def committed_usd(self) -> Decimal:
        return self.spent_usd + self.reserved_usd

    @property
    def committed_tokens(self) -> int:
        return self.spent_tokens + self.reserved_tokens

    def without(self, usd: Decimal) -> "Spending":
        """The spending before so much was reserved."""
        return replace(self, reserved_usd=self.reserved_usd - usd)


@dataclass(frozen=True, slots=True)
class Budget:
    """A monthly budget that an administrator set; 0 allows no cost at all."""

    scope: Scope
    subject: str
    monthly_usd: Decimal
    note: str | None
    updated_by: str | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class DefaultBudgets:
    """The budgets that apply unless an administrator set others; None means no limit."""

    platform: Decimal | None
    plans: dict[str, Decimal | None]


def accounts_of(caller: Caller) -> list[Account]:
    """The accounts on which a call of the caller counts.

    The order is that in which their rows are locked: the same for everybody, and the row that all calls
    share comes last.
    """
    own: list[Account] = [
        Account("api_key", caller.api_key_id),
        Account("organisation", caller.organisation_id),
        Account("user", caller.user_id),
    ]
    return [*(account for account in own if account.subject), Account("platform", PLATFORM)]


def month_of(now: datetime) -> date:
    """The first day of the month, in UTC."""
    return now.astimezone(UTC).date().replace(day=1)


def limit_of(
    account: Account, tier: str, stored: dict[tuple[str, str], Decimal], defaults: DefaultBudgets
) -> Decimal | None:
    """The budget of an account: its own, that of its plan, or the default; None means no limit."""
    own = stored.get((account.scope, account.subject))
    if own is not None:
        return own
    if account.scope == "platform":
        return defaults.platform
    if account.scope == "user":
        return stored.get(("plan", tier), defaults.plans.get(tier))
    return None
