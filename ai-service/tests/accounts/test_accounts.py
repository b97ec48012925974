"""Money and tokens are set aside before a call and booked once after it, whatever happens in between."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from ai_service.models.budgets.errors import BudgetExhausted
from ai_service.models.calls.accounts import Settlement
from service_kit.errors import Unavailable
from service_kit.limits.refusals import QuotaExceeded


async def test_a_call_reserves_the_worst_case_and_settles_what_it_used(world, made):
    accounts = world.accounts()
    held = await accounts.reserve(made.purpose("c"), made.worst(40, 60))
    spending = await world.spending()
    assert (spending.reserved_usd, spending.reserved_tokens, spending.spent_usd) == (1, 100, 0)
    settlement = await held.settle([made.attempt(1, 30)])
    assert settlement == Settlement(Decimal("0.3"), Decimal(0), 30)
    spending = await world.spending()
    assert (spending.reserved_usd, spending.spent_usd, spending.spent_tokens) == (0, Decimal("0.3"), 30)
    assert world.charged == [("ann", 30)]


async def test_twenty_parallel_calls_at_a_cap_settle_at_or_below_it(world, made):
    await world.budget("user", "ann", "5")
    accounts = world.accounts()

    async def call(number: int) -> bool:
        try:
            held = await accounts.reserve(made.purpose(f"c{number}"), made.worst(10, 90))
        except BudgetExhausted:
            return False
        await held.settle([made.attempt(1, 100)])
        return True

    admitted = await asyncio.gather(*(call(number) for number in range(20)))
    spending = await world.spending()
    assert sum(admitted) == 5
    assert (spending.spent_usd, spending.reserved_usd) == (5, 0)


@pytest.mark.parametrize("scope", ["user", "api_key", "organisation", "platform"])
async def test_every_budget_on_the_way_limits_a_call(world, made, scope):
    caller = replace(made.ANN, kind="api_key", api_key_id="key", organisation_id="club")
    subject = {"user": "ann", "api_key": "key", "organisation": "club", "platform": "platform"}[scope]
    await world.budget(scope, subject, "0.5")
    with pytest.raises(BudgetExhausted) as refusal:
        await world.accounts().reserve(made.purpose("c", caller), made.worst(10, 90))
    error = refusal.value
    assert (error.kind, error.details["budget"]["scope"]) == ("payment_required", scope)
    assert ("limit_usd" in error.details["budget"]) == (scope != "platform")
    assert error.recovery
    assert (await world.spending()).reserved_usd == 0


async def test_the_budget_of_a_plan_holds_for_each_account_that_has_none(world, made):
    await world.budget("plan", "basic", "1")
    await world.budget("user", "bob", "2")
    accounts, bob = world.accounts(), replace(made.ANN, user_id="bob")
    for call_id, caller in (("a", made.ANN), ("b", bob), ("c", bob)):
        await accounts.reserve(made.purpose(call_id, caller), made.worst(0, 100))
    with pytest.raises(BudgetExhausted):
        await accounts.reserve(made.purpose("d"), made.worst(0, 1))


async def test_the_defaults_hold_until_an_administrator_sets_a_budget(world, made):
    world.basic = Decimal(1)
    accounts = world.accounts()
    with pytest.raises(BudgetExhausted):
        await accounts.reserve(made.purpose("a"), made.worst(0, 101))
    await world.budget("user", "ann", "2")
    await accounts.reserve(made.purpose("b"), made.worst(0, 101))


async def test_the_quota_of_tokens_is_exact_and_names_the_way_out(world, made):
    accounts = world.accounts()
    held = await accounts.reserve(made.purpose("a"), made.worst(400, 500))
    await held.settle([made.attempt(1, 900)])
    with pytest.raises(QuotaExceeded) as refusal:
        await accounts.reserve(made.purpose("b"), made.worst(50, 51))
    quota = refusal.value.quota
    assert (quota["metric"], quota["limit"], quota["used"], quota["resets_at"]) == (
        *("ai_tokens", 1000, 900),
        "2026-04-01T00:00:00Z",
    )
    assert [option["tier"] for option in refusal.value.upgrade_options] == ["pro"]
    await accounts.reserve(made.purpose("c"), made.worst(50, 50))


async def test_failed_attempts_are_paid_by_the_platform_and_no_tokens_of_the_user(world, made):
    held = await world.accounts().reserve(made.purpose("c"), made.worst(0, 100, "first", "second"))
    assert (await world.spending("platform", "platform")).reserved_usd == 2
    died = made.attempt(1, 40, payer="platform", error="PROVIDER_FAILED")
    settlement = await held.settle([died, made.attempt(2, 70, provider="second")])
    assert settlement == Settlement(Decimal("0.7"), Decimal("0.4"), 70)
    assert (await world.spending()).spent_usd == Decimal("0.7")
    assert (await world.spending("platform", "platform")).spent_usd == Decimal("1.1")
    assert [row[1:] for row in await world.ledger()] == [
        (1, "platform", Decimal("0.4"), 0),
        (2, "user", Decimal("0.7"), Decimal("0.7")),
    ]


async def test_a_provider_that_reports_too_much_costs_the_platform_and_not_the_user(world, made):
    held = await world.accounts().reserve(made.purpose("c"), made.worst(0, 100))
    settlement = await held.settle([made.attempt(1, 10**9)])
    assert (settlement.user_cost, settlement.tokens) == (1, 100)
    assert settlement.platform_cost == 10**7 - 1


async def test_settling_twice_books_once(world, made):
    held = await world.accounts().reserve(made.purpose("c"), made.worst(0, 100))
    first, second = await asyncio.gather(
        held.settle([made.attempt(1, 30)]), held.settle([made.attempt(1, 30)])
    )
    assert first == second == await held.settle([made.attempt(1, 99)])
    assert (await world.spending()).spent_usd == Decimal("0.3")
    assert len(await world.ledger()) == 1
    assert world.charged == [("ann", 30)]


async def test_a_released_reservation_costs_nothing_and_can_be_released_again(world, made):
    held = await world.accounts().reserve(made.purpose("c"), made.worst(0, 100))
    await held.release()
    await held.release()
    empty = await world.accounts().reserve(made.purpose("nobody asked"), made.worst(0, 100))
    assert await empty.settle([]) == Settlement(Decimal(0), Decimal(0), 0)
    spending = await world.spending()
    assert (spending.reserved_usd, spending.reserved_tokens, spending.spent_usd) == (0, 0, 0)


async def test_what_a_dead_process_reserved_returns_when_it_is_needed(world, made):
    await world.budget("user", "ann", "1")
    await world.accounts(lease_s=0).reserve(made.purpose("lost"), made.worst(0, 100))
    held = await world.accounts().reserve(made.purpose("next"), made.worst(0, 100))
    await held.settle([made.attempt(1, 100)])
    spending = await world.spending()
    assert (spending.spent_usd, spending.reserved_usd) == (1, 0)


async def test_what_a_dead_process_reserved_returns_without_another_call(world, made):
    await world.accounts(lease_s=0).reserve(made.purpose("lost"), made.worst(0, 100))
    await world.leases.tidy()
    assert (await world.spending()).reserved_usd == 0


async def test_a_lease_is_renewed_while_its_call_runs(world, made):
    accounts = world.accounts(lease_s=0)
    held = await accounts.reserve(made.purpose("c"), made.worst(0, 100))
    world.leases.lease_s = 30
    await world.leases.renew()
    await world.leases.tidy()
    assert (await world.spending()).reserved_usd == 1
    await held.release()


async def test_a_holder_that_was_taken_for_dead_still_books_what_it_used(world, made):
    held = await world.accounts(lease_s=0).reserve(made.purpose("late"), made.worst(0, 100))
    await world.leases.tidy()
    await held.settle([made.attempt(1, 30)])
    await held.settle([made.attempt(1, 30)])
    spending = await world.spending()
    assert (spending.spent_usd, spending.reserved_usd, spending.spent_tokens) == (Decimal("0.3"), 0, 30)


async def test_a_call_that_is_repeated_is_billed_once(world, made):
    first = await world.accounts().reserve(made.purpose("c"), made.worst(0, 100))
    await first.settle([made.attempt(1, 30)])
    second = await world.accounts().reserve(made.purpose("c"), made.worst(0, 100))
    assert await second.settle([made.attempt(1, 50)]) == Settlement(Decimal(0), Decimal("0.5"), 0)
    spending = await world.spending()
    assert (spending.spent_usd, spending.spent_tokens, spending.reserved_usd) == (Decimal("0.3"), 30, 0)
    assert [row[2:] for row in await world.ledger()] == [
        ("user", Decimal("0.3"), Decimal("0.3")),
        ("platform", Decimal("0.5"), 0),
    ]


async def test_holders_of_one_call_that_settle_at_once_bill_the_user_once(world, made):
    lost = await world.accounts(lease_s=0).reserve(made.purpose("c"), made.worst(0, 100))
    await world.leases.tidy()
    holders = [
        lost,
        *[await world.accounts().reserve(made.purpose("c"), made.worst(0, 100)) for _ in range(2)],
    ]
    settlements = await asyncio.gather(*(holder.settle([made.attempt(1, 40)]) for holder in holders))
    assert sorted(settlement.user_cost for settlement in settlements) == [0, 0, Decimal("0.4")]
    spending = await world.spending()
    assert (spending.spent_usd, spending.spent_tokens, spending.reserved_usd) == (Decimal("0.4"), 40, 0)
    platform = await world.spending("platform", "platform")
    assert (platform.spent_usd, platform.reserved_usd) == (Decimal("1.2"), 0)


async def test_a_zombie_that_settles_late_is_paid_by_the_platform(world, made):
    await world.budget("user", "ann", "1")
    zombie = await world.accounts().reserve(made.purpose("c"), made.worst(0, 100))
    again = await world.accounts().reserve(made.purpose("c"), made.worst(0, 100))
    await again.settle([made.attempt(1, 100)])
    settlement = await zombie.settle([made.attempt(1, 60)])
    assert settlement == Settlement(Decimal(0), Decimal("0.6"), 0)
    assert (await world.spending()).spent_usd == 1
    platform = await world.spending("platform", "platform")
    assert (platform.spent_usd, platform.reserved_usd) == (Decimal("1.6"), 0)


async def test_a_call_is_booked_in_the_month_in_which_it_began(world, made):
    held = await world.accounts().reserve(made.purpose("c"), made.worst(0, 100))
    world.clock.advance(timedelta(days=31))
    await held.settle([made.attempt(1, 30)])
    assert (await world.spending()).spent_usd == 0
    world.clock.advance(timedelta(days=-31))
    assert (await world.spending()).spent_usd == Decimal("0.3")


async def test_text_without_a_model_costs_nothing_even_when_the_budget_is_used_up(world, made):
    await world.budget("user", "ann", "0")
    held = await world.accounts().reserve(made.purpose("c"), made.worst(400, 9000, "local"))
    settlement = await held.settle([made.attempt(1, 500, provider="local")])
    assert settlement == Settlement(Decimal(0), Decimal(0), 0)
    assert len(await world.ledger()) == 1


async def test_a_cancelled_settlement_is_booked_nevertheless(world, made):
    held = await world.accounts().reserve(made.purpose("c"), made.worst(0, 100))
    settling = asyncio.ensure_future(held.settle([made.attempt(1, 30)]))
    await asyncio.sleep(0)
    settling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await settling
    assert (await held.settle([made.attempt(1, 30)])).user_cost == Decimal("0.3")
    assert len(await world.ledger()) == 1


async def test_what_the_database_could_not_book_is_booked_when_it_answers(world, made, monkeypatch):
    accounts = world.accounts()
    held = await accounts.reserve(made.purpose("c"), made.worst(0, 100))
    store = accounts._store

    async def away(*_: object, **__: object) -> None:
        raise Unavailable("away")

    monkeypatch.setattr(accounts, "_store", away)
    assert (await held.settle([made.attempt(1, 30)])).user_cost == Decimal("0.3")
    assert (await world.spending()).spent_usd == 0
    monkeypatch.setattr(accounts, "_store", store)
    await world.leases.tidy()
    assert (await world.spending()).spent_usd == Decimal("0.3")
