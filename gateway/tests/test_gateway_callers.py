"""Callers and their limits: credentials, roles, limits, quotas, usage."""

import asyncio
import time

import pytest

from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux

TEXT = "Could not validate credentials"


@pytest.fixture
async def redis(redis_url):
    mux = RedisMux(redis_url)
    await mux.open()
    yield mux
    await mux.close()


@pytest.mark.parametrize(
    "changes",
    [{"exp": 1.0}, {"iss": "someone"}, {"aud": "others"}, {"sub": ""}, {"nbf": time.time() + 86_400}],
    ids=["expired", "issuer", "audience", "subject", "not yet"],
)
async def test_a_bad_token_is_refused_even_where_none_is_needed(http, token, changes):
    for path in ("/users/me", "/leagues/one"):
        response = await http.get(path, headers=token(**changes))
        assert (response.status_code, response.json()["detail"]) == (401, TEXT)
        assert response.headers["www-authenticate"] == "Bearer"


async def test_protected_routes_need_credentials_and_open_ones_do_not(http, token, api_key):
    assert (await http.get("/users/me")).status_code == 401
    assert (await http.get("/users/me", headers=token())).status_code == 200
    assert (await http.get("/leagues/one")).status_code == 200
    assert (await http.get("/leagues/one", headers=api_key)).status_code == 200


async def test_an_api_key_carries_its_scopes_and_a_bad_one_gets_the_same_text(http, api_key):
    forbidden = await http.delete("/leagues/one", headers=api_key)
    unknown = await http.get("/leagues/one", headers={"X-API-Key": "alt_wrong_secret"})
    as_bearer = await http.get("/leagues/one", headers={"Authorization": f"Bearer {api_key['X-API-Key']}"})
    assert (forbidden.status_code, forbidden.json()["code"]) == (403, "insufficient_permissions")
    assert (unknown.status_code, unknown.json()["detail"]) == (401, TEXT)
    assert unknown.json()["code"] == "API_KEY_EXPIRED"
    assert as_bearer.status_code == 200


async def test_the_services_see_the_caller_and_no_header_of_the_client_can_fake_one(http, mesh, token):
    faked = {
        "X-User-Id": "root",
        "X-Altsports-Caller": "root",
        "X-Forwarded-For": "203.0.113.9",
        "X-Role": "admin",
    }
    await http.get("/leagues/one", headers={**token("ann"), **faked, "X-Request-ID": "r-1"})
    caller = mesh.leagues.callers[-1]
    assert (caller.user_id, caller.role, caller.ip, caller.request_id) == ("ann", "user", "127.0.0.1", "r-1")


