"""Administrators set budgets, everybody reads their own, and every change is audited."""

from decimal import Decimal

import pytest

from altsports.auth.v1 import audit_pb2
from service_kit.errors import DomainError
from service_kit.testing.callers import ADMIN

BOB = "8d8ac610-566d-4ef0-9c22-186b2a5ed793"


async def _refusal(call) -> str:
    with pytest.raises(DomainError) as refusal:
        await call
    return refusal.value.reason


async def test_callers_see_their_budgets_and_tokens_and_not_the_platforms(world, made, calls):
    held = await world.accounts().reserve(made.purpose("a"), made.worst(0, 100))
    await held.settle([made.attempt(1, 30)])
    await world.accounts().reserve(made.purpose("b"), made.worst(0, 50))
    standing = (await calls.call("GetMyModelBudget", caller=made.ANN))["standing"]
    (budget,) = standing["budgets"]
    assert budget["is_set"] is False
    assert (budget["scope"], budget["monthly_usd"], budget["spent_usd"], budget["reserved_usd"]) == (
        *("user", 2.0, 0.3),
        0.5,
    )
    assert budget["remaining_usd"] == pytest.approx(1.2)
    assert (standing["monthly_ai_tokens"], standing["used_ai_tokens"], standing["remaining_ai_tokens"]) == (
        *(1000, 30),
        920,
    )
    assert standing["resets_at"] == "2026-04-01T00:00:00Z"


async def test_a_budget_that_is_set_applies_and_is_audited(world, made, calls):
    place = {"scope": "user", "subject": BOB}
    asked = place | {"monthly_usd": 0.3, "note": "pilot"}
    budget = (await calls.call("SetModelBudget", asked, caller=ADMIN))["budget"]
    assert (budget["monthly_usd"], budget["is_set"], budget["note"]) == (0.3, True, "pilot")
    async with world.database.read() as connection:
        assert await connection.fetch_value("SELECT monthly_usd FROM ai.model_budgets") == Decimal("0.3")
        (posted,) = await connection.fetch_rows("SELECT request FROM ai.deliveries")
    event = audit_pb2.RecordAuditEventRequest.FromString(posted[0]).audit_event
    assert (event.action, event.target_kind, event.target_id, event.actor_id) == (
        *("ai_budget.set", "ai_budget:user", BOB),
        ADMIN.user_id,
    )
    assert event.details["monthly_usd"] == 0.3
    default = (await calls.call("DeleteModelBudget", place, caller=ADMIN))["budget"]
    assert default["is_set"] is False
    assert await _refusal(calls.call("DeleteModelBudget", place, caller=ADMIN)) == "MODEL_BUDGET_NOT_FOUND"


async def test_without_a_budget_the_default_is_shown(calls):
    for scope, subject, limit in (
        ("platform", "platform", 100.0),
        ("plan", "basic", 2.0),
        ("user", BOB, None),
    ):
        place = {"scope": scope, "subject": subject}
        budget = (await calls.call("GetModelBudget", place, caller=ADMIN))["budget"]
        assert (budget["monthly_usd"], budget["is_set"]) == (limit, False)


@pytest.mark.parametrize(
    ("scope", "subject"), [("platform", "all"), ("plan", "gold"), ("user", "ann"), ("api_key", "x" * 64)]
)
async def test_a_subject_that_does_not_fit_its_scope_is_refused(calls, scope, subject):
    place = {"scope": scope, "subject": subject}
    for name, more in (("SetModelBudget", {"monthly_usd": 1}), ("GetModelBudget", {})):
        assert await _refusal(calls.call(name, place | more, caller=ADMIN)) == "INVALID_BUDGET_SUBJECT"


async def test_budgets_are_listed_in_pages(world, calls):
    for scope, subject in (("plan", "basic"), ("plan", "pro"), ("platform", "platform"), ("user", BOB)):
        await world.budget(scope, subject, "1")
    seen, token = [], ""
    while True:
        page = await calls.call("ListModelBudgets", {"page_size": 3, "page_token": token}, caller=ADMIN)
        seen += [(budget["scope"], budget["subject"]) for budget in page["budgets"]]
        token = page["next_page_token"]
        if not token:
            break
    assert (seen, page["total_size"]) == (
        [("plan", "basic"), ("plan", "pro"), ("platform", "platform"), ("user", BOB)],
        4,
    )


async def test_only_administrators_set_budgets(made, calls):
    asked = {"scope": "platform", "subject": "platform", "monthly_usd": 10**6}
    assert await _refusal(calls.call("SetModelBudget", asked, caller=made.ANN)) == "insufficient_permissions"
