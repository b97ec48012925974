"""Sets money and tokens aside for a model call, and books what it used: exact under concurrency."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from ai_service.models.budgets import repository
from ai_service.models.budgets.booking import LOCAL, Held, attempts_of, book, held_for, on_the_platform
from ai_service.models.budgets.domain import DefaultBudgets, accounts_of, limit_of, month_of
from ai_service.models.budgets.errors import BudgetExhausted
from ai_service.models.budgets.keeping import Leases
from ai_service.models.budgets.quota import TokenQuota
from ai_service.models.budgets.repository import NewReservation, Standing
from ai_service.models.calls.accounts import Attempt, Purpose, Settlement, WorstCase
from ai_service.models.prices.price_list import PriceList
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.errors import NO_ANSWER
from service_kit.limits.refusals import QuotaExceeded
from service_kit.logging import logs
from service_kit.rpc.again import again

log = logs.get_logger(__name__)

ChargeTokens = Callable[[str, int, datetime], Awaitable[None]]
"""Raises a user's count of AI tokens of the month to a total, where the edges read it."""


class PostgresAccounts:
    """The `Accounts` of model calls.

    A reservation is counted on every account of the caller in one statement, whose row locks make it exact
    for any number of processes. Its lease is renewed while its holder lives; see `keeping.py`.
    """

    def __init__(
        self,
        database: Database,
        prices: PriceList,
        clock: Clock,
        *,
        defaults: DefaultBudgets,
        quota: TokenQuota,
        leases: Leases,
        charge: ChargeTokens,
    ) -> None:
        self._database = database
        self.prices = prices
        self._clock = clock
        self._defaults = defaults
        self._quota = quota
        self._leases = leases
        self._charge = charge
        self._holder = uuid4().hex

    async def reserve(self, purpose: Purpose, worst: WorstCase) -> "HeldReservation":
        """Sets the worst case aside. Raises QuotaExceeded (403) or BudgetExhausted (402)."""
        try:
            return await self._reserve(purpose, worst)
        except (BudgetExhausted, QuotaExceeded):
            # What a dead holder of this or another call holds may suffice.
            if not await self._leases.return_unheld(purpose.call_id):
                raise
        return await self._reserve(purpose, worst)

    @again
    async def _reserve(self, purpose: Purpose, worst: WorstCase) -> "HeldReservation":
        now = self._clock.now()
        held = held_for(worst, self.prices, now)
        wanted = NewReservation(
            call_id=purpose.call_id,
            holder=self._holder,
            month=month_of(now),
            tier=purpose.caller.tier,
            accounts=accounts_of(purpose.caller),
            user_usd=held.user_usd,
            platform_usd=held.platform_usd,
            tokens=held.tokens,
            created_at=now,
        )
        async with self._database.transaction() as connection:
            fence, standings = await repository.reserve(connection, wanted, lease_s=self._leases.lease_s)
            self._check(purpose, standings, wanted)
        if fence > 1:
            await self._leases.supersede(purpose.call_id, before=fence)
        reservation = HeldReservation(self, purpose, worst, held, fence=fence, at=now)
        self._leases.hold(reservation)
        return reservation

    def _check(self, purpose: Purpose, standings: Sequence[Standing], wanted: NewReservation) -> None:
        for standing in standings:
            account, spending = standing.account, standing.spending
            if account.scope == "user":
                self._quota.check(purpose.caller, spending, wanted.tokens)
            limit = limit_of(account, wanted.tier, standing.stored(wanted.tier), self._defaults)
            needed = wanted.platform_usd if account.scope == "platform" else wanted.user_usd
            if limit is not None and needed and spending.committed_usd > limit:
                before = spending.without(needed)
                raise BudgetExhausted(account, limit, before, needed, now=wanted.created_at)

    async def settle(self, held: "HeldReservation", attempts: Sequence[Attempt]) -> Settlement:
        """Books the attempts; if the database does not answer, in the background as soon as it does."""
        try:
            settlement = await self._settle(held, attempts)
        except NO_ANSWER as error:
            log.warning("A model call is booked later", call_id=held.purpose.call_id, reason=error.reason)
            self._leases.book_later(held, attempts)
            return self._booked(held, attempts)[1]
        self._leases.drop(held)
        return settlement

    @again
    async def _settle(self, held: "HeldReservation", attempts: Sequence[Attempt]) -> Settlement:
        booking, settlement = self._booked(held, attempts)
        stored = await self._store(booking, is_paid=False)
        if stored.is_paid and stored.state != "settled":
            booking, settlement = self._booked(held, on_the_platform(attempts))
            stored = await self._store(booking, is_paid=True)
        if not stored.booked:
            return _stored(stored)
        _warn(held.purpose, attempts)
        if stored.month_tokens and held.purpose.caller.user_id:
            await self._charge(held.purpose.caller.user_id, stored.month_tokens, held.at)
        return settlement

    def _booked(
        self, held: "HeldReservation", attempts: Sequence[Attempt]
    ) -> tuple[dict[str, Any], Settlement]:
        lines, settlement = book(attempts, held.held, held.worst, self.prices, held.at)
        purpose = held.purpose
        return {
            "attempts": attempts_of(lines),
            "call_id": purpose.call_id,
            "fence": held.fence,
            "at": held.at,
            "request_id": purpose.caller.request_id,
            "endpoint": purpose.endpoint,
            "task": purpose.task,
            "user_cost": settlement.user_cost,
            "platform_cost": settlement.platform_cost,
            "billed_tokens": settlement.tokens,
        }, settlement

    async def _store(self, booking: dict[str, Any], *, is_paid: bool) -> repository.Stored:
        async with self._database.transaction() as connection:
            return await repository.settle(connection, booking | {"is_paid": is_paid})

    async def release(self, held: "HeldReservation") -> None:
        """Returns everything that a reservation holds."""
        self._leases.drop(held)
        async with self._database.transaction() as connection:
            await repository.end(connection, held.purpose.call_id, held.fence, "released")


class HeldReservation:
    """The `Reservation` of one call."""

    def __init__(
        self,
        accounts: PostgresAccounts,
        purpose: Purpose,
        worst: WorstCase,
        held: Held,
        *,
        fence: int,
        at: datetime,
    ) -> None:
        self._accounts = accounts
        self.purpose = purpose
        self.worst = worst
        self.held = held
        self.fence = fence
        self.at = at

    async def settle(self, attempts: Sequence[Attempt]) -> Settlement:
        """Books what the attempts used, also if the caller is cancelled meanwhile."""
        return await asyncio.shield(asyncio.ensure_future(self._accounts.settle(self, attempts)))

    async def release(self) -> None:
        """Returns everything, also if the caller is cancelled meanwhile."""
        await asyncio.shield(asyncio.ensure_future(self._accounts.release(self)))


def _warn(purpose: Purpose, attempts: Sequence[Attempt]) -> None:
    for attempt in attempts:
        if attempt.usage.estimated and not attempt.error and attempt.provider != LOCAL:
            log.warning(
                "A provider reported no or impossible usage, so its tokens are counted here",
                provider=attempt.provider,
                model=attempt.model,
                call_id=purpose.call_id,
            )


def _stored(stored: repository.Stored) -> Settlement:
    zero = Decimal(0)
    return Settlement(stored.user_cost or zero, stored.platform_cost or zero, stored.tokens or 0)