async def test_a_trusted_proxy_is_believed_about_the_address(start_gateway, mesh):
    http = await start_gateway(trusted_proxies="127.0.0.0/8")
    await http.get("/leagues/one", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9, 127.0.0.2"})
    assert mesh.leagues.callers[-1].ip == "203.0.113.9"


async def test_a_missing_role_is_named(http, token):
    refused = await http.get("/admin/metrics", headers=token())
    assert refused.status_code == 403
    assert refused.json()["detail"] == "Insufficient permissions. Required role: admin"
    assert (await http.get("/admin/metrics")).status_code == 401


@pytest.mark.parametrize("mark", ["revoked_session", "revoked_user"])
async def test_a_revocation_counts_from_the_next_request_on(http, token, redis, redis_prefix, mark):
    header = token("ann")
    assert (await http.get("/users/me", headers=header)).status_code == 200
    name = {"revoked_session": "session-of-ann", "revoked_user": "ann"}[mark]
    await redis.execute("SET", getattr(RedisKeys(redis_prefix), mark)(name), int(time.time()) + 1)
    refused = await http.get("/users/me", headers=header)
    assert (refused.status_code, refused.json()["detail"]) == (401, TEXT)
    assert refused.json()["code"] == "CREDENTIALS_REVOKED"


async def test_the_sixth_search_in_a_minute_is_refused_in_every_documented_way(http):
    first = await http.get("/leagues/search")
    for _ in range(4):
        assert (await http.get("/leagues/search")).status_code == 200
    refused = await http.get("/api/v1/leagues/search")
    problem = refused.json()
    assert first.headers["ratelimit-policy"] == '"route";q=5;w=60'
    assert first.headers["ratelimit"] == '"route";r=4;t=60'
    assert (refused.status_code, problem["code"]) == (429, "rate_limit_exceeded")
    assert problem["error"] == problem["detail"] == "Rate limit exceeded: 5 per 1 minute"
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert abs(int(refused.headers["x-ratelimit-reset"]) - time.time()) <= 61
    assert (await http.get("/leagues/one")).status_code == 200


async def test_a_better_tier_searches_more_often(http, token):
    for tier in ("pro", "enterprise"):
        answers = [await http.get("/leagues/search", headers=token(tier, tier=tier)) for _ in range(8)]
        assert {answer.status_code for answer in answers} == {200}
    assert "ratelimit" not in answers[-1].headers
    pro = await http.get("/leagues/one", headers=token("pro", tier="pro"))
    assert pro.headers["x-ratelimit-limit"] == "1000"


async def test_200_parallel_requests_through_two_gateways_admit_exactly_100(start_gateway, token):
    gateways = [await start_gateway(), await start_gateway()]
    header = token("crowd")
    for gateway in gateways:
        await gateway.get("/livez")
    answers = await asyncio.gather(*(gateways[n % 2].get("/leagues/one", headers=header) for n in range(200)))
    statuses = [answer.status_code for answer in answers]
    assert (statuses.count(200), statuses.count(429)) == (100, 100)


async def test_guessing_credentials_uses_up_the_addresss_limit(start_gateway, token):
    http = await start_gateway(limit_anonymous="3/minute")
    bad = token(aud="others")
    statuses = [(await http.get("/leagues/one", headers=bad)).status_code for _ in range(5)]
    assert statuses == [401, 401, 401, 429, 429]


async def test_an_administrator_who_used_up_their_own_quota_can_raise_it(start_gateway, token):
    http = await start_gateway(quota_basic_api_calls=1)
    header = token("root", role="admin")
    statuses = [(await http.get("/leagues/one", headers=header)).status_code for _ in range(2)]
    raised = await http.put("/api/v1/users/root/quota", json={"monthly_api_calls": 50}, headers=header)
    assert (statuses, raised.status_code) == ([200, 403], 200)
    assert (await http.get("/leagues/one", headers=header)).status_code == 200


async def test_keys_made_up_by_a_refused_address_are_not_resolved(start_gateway, mesh, api_key):
    http = await start_gateway(limit_anonymous="3/minute")
    assert (await http.get("/leagues/one", headers=api_key)).status_code == 200
    before = len(mesh.auth.resolved)
    answers = [await http.get("/leagues/one", headers={"X-API-Key": f"alt_made_up{n}"}) for n in range(12)]
    assert [answer.status_code for answer in answers] == [401] * 3 + [429] * 9
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in answers[3:])
    assert len(mesh.auth.resolved) - before == 4  # the fourth finds the window used up; the next ones know
    assert (await http.get("/leagues/one", headers=api_key)).status_code == 200


async def test_a_used_up_quota_says_so_with_its_numbers_and_the_way_out(start_gateway, token):
    http = await start_gateway(quota_basic_api_calls=2)
    header = token("frugal")
    statuses = [(await http.get("/leagues/one", headers=header)).status_code for _ in range(2)]
    refused = await http.get("/leagues/one", headers=header)
    problem = refused.json()
    assert statuses == [200, 200]
    assert (refused.status_code, problem["code"]) == (403, "quota_exceeded")
    assert {"limit": 2, "used": 2, "remaining": 0}.items() <= problem["quota"].items()
    assert problem["quota"]["resets_at"].endswith("-01T00:00:00Z")
    assert [option["tier"] for option in problem["upgrade_options"]] == ["pro", "enterprise"]
    assert int(refused.headers["retry-after"]) >= 1
    usage = await http.get("/users/me/usage", headers=header)
    assert usage.status_code == 200
    assert usage.json()["data"]["api_calls"] == {
        "limit": 2,
        "used": 2,
        "remaining": 0,
        "resets_at": problem["quota"]["resets_at"],
    }


async def test_a_quota_arranged_for_one_account_counts_from_the_next_request_on(http, token):
    admin = token("root", role="admin")
    arranged = await http.put("/api/v1/users/ann/quota", json={"monthly_api_calls": 1}, headers=admin)
    assert arranged.status_code == 200
    statuses = [(await http.get("/leagues/one", headers=token("ann"))).status_code for _ in range(2)]
    assert statuses == [200, 403]
    assert (await http.get("/leagues/one", headers=token("bob"))).status_code == 200


async def test_usage_is_reported_by_route_and_address_and_outlives_the_gateway(start_gateway, token):
    first, header = await start_gateway(), token("ann")
    for _ in range(3):
        await first.get("/leagues/one", headers=header)
    await start_gateway.servers[-1].stop()
    second = await start_gateway()
    usage = (await second.get("/api/v1/users/me/usage", headers=header)).json()["data"]
    assert usage["tier"] == "basic"
    assert usage["rate_limit"] == "100 per 1 minute"
    assert {
        "endpoint": "GET /api/v1/leagues/{league_id}",
        "ip": "127.0.0.1",
        "admitted": 3,
        "refused": 0,
    }.items() <= usage["endpoints"][0].items()


async def test_usage_refuses_a_wrong_number_of_days_like_every_other_route(http, token):
    response = await http.get("/users/me/usage", params={"days": 99}, headers=token())
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"][0]["loc"] == ["query", "days"]
