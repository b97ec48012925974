"""The SQL of budgets: counters of the month, reservations, and the budgets that administrators set.

Every statement that changes counters locks them in the order of `accounts_of`, so none waits for another in a
circle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from ai_service.models.budgets.domain import Account, Budget, Spending
from ai_service.models.budgets.statements import BUDGETS, END, RESERVE, SETTLE, STANDING
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader


@dataclass(frozen=True, slots=True)
class NewReservation:
    """What is set aside for a call."""

    call_id: str
    holder: str
    month: date
    tier: str
    accounts: Sequence[Account]
    user_usd: Decimal
    platform_usd: Decimal
    tokens: int
    created_at: datetime

    def amounts(self) -> list[tuple[Decimal, int]]:
        """The dollars and tokens for each account."""
        return [
            (
                self.platform_usd if account.scope == "platform" else self.user_usd,
                self.tokens if account.scope == "user" else 0,
            )
            for account in self.accounts
        ]


@dataclass(frozen=True, slots=True)
class Standing:
    """The counters of an account, and the budgets of it and of its plan, if they are set."""

    account: Account
    spending: Spending
    own_usd: Decimal | None
    plan_usd: Decimal | None

    def stored(self, tier: str) -> dict[tuple[str, str], Decimal]:
        """The budgets that are set, as `limit_of` reads them."""
        own, plan = (self.account.scope, self.account.subject), ("plan", tier)
        return {key: usd for key, usd in ((own, self.own_usd), (plan, self.plan_usd)) if usd is not None}


async def reserve(
    connection: Connection, wanted: NewReservation, *, lease_s: float
) -> tuple[int, list[Standing]]:
    """Counts a reservation and stores it; returns its fence and the counters that include it."""
    amounts = wanted.amounts()
    subjects = {account.scope: account.subject for account in wanted.accounts}
    rows = await connection.fetch_rows(
        RESERVE,
        {
            "scopes": [account.scope for account in wanted.accounts],
            "subjects": [account.subject for account in wanted.accounts],
            "usd": [usd for usd, _ in amounts],
            "token_counts": [tokens for _, tokens in amounts],
            "month": wanted.month,
            "call_id": wanted.call_id,
            "holder": wanted.holder,
            "user_id": subjects.get("user", ""),
            "api_key_id": subjects.get("api_key", ""),
            "organisation_id": subjects.get("organisation", ""),
            "tier": wanted.tier,
            "user_usd": wanted.user_usd,
            "platform_usd": wanted.platform_usd,
            "tokens": wanted.tokens,
            "created_at": wanted.created_at,
            "lease_s": lease_s,
        },
    )
    return rows[0][-1], [_standing(*row[:-1]) for row in rows]


async def end(connection: Connection, call_id: str, fence: int, state: str) -> bool:
    """Returns everything that a reservation holds; False if it holds nothing any more."""
    rows = await connection.fetch_rows(END, {"call_id": call_id, "fence": fence, "state": state})
    return bool(rows)


@dataclass(frozen=True, slots=True)
class Stored:
    """A reservation after an attempt to book its call, which fails if it is settled or `is_paid` differs.

    `is_paid` is set if the user has paid another holder of the call. `month_tokens` are the tokens that the
    user has spent in the month.
    """

    booked: bool
    state: str
    is_paid: bool
    user_cost: Decimal | None
    platform_cost: Decimal | None
    tokens: int | None
    month_tokens: int | None


async def settle(connection: Connection, booking: dict[str, Any]) -> Stored:
    """Books what a call used, unless it is booked. Raises LookupError if the reservation is forgotten."""
    stored = await connection.fetch_one(Stored, SETTLE, booking)
    if stored is None:
        raise LookupError(f"no reservation for the call {booking['call_id']}")
    return stored


async def standing(reader: Reader, accounts: Sequence[Account], tier: str, month: date) -> list[Standing]:
    """The counters and budgets of accounts."""
    rows = await reader.fetch_rows(
        STANDING,
        {
            "scopes": [account.scope for account in accounts],
            "subjects": [account.subject for account in accounts],
            "tier": tier,
            "month": month,
        },
    )
    return [_standing(*row) for row in rows]


def _standing(scope: Any, subject: str, own: Decimal | None, plan: Decimal | None, *counts: Any) -> Standing:
    return Standing(Account(scope, subject), Spending(*counts), own, plan)


async def renew(connection: Connection, calls: Sequence[tuple[str, int]], lease_s: float) -> None:
    """Extends the reservations that this process still holds."""
    await connection.execute(
        "UPDATE ai.model_reservations SET expires_at = now() + make_interval(secs => %s)"
        " WHERE state = 'held' AND (call_id, fence) IN (SELECT * FROM unnest(%s::text[], %s::int[]))",
        [lease_s, [call_id for call_id, _ in calls], [fence for _, fence in calls]],
    )


async def unheld(reader: Reader, call_id: str) -> list[tuple[str, int, str]]:
    """Reservations whose holder stopped renewing them, and those of one call, with the state they get."""
    return await reader.fetch_rows(
        "SELECT call_id, fence, CASE WHEN expires_at < now() THEN 'expired' ELSE 'superseded' END"
        " FROM ai.model_reservations WHERE state = 'held' AND (expires_at < now() OR call_id = %s)"
        " ORDER BY expires_at LIMIT 100",
        [call_id],
    )


async def forget_ended(connection: Connection) -> None:
    """Deletes reservations that ended days ago; what they cost is in the ledger."""
    await connection.execute(
        "DELETE FROM ai.model_reservations WHERE state <> 'held' AND expires_at < now() - interval '7 days'"
    )


async def token_totals(reader: Reader, month: date) -> list[tuple[str, int]]:
    """The AI tokens that users have spent in a month."""
    return await reader.fetch_rows(
        "SELECT subject, spent_tokens FROM ai.model_spending"
        " WHERE month = %s AND scope = 'user' AND spent_tokens > 0",
        [month],
    )


async def find_budget(reader: Reader, scope: str, subject: str) -> Budget | None:
    return await reader.fetch_one(Budget, f"{BUDGETS} WHERE scope = %s AND subject = %s", [scope, subject])


async def list_budgets(reader: Reader, *, scope: str, after: tuple[str, str], limit: int) -> list[Budget]:
    """Budgets, ordered by scope and subject."""
    return await reader.fetch_all(
        Budget,
        f"{BUDGETS} WHERE (%s = '' OR scope = %s) AND (scope, subject) > (%s, %s)"
        " ORDER BY scope, subject LIMIT %s",
        [scope, scope, *after, limit],
    )


async def count_budgets(reader: Reader, scope: str) -> int:
    return await reader.fetch_value(
        "SELECT count(*) FROM ai.model_budgets WHERE %s = '' OR scope = %s", [scope, scope]
    )


async def put_budget(connection: Connection, budget: Budget) -> None:
    """Stores or replaces a budget."""
    await connection.execute(
        "INSERT INTO ai.model_budgets (scope, subject, monthly_usd, note, updated_by, updated_at)"
        " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (scope, subject) DO UPDATE SET"
        " monthly_usd = excluded.monthly_usd, note = excluded.note, updated_by = excluded.updated_by,"
        " updated_at = excluded.updated_at",
        [
            *(budget.scope, budget.subject, budget.monthly_usd),
            *(budget.note, budget.updated_by, budget.updated_at),
        ],
    )


async def delete_budget(connection: Connection, scope: str, subject: str) -> bool:
    """Deletes a budget; False if there is none."""
    cursor = await connection.execute(
        "DELETE FROM ai.model_budgets WHERE scope = %s AND subject = %s", [scope, subject]
    )
    return cursor.rowcount > 0


async def restore_example(connection: Connection, now: datetime) -> None:
    """Stores the budget that the example of DeleteModelBudget names, if it is missing."""
    await connection.execute(
        "INSERT INTO ai.model_budgets (scope, subject, monthly_usd, note, updated_by, updated_at)"
        " VALUES ('organisation', %s, 5, 'For the example of DeleteModelBudget', NULL, %s)"
        " ON CONFLICT (scope, subject) DO NOTHING",
        [EXAMPLE, now],
    )


EXAMPLE: Final = "5f0e5bb2-8f0c-4c53-9d1c-0f6f0a3f7d10"
"""The organisation of the example, which does not exist."""
