"""What administrators do with budgets, and what callers may read about theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, cast
from uuid import UUID

from ai_service.models.budgets import repository
from ai_service.models.budgets.domain import (
    PLATFORM,
    Account,
    Budget,
    DefaultBudgets,
    Scope,
    Spending,
    accounts_of,
    limit_of,
    month_of,
)
from ai_service.models.budgets.errors import InvalidBudgetSubject, ModelBudgetNotFound
from altsports.contract.plans import TIERS
from service_kit.caller import Caller
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader
from service_kit.deliveries.audit import audit

SCHEMA: Final = "ai"


@dataclass(frozen=True, slots=True)
class Applied:
    """A budget as it applies. `spending` is None for a plan, `stored` for callers, who do not see notes."""

    scope: Scope
    subject: str
    limit: Decimal | None
    spending: Spending | None
    is_set: bool
    stored: Budget | None = None


def account_named(scope: str, subject: str) -> Account:
    """The account of a scope. Raises InvalidBudgetSubject if the subject does not fit the scope."""
    found = cast("Scope", scope)
    if found == "platform":
        if subject != PLATFORM:
            raise InvalidBudgetSubject.at("subject", "must be platform, because there is only one")
    elif found == "plan":
        if subject not in TIERS:
            raise InvalidBudgetSubject.at("subject", f"must be one of {', '.join(TIERS)}")
    elif not _is_id(subject):
        raise InvalidBudgetSubject.at("subject", f"must be the id of the {found.replace('_', ' ')}, a UUID")
    return Account(found, subject)


async def get_budget(reader: Reader, account: Account, defaults: DefaultBudgets, now: datetime) -> Applied:
    """The budget of an account as it applies now. The default of a user follows the plan, not shown here."""
    stored = await repository.find_budget(reader, account.scope, account.subject)
    if account.scope == "plan":
        limit = stored.monthly_usd if stored else defaults.plans.get(account.subject)
        return Applied(account.scope, account.subject, limit, None, stored is not None, stored)
    (standing,) = await repository.standing(reader, [account], "", month_of(now))
    default = defaults.platform if account.scope == "platform" else None
    limit = stored.monthly_usd if stored else default
    return Applied(account.scope, account.subject, limit, standing.spending, stored is not None, stored)


async def budgets_of_caller(
    reader: Reader, caller: Caller, defaults: DefaultBudgets, now: datetime
) -> tuple[list[Applied], Spending]:
    """The budgets that apply to a caller, except the platform's, and the spending of the account."""
    accounts = [account for account in accounts_of(caller) if account.scope != "platform"]
    standings = await repository.standing(reader, accounts, caller.tier, month_of(now))
    applied = [
        Applied(
            standing.account.scope,
            standing.account.subject,
            limit_of(standing.account, caller.tier, standing.stored(caller.tier), defaults),
            standing.spending,
            standing.own_usd is not None,
        )
        for standing in standings
    ]
    own = (standing.spending for standing in standings if standing.account.scope == "user")
    return applied, next(own, Spending())


async def set_budget(connection: Connection, budget: Budget) -> None:
    """Stores a budget and audits the change."""
    await repository.put_budget(connection, budget)
    facts = {"monthly_usd": float(budget.monthly_usd), "note": budget.note}
    await _audit(connection, "ai_budget.set", budget.scope, budget.subject, facts, budget.updated_at)


async def delete_budget(connection: Connection, account: Account, now: datetime) -> None:
    """Deletes a budget and audits the change. Raises ModelBudgetNotFound."""
    if not await repository.delete_budget(connection, account.scope, account.subject):
        raise ModelBudgetNotFound(
            f"No budget is set for the {account.scope} {account.subject}",
            scope=account.scope,
            subject=account.subject,
        )
    await _audit(connection, "ai_budget.delete", account.scope, account.subject, {}, now)


async def with_spending(reader: Reader, budgets: Sequence[Budget], now: datetime) -> list[Applied]:
    """Budgets that administrators set, with what is spent of them."""
    accounts = [Account(budget.scope, budget.subject) for budget in budgets]
    standings = await repository.standing(reader, accounts, "", month_of(now)) if accounts else []
    spendings = {standing.account: standing.spending for standing in standings}
    return [
        Applied(
            budget.scope,
            budget.subject,
            budget.monthly_usd,
            None if budget.scope == "plan" else spendings[Account(budget.scope, budget.subject)],
            True,
            budget,
        )
        for budget in budgets
    ]


async def _audit(
    connection: Connection, action: str, scope: str, subject: str, facts: dict[str, Any], now: datetime
) -> None:
    user_id = subject if scope == "user" else ""
    target = (f"ai_budget:{scope}", subject)
    await audit(connection, SCHEMA, action, target=target, details=facts, now=now, user_id=user_id)


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
