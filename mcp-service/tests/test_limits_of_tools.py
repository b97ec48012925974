"""Tools use the same windows and quotas as REST routes, and report them as data."""

import asyncio

import pytest

from mcp_service.edge.edge import PROTOCOL_TERMS
from service_kit.identity.credentials import NOBODY
from service_kit.limits.gatekeeper import RouteTerms
from service_kit.limits.rates import Rate
from service_kit.testing.tool_errors import error_in
from service_kit.testing.waiting import eventually

FIND = RouteTerms("GET /api/v1/leagues/search", Rate(5, 60))


async def test_a_used_up_window_is_a_result_that_says_when_to_come_back(stage):
    results = [await stage.call("find_leagues", {"query": "x"}) for _ in range(6)]
    error = error_in(results[-1])
    assert error["reason"] == "rate_limit_exceeded"
    assert error["retryable"]
    assert 1 <= error["retry_after_s"] <= 60
    assert [error_in(result)["reason"] for result in results[:5]] == ["UNIMPLEMENTED"] * 5


async def test_rest_and_tools_share_one_window(stage):
    for _ in range(5):
        await stage.parts.admission.refusal(FIND, NOBODY, "127.0.0.1")
    result = await stage.call("find_leagues", {"query": "x"})
    assert error_in(result)["reason"] == "rate_limit_exceeded"


@pytest.mark.parametrize("progress", [False, True])
async def test_a_call_is_charged_once_on_either_path(stage, progress):
    meta = {"_meta": {"progressToken": "p"}} if progress else {}
    for _ in range(5):
        response = await stage.post("tools/call", {"name": "find_leagues", "arguments": {}, **meta})
        assert error_in(response.json()["result"])["reason"] == "UNIMPLEMENTED"


async def test_many_calls_at_once_admit_exactly_the_limit(stage):
    results = await asyncio.gather(*(stage.call("find_leagues", {}) for _ in range(30)))
    reasons = [error_in(result)["reason"] for result in results]
    assert reasons.count("rate_limit_exceeded") == 25


async def test_a_used_up_quota_says_when_it_ends_and_what_more_costs(stage):
    token = stage.mesh.issuer.token("leagues:read")
    user = "11111111-1111-4111-8111-111111111111"
    month = stage.mesh.clock.now().strftime("%Y%m")
    await stage.mesh.redis.execute("HSET", stage.mesh.redis_keys.quota(user, month), "api_calls", 50_000)
    result = await stage.call("search_leagues", {"sport": "x"}, authorization=f"Bearer {token}")
    error = error_in(result)
    assert error["reason"] == "quota_exceeded"
    assert error["quota"]["limit"] == 50_000
    assert error["quota"]["resets_at"].endswith("Z")
    assert [plan["tier"] for plan in error["upgrade_options"]] == ["pro", "enterprise"]
    assert stage.mesh.leagues.calls == []


async def test_messages_that_are_not_calls_have_their_own_window(stage):
    limit = PROTOCOL_TERMS.rate.limit
    await asyncio.gather(
        *(stage.parts.admission.refusal(PROTOCOL_TERMS, NOBODY, "127.0.0.1") for _ in range(limit))
    )
    response = await stage.post("tools/list")
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) >= 1
    assert not (await stage.call("list_sports"))["isError"]


async def test_without_redis_calls_say_so_and_lists_stay_readable(stage_on_own_redis):
    stage, redis = stage_on_own_redis
    redis.kill()
    result = await stage.call("list_sports")
    error = error_in(result)
    assert (error["type"], error["retryable"]) == ("unavailable", True)
    assert (await stage.post("tools/list")).status_code == 200
    redis.start()

    async def works() -> bool:
        return not (await stage.call("list_sports"))["isError"]

    assert await eventually(works)


@pytest.mark.parametrize("cause", ["replica", "memory"])
async def test_a_redis_that_refuses_writes_is_an_outage_with_its_reason(stage_on_own_redis, cause):
    stage, redis = stage_on_own_redis
    stage.parts.health.is_ready = True
    assert (await stage.http.get("/readyz")).status_code == 200
    redis.refuse_writes(cause)
    error = error_in(await stage.call("list_sports"))
    assert (error["type"], error["retryable"]) == ("unavailable", True)
    assert error["reason"].startswith("REDIS_")
    assert error["retry_after_s"]
    for path in ("/readyz", "/health"):
        answer = await stage.http.get(path)
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) >= 1
    assert "Redis" in (await stage.http.get("/readyz")).json()["reason"]
    redis.accept_writes()
    assert not (await stage.call("list_sports"))["isError"]


async def test_a_fault_of_ours_is_an_error_of_the_protocol(stage, monkeypatch):
    async def broken(*_args):
        raise RuntimeError("details")

    monkeypatch.setattr(stage.parts.admission, "refusal", broken)
    response = await stage.post("tools/call", {"name": "list_sports", "arguments": {}})
    assert response.status_code == 500
    assert response.json()["error"]["data"]["reason"] == "INTERNAL"
    assert "details" not in response.text
