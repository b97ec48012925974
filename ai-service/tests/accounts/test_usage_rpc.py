"""The usage report groups what the ledger has, and shows users their own rows only."""

from dataclasses import replace

import pytest
import pytest_asyncio

from ai_service.models.usage.repository import forget_users
from service_kit.errors import DomainError
from service_kit.testing.callers import ADMIN


@pytest_asyncio.fixture
async def used(world, made, calls):
    """Two calls of Ann, the first with a failed attempt, and one of Bob's whose tokens were counted here."""
    accounts, bob = world.accounts(), replace(made.ANN, user_id="bob", request_id="r-2")
    held = await accounts.reserve(made.purpose("a"), made.worst(0, 100, "first", "second"))
    died = made.attempt(1, 40, payer="platform", error="PROVIDER_FAILED")
    await held.settle([died, made.attempt(2, 70, provider="second")])
    held = await accounts.reserve(made.purpose("b"), made.worst(0, 100))
    await held.settle([made.attempt(1, 10)])
    held = await accounts.reserve(made.purpose("c", bob), made.worst(0, 100))
    await held.settle([made.attempt(1, 20, estimated=True)])
    return calls


async def _report(calls, caller, **asked) -> list:
    return (await calls.call("ListModelUsage", asked, caller=caller))["usage"]


async def test_users_see_their_own_usage_by_provider(used, made):
    first, second = await _report(used, made.ANN, group_by=["provider"])
    assert (first["provider"], first["calls"], first["attempts"], first["failed_attempts"]) == (
        "first",
        2,
        2,
        1,
    )
    assert (first["cost_usd"], first["platform_cost_usd"]) == (0.1, 0.4)
    assert (second["output_tokens"], second["cost_usd"], second["day"]) == (70, 0.7, None)


async def test_administrators_see_all_users(used):
    ann, bob = await _report(used, ADMIN, group_by=["user"])
    assert [(row["user_id"], row["cost_usd"]) for row in (ann, bob)] == [("ann", 0.8), ("bob", 0.2)]
    assert (ann["estimated_attempts"], bob["estimated_attempts"]) == (0, 1)
    (only,) = await _report(used, ADMIN, group_by=["user"], user_id="bob")
    assert only == bob


async def test_by_default_the_report_has_days_providers_and_models(used):
    rows = await _report(used, ADMIN)
    assert [(row["day"], row["provider"], row["model"], row["user_id"]) for row in rows] == [
        ("2026-03-01", "first", "model", None),
        ("2026-03-01", "second", "model", None),
    ]


async def test_a_report_has_pages(used):
    asked = {"group_by": ["user", "provider"], "page_size": 2}
    page = await used.call("ListModelUsage", asked, caller=ADMIN)
    rest = await used.call("ListModelUsage", asked | {"page_token": page["next_page_token"]}, caller=ADMIN)
    rows = [(row["user_id"], row["provider"]) for row in (*page["usage"], *rest["usage"])]
    assert rows == [("ann", "first"), ("ann", "second"), ("bob", "first")]
    assert (page["total_size"], rest["next_page_token"]) == (3, "")


async def test_each_request_to_a_provider_is_a_row_with_its_price(used, made):
    rows = (await used.call("ListModelCalls", {"request_id": "r-1"}, caller=made.ANN))["calls"]
    assert [(row["call_id"], row["attempt"], row["payer"]) for row in rows] == [
        ("b", 1, "user"),
        ("a", 2, "user"),
        ("a", 1, "platform"),
    ]
    failed = rows[-1]
    assert (failed["error"], failed["cost_usd"], failed["user_cost_usd"]) == ("PROVIDER_FAILED", 0.4, 0.0)
    assert (failed["output_usd_per_million"], failed["price_source"]) == (10_000.0, "test")
    page = await used.call("ListModelCalls", {"page_size": 2}, caller=made.ANN)
    token = {"page_size": 2, "page_token": page["next_page_token"]}
    assert len((await used.call("ListModelCalls", token, caller=made.ANN))["calls"]) == 1


async def test_the_usage_of_somebody_else_is_refused(used, made):
    with pytest.raises(DomainError) as refusal:
        await _report(used, made.ANN, user_id="bob")
    assert refusal.value.reason == "NOT_YOUR_USAGE"


async def test_a_period_must_not_end_before_it_starts(used, made):
    with pytest.raises(DomainError) as refusal:
        await _report(used, made.ANN, end_time="2020-01-01T00:00:00Z")
    assert refusal.value.reason == "INVALID_USAGE_PERIOD"
    past = {"start_time": "2020-01-01T00:00:00Z", "end_time": "2020-02-01T00:00:00Z"}
    assert await _report(used, made.ANN, **past) == []


async def test_a_deleted_account_leaves_its_costs_and_nothing_of_itself(used, world):
    async with world.database.transaction() as connection:
        await forget_users(connection, ["ann"])
    gone, bob = await _report(used, ADMIN, group_by=["user"])
    assert (gone["user_id"], gone["cost_usd"], bob["user_id"]) == (None, 0.8, "bob")
    async with world.database.read() as connection:
        for table in ("model_usage", "model_reservations"):
            assert not await connection.fetch_value(f"SELECT count(*) FROM ai.{table} WHERE user_id = 'ann'")
