"""Access: anonymous callers, tokens, API keys, missing permissions, wrong hosts and origins."""

from typing import Any

import pytest

from mcp_service.app import _Guard
from mcp_service.edge import edge
from service_kit.limits.questions import RouteTerms
from service_kit.limits.rates import Rate
from service_kit.testing.tool_errors import error_in

GOOD_KEY = "alt_good_0123456789"
NEW = {"name": "New League", "sport": "korfball", "level": "amateur"}
CREATE = {"name": "create_league", "arguments": NEW}
SEARCH = {"name": "search_leagues", "arguments": {"sport": "x"}}


def bearer(stage, *permissions: str, **claims) -> dict[str, str]:
    return {"authorization": f"Bearer {stage.mesh.issuer.token(*permissions, **claims)}"}


async def test_anonymous_callers_use_open_tools(stage):
    assert not (await stage.call("search_leagues", {"sport": "x"}))["isError"]
    assert stage.mesh.leagues.callers[0].kind == "anonymous"


async def test_an_anonymous_caller_of_a_closed_tool_is_told_how_to_sign_in(stage):
    result = await stage.call(**CREATE)
    assert error_in(result)["type"] == "unauthenticated"
    assert any("Sign in" in advice for advice in error_in(result)["recovery_suggestions"])
    (challenge,) = result["_meta"]["mcp/www_authenticate"]
    assert "error=" not in challenge
    assert stage.mesh.leagues.calls == []
    assert 'scope="leagues:write"' in challenge
    metadata = f"{stage.url}/.well-known/oauth-protected-resource/mcp"
    assert f'resource_metadata="{metadata}"' in challenge
    document = (await stage.http.get(metadata)).json()
    assert document["resource"] == f"{stage.url}/mcp"
    assert document["authorization_servers"]
    assert "leagues:write" in document["scopes_supported"]


async def test_the_metadata_is_also_at_the_root(stage):
    response = await stage.http.get("/.well-known/oauth-protected-resource")
    assert response.json()["resource"] == f"{stage.url}/mcp"


@pytest.mark.parametrize("audience", ["altsports-api", "own"])
async def test_a_token_with_the_permission_may_call(stage, audience):
    audience = f"{stage.url}/mcp" if audience == "own" else audience
    headers = bearer(stage, "leagues:write", audience=audience)
    assert not (await stage.call("create_league", NEW, **headers))["isError"]
    assert stage.mesh.leagues.callers[0].kind == "user"


@pytest.mark.parametrize("method", ["tools/list", "tools/call", "server/discover", "prompts/list"])
@pytest.mark.parametrize("fault", ["garbage", "expired", "audience", "issuer"])
async def test_a_token_that_proves_nothing_is_refused_whatever_is_asked(stage, method, fault):
    headers = {
        "garbage": {"authorization": "Bearer abc"},
        "expired": bearer(stage, exp=1_600_000_000),
        "audience": bearer(stage, audience="somebody-else"),
        "issuer": bearer(stage, iss="somebody-else"),
    }[fault]
    response = await stage.post(method, SEARCH if method == "tools/call" else None, **headers)
    assert response.status_code == 401
    assert 'error="invalid_token"' in response.headers["www-authenticate"]
    assert "resource_metadata=" in response.headers["www-authenticate"]


async def test_a_missing_permission_is_a_step_up_challenge(stage):
    result = await stage.call(**CREATE, **bearer(stage, "leagues:read"))
    assert error_in(result)["reason"] == "insufficient_permissions"
    (challenge,) = result["_meta"]["mcp/www_authenticate"]
    assert 'error="insufficient_scope"' in challenge
    assert 'scope="leagues:write"' in challenge
    assert "resource_metadata=" in challenge
    assert stage.mesh.leagues.calls == []


async def test_a_missing_permission_is_a_step_up_challenge_on_a_handshake_revision_too(stage):
    answer = await stage.post_legacy("tools/call", CREATE, **bearer(stage, "leagues:read"))
    assert "insufficient_scope" in answer["result"]["_meta"]["mcp/www_authenticate"][0]


async def test_calls_without_access_count_as_messages(stage, monkeypatch):
    monkeypatch.setattr(edge, "PROTOCOL_TERMS", RouteTerms("MCP", Rate(3, 60), quota_cost=0))
    statuses = [(await stage.post("tools/call", CREATE)).status_code for _ in range(5)]
    assert statuses == [200] * 3 + [429] * 2


async def test_a_missing_role_is_named(stage):
    params = {"name": "start_task", "arguments": {"type": "housekeeping"}}
    result = await stage.call(**params, **bearer(stage))
    assert "role:admin" in result["_meta"]["mcp/www_authenticate"][0]
    assert error_in(result)["message"] == "Insufficient permissions. Required role: admin"


