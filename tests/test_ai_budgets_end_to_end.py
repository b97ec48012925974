"""Budgets of model calls over HTTP: set by an administrator, seen by the user, audited; usage as a file."""

import asyncio
from typing import Any

from service_kit.testing.waiting import eventually


async def test_a_budget_is_seen_by_its_user_and_in_the_audit_log(clients, admin, new_user):
    user = await asyncio.to_thread(new_user)
    user_id = user["user"]["id"]
    place = f"/api/v1/ai/budgets/user/{user_id}"
    set_to = await clients[0].put(place, json={"monthly_usd": 0.5, "note": "trial"}, headers=admin)
    assert set_to.status_code == 200, set_to.text
    standing = (await clients[1].get("/api/v1/users/me/ai-budget", headers=user["headers"])).json()["data"]
    budgets = {budget["scope"]: budget for budget in standing["budgets"]}
    assert (budgets["user"]["monthly_usd"], budgets["user"]["is_set"]) == (0.5, True)
    assert "platform" not in budgets
    refused = await clients[0].put(place, json={"monthly_usd": 50}, headers=user["headers"])
    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_permissions")

    async def audited() -> list[Any]:
        asked = {"action": "ai_budget.set", "user_id": user_id}
        answer = await clients[1].get("/api/v1/audit-events", params=asked, headers=admin)
        return answer.json()["audit_events"]

    (event,) = await eventually(audited)
    assert (event["target_kind"], event["target_id"], event["actor_kind"]) == (
        "ai_budget:user",
        user_id,
        "user",
    )
    assert event["details"] == {"monthly_usd": 0.5, "note": "trial"}


async def test_usage_is_a_file_and_belongs_to_its_user(clients, new_user):
    user = await asyncio.to_thread(new_user)
    answer = await clients[0].get("/api/v1/ai/usage?format=csv", headers=user["headers"])
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.startswith("day,user_id,endpoint,provider,model,calls,attempts,failed_attempts")