@pytest.mark.parametrize("form", ["header", "bearer"])
async def test_an_api_key_is_as_good_as_its_permissions(stage, form):
    headers = {"x_api_key": GOOD_KEY} if form == "header" else {"authorization": f"Bearer {GOOD_KEY}"}
    assert not (await stage.call("search_leagues", {"sport": "x"}, **headers))["isError"]
    assert stage.mesh.leagues.callers[0].kind == "api_key"
    assert error_in(await stage.call(**CREATE, **headers))["type"] == "permission_denied"


async def test_an_unknown_api_key_and_two_credentials_at_once_are_refused(stage):
    assert (await stage.post("tools/list", x_api_key="alt_bad_key")).status_code == 401
    both = {**bearer(stage), "x_api_key": GOOD_KEY}
    assert (await stage.post("tools/list", **both)).status_code == 401


@pytest.mark.parametrize("name", ["authorization", "x-api-key", "content-type"])
async def test_a_header_that_is_not_clear_is_refused(stage, name):
    headers = [(name, "one"), (name, "two")]
    response = await stage.http.post("/mcp", content=b"{}", headers=headers)
    assert response.status_code == 400
    assert response.json()["error"]["data"]["reason"] == "HEADER_REPEATED"


async def test_guessing_keys_uses_up_the_limit_of_the_address_and_then_asks_nobody(stage, monkeypatch):
    monkeypatch.setattr(edge, "PROTOCOL_TERMS", RouteTerms("MCP", Rate(3, 60), quota_cost=0))
    assert (await stage.post("tools/list", x_api_key=GOOD_KEY)).status_code == 200
    before = len(stage.mesh.issuer.resolved)
    answers = [await stage.post("tools/list", x_api_key=f"alt_made_up{n}") for n in range(9)]
    assert [answer.status_code for answer in answers] == [401] * 3 + [429] * 6
    assert all("retry-after" in answer.headers for answer in answers[3:])
    assert len(stage.mesh.issuer.resolved) - before == 4
    assert (await stage.post("tools/list", x_api_key=GOOD_KEY)).status_code == 200


async def test_nobody_gets_in_without_credentials_where_the_operator_says_so(make_stage):
    stage = await make_stage(require_auth=True)
    assert (await stage.post("tools/list")).status_code == 401
    assert (await stage.post("tools/list", x_api_key=GOOD_KEY)).status_code == 200
    assert (await stage.http.get("/livez")).status_code == 200
    assert (await stage.http.get("/metrics")).status_code == 200


async def test_a_revoked_session_is_refused_at_once(stage):
    headers = bearer(stage, "leagues:write")
    assert (await stage.post("tools/call", CREATE, **headers)).status_code == 200
    keys = stage.mesh.redis_keys
    await stage.mesh.redis.execute("SET", keys.revoked_session("s1"), "9999999999")
    for method, params in (("tools/call", CREATE), ("tools/list", None)):
        assert (await stage.post(method, params, **headers)).status_code == 401


async def test_foreign_hosts_and_origins_are_refused(stage):
    host = await stage.post("tools/list", host="evil.example")
    page = await stage.post("tools/list", origin="https://evil.example")
    assert (host.status_code, host.json()["error"]["data"]["reason"]) == (421, "HOST_NOT_ALLOWED")
    assert (page.status_code, page.json()["error"]["data"]["reason"]) == (403, "ORIGIN_NOT_ALLOWED")
    assert "ALTSPORTS_MCP_ALLOWED_HOSTS" in host.text
    own = await stage.post("tools/list", origin=stage.url)
    assert own.status_code == 200
    assert own.headers["access-control-allow-origin"] == stage.url


async def test_credentials_never_reach_the_protocol_engine_or_the_answer(stage):
    token = stage.mesh.issuer.token("leagues:read")
    params = {**SEARCH, "_meta": {"progressToken": "p"}}
    response = await stage.post("tools/call", params, authorization=f"Bearer {token}")
    assert token not in response.text


async def test_a_host_that_was_let_in_does_not_let_a_web_page_in(stage):
    assert (await stage.post("tools/list")).status_code == 200
    assert (await stage.post("tools/list", origin="https://evil.example")).status_code == 403
    assert (await stage.post("tools/list", host="evil.example")).status_code == 421


async def test_a_host_in_use_needs_no_full_check_whatever_other_hosts_come():
    checked, served = [], []

    async def edge(scope, receive, send):
        served.append(scope["headers"][0][1])

    async def full(scope, receive, send):
        checked.append(scope["headers"][0][1])
        await guard.passed(scope, receive, send)

    guard = _Guard(edge)
    guard.full = full
    unused: Any = None
    for stranger in range(200):
        for host in (b"in use", b"localhost:%d" % stranger):
            await guard({"method": "POST", "headers": [(b"host", host)]}, unused, unused)
    assert checked.count(b"in use") == 1
    assert len(served) == 400
