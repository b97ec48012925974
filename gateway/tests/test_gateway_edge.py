"""The edge: requests refused before a service is called, and the headers of every answer."""

import asyncio
import gzip
import json
import re
from datetime import UTC, datetime

import httpx
import pytest
from pydantic import SecretStr

from gateway_service.settings import GatewaySettings
from service_kit.errors import PaymentRequired, ValidationFailed
from service_kit.limits.plans import Plan
from service_kit.limits.refusals import QuotaExceeded
from service_kit.testing.waiting import until

GOOD_LEAGUE = {"name": "New League", "sport": "soccer", "level": "amateur"}


async def test_an_unknown_path_is_a_problem(http):
    response = await http.get("/no/such/thing")
    assert (response.status_code, response.json()["code"]) == (404, "ROUTE_NOT_FOUND")
    assert response.headers["content-type"] == "application/problem+json"


async def test_a_wrong_verb_names_the_right_ones(http):
    response = await http.put("/leagues/one")
    assert (response.status_code, response.json()["code"]) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["allow"] == "DELETE, GET, HEAD, OPTIONS, PATCH"


async def test_options_tells_the_verbs(http):
    response = await http.options("/leagues")
    assert (response.status_code, response.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")


async def test_a_request_id_is_echoed_and_a_bad_one_replaced(http):
    mine = await http.get("/livez", headers={"X-Request-ID": "order-17"})
    bad = await http.get("/livez", headers={"X-Request-ID": 'a"b<c>'})
    assert mine.headers["x-request-id"] == "order-17"
    assert re.fullmatch("[0-9a-f]{32}", bad.headers["x-request-id"])


async def test_a_trace_goes_on_through_the_gateway(http):
    trace = "0af7651916cd43dd8448eb211c80319c"
    response = await http.get("/leagues/nobody", headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
    assert response.json()["trace_id"] == trace
    assert response.headers["traceparent"].split("-")[1] == trace


@pytest.mark.parametrize("path", ["/leagues/one", "/livez", "/nowhere", "/docs"])
async def test_every_answer_has_the_security_headers(http, path):
    headers = (await http.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "server" not in headers
    assert len(headers.get_list("content-security-policy")) == 1


async def test_https_is_demanded_in_production_only(start_gateway, http):
    strict = await start_gateway(env="production")
    assert "strict-transport-security" in (await strict.get("/livez")).headers
    assert "strict-transport-security" not in (await http.get("/livez")).headers


async def test_pages_of_named_origins_may_read_answers(http):
    allowed = await http.get("/leagues/one", headers={"Origin": "http://localhost:5173"})
    foreign = await http.get("/leagues/one", headers={"Origin": "https://evil.example"})
    assert allowed.headers["access-control-allow-origin"] == "http://localhost:5173"
    assert allowed.headers["access-control-allow-credentials"] == "true"
    assert "X-Request-ID" in allowed.headers["access-control-expose-headers"]
    assert "access-control-allow-origin" not in foreign.headers
    assert foreign.status_code == 200
    for answer in (allowed, foreign, await http.get("/leagues/one"), await http.get("/livez")):
        assert answer.headers.get_list("vary").count("Origin") == 1


async def test_a_preflight_is_answered_without_asking_who(http):
    headers = {"Origin": "http://localhost:3000", "Access-Control-Request-Method": "PATCH"}
    response = await http.options("/leagues/one", headers=headers)
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "http://localhost:3000"
    assert "PATCH" in response.headers["access-control-allow-methods"]
    assert "Authorization" in response.headers["access-control-allow-headers"]
    for name in ("Last-Event-ID", "Cache-Control", "Idempotency-Key"):
        assert name in response.headers["access-control-allow-headers"]
    foreign = await http.options("/leagues/one", headers={**headers, "Origin": "https://evil.example"})
    assert (foreign.status_code, foreign.json()["code"]) == (403, "ORIGIN_NOT_ALLOWED")
    assert "CORS_ORIGINS" in foreign.json()["recovery"][0]
    assert "access-control-allow-origin" not in foreign.headers


@pytest.mark.parametrize(
    ("origin", "in_development", "in_production"),
    [
        ("http://localhost:3000", True, True),
        ("http://localhost:4321", True, False),
        ("https://localhost", True, False),
        ("http://127.0.0.1:8081", True, False),
        ("http://[::1]:5000", True, False),
        ("http://localhost.evil.example", False, False),
        ("http://localhost:80@evil.example", False, False),
        ("https://yourdomain.com", False, False),
        ("null", False, False),
    ],
)
def test_local_pages_may_read_answers_in_development(origin, in_development, in_production):
    assert GatewaySettings(env="development").origins().allow(origin) == in_development
    production = GatewaySettings(env="production", mesh_secret=SecretStr("s" * 40))
    assert production.origins().allow(origin) == in_production


async def test_errors_can_be_read_by_pages_of_named_origins(http):
    response = await http.get("/leagues", headers={"Origin": "http://localhost:5173"})
    assert response.status_code == 422
    assert response.headers["access-control-allow-origin"] == "http://localhost:5173"


@pytest.mark.parametrize("encoding", ["gzip", "br", "GZIP", "gzip, identity"])
async def test_a_compressed_body_is_refused_for_its_format(http, token, encoding):
    headers = {**token(), "Content-Type": "application/json", "Content-Encoding": encoding}
    response = await http.post("/leagues", content=gzip.compress(b"{}"), headers=headers)
    assert (response.status_code, response.json()["code"]) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert response.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("name", ["sort", "order", "level", "page_size", "page_token", "envelope"])
async def test_an_empty_parameter_counts_as_left_out(http, token, name):
    plain = await http.get("/leagues?sport=soccer")
    empty = await http.get(f"/leagues?sport=soccer&{name}=")
    assert (empty.status_code, empty.json()["data"]) == (200, plain.json()["data"])
    page = await http.get("/users/me/usage?days=", headers=token())
    assert page.status_code == 200
    missing = await http.get("/leagues?sport=")
    assert (missing.status_code, missing.json()["detail"][0]["loc"]) == (422, ["query", "sport"])


async def test_a_null_that_would_change_nothing_is_refused_by_name(http, mesh, token):
    nulls = {"founded_year": None, "website": None, "location": "Oslo"}
    refused = await http.patch("/api/v1/leagues/one", json=nulls, headers=token())
    assert refused.status_code == 422
    assert [item["loc"] for item in refused.json()["detail"]] == [
        ["body", "founded_year"],
        ["body", "website"],
    ]
    assert mesh.leagues.calls == []
    made = await http.post("/leagues", json={**GOOD_LEAGUE, "founded_year": None}, headers=token())
    assert made.status_code == 201


@pytest.mark.parametrize(
    ("body", "loc", "kind"),
    [
        (b"{bad", ["body"], "json_invalid"),
        (b"[1, 2]", ["body"], "model_type"),
        (b"{}", ["body", "name"], "missing"),
        (b'{"name": 5, "sport": "x", "level": "y"}', ["body", "name"], "string_type"),
        (b'{"name": "N", "sport": "x", "level": "y", "role": "admin"}', ["body", "role"], "extra_forbidden"),
        (
            b'{"name": "N", "sport": "x", "level": "y", "founded_year": "nineteen"}',
            ["body", "founded_year"],
            "int_type",
        ),
        (
            b'{"name": "N", "sport": "x", "level": "y", "member_count": 1e400}',
            ["body", "member_count"],
            "int_type",
        ),
        (b"\xff\xfe", ["body"], "json_invalid"),
    ],
)
async def test_a_wrong_body_is_refused_in_fastapis_words(http, mesh, token, body, loc, kind):
    headers = {**token(), "Content-Type": "application/json"}
    response = await http.post("/leagues", content=body, headers=headers)
    assert response.status_code == 422
    assert {"loc": loc, "type": kind}.items() <= response.json()["detail"][0].items()
    assert mesh.leagues.calls == []


async def test_a_whole_number_may_be_written_with_a_point(http, token):
    body = b'{"name": "N", "sport": "x", "level": "y", "founded_year": 1900.0, "member_count": 8.0}'
    response = await http.post("/leagues", content=body, headers=token())
    assert response.status_code == 201


async def test_a_rule_that_a_service_found_broken_names_the_part_of_the_request(http, mesh):
    mesh.leagues.failure = ValidationFailed.at("page_token", "invalid page token")
    response = await http.get("/leagues?sport=soccer&page_token=x")
    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["query", "page_token"]


async def test_a_wish_for_an_envelope_must_say_yes_or_no(http, mesh, token):
    for response in (
        await http.get("/leagues/one?envelope=maybe"),
        await http.post("/leagues?envelope=maybe", json=GOOD_LEAGUE, headers=token()),
    ):
        assert response.status_code == 422
        assert response.json()["detail"][0]["loc"] == ["query", "envelope"]
    assert mesh.leagues.calls == []


async def test_a_body_may_not_repeat_what_the_path_says(http, token):
    response = await http.patch("/leagues/one", json={"league_id": "two"}, headers=token())
    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"] == ["body", "league_id"]


async def test_a_created_thing_is_201_and_a_deleted_one_204(http, token):
    created = await http.post("/leagues", json=GOOD_LEAGUE, headers=token())
    deleted = await http.delete("/leagues/one", headers=token())
    assert (created.status_code, created.json()["data"]["name"]) == (201, "New League")
    assert (deleted.status_code, deleted.content) == (204, b"")


async def test_another_media_type_is_refused(http, token):
    headers = {**token(), "Content-Type": "text/xml"}
    response = await http.post("/leagues", content=b"<league/>", headers=headers)
    assert (response.status_code, response.json()["code"]) == (415, "UNSUPPORTED_MEDIA_TYPE")


async def test_login_takes_json_and_form_and_the_oauth2_door_only_a_form(http):
    form = {"username": "ann", "password": "right", "grant_type": "password", "scope": ""}
    for response in (
        await http.post("/auth/login", json={"username": "ann", "password": "right"}),
        await http.post("/auth/login", data=form),
        await http.post("/api/token", data=form),
    ):
        assert response.status_code == 200
        assert response.json()["access_token"] == "for ann"
        assert response.json()["token_type"] == "bearer"
        assert response.headers["cache-control"] == "no-store"
    as_json = await http.post("/api/token", json={"username": "ann", "password": "right"})
    assert as_json.status_code == 422
    assert {"loc": ["body", "password"], "msg": "Field required", "type": "missing"} in as_json.json()[
        "detail"
    ]


async def test_a_number_may_be_written_as_text_and_a_boolean_is_no_number(http, token):
    body = {"name": "New League", "sport": "korfball", "level": "amateur"}
    accepted = await http.post("/leagues", json={**body, "founded_year": "1999"}, headers=token())
    assert accepted.status_code == 201
    refused = await http.post("/leagues", json={**body, "founded_year": True}, headers=token())
    assert (refused.status_code, refused.json()["detail"][0]["loc"]) == (422, ["body", "founded_year"])


async def test_a_body_that_is_too_long_is_refused_before_it_is_read(start_gateway, token):
    http = await start_gateway(max_body_bytes=2000)
    declared = await http.post("/leagues", json={**GOOD_LEAGUE, "location": "x" * 3000}, headers=token())

    async def chunks():
        for _ in range(30):
            yield b" " * 100

    chunked = await http.post("/leagues", content=chunks(), headers=token())
    for response in (declared, chunked):
        assert (response.status_code, response.json()["code"]) == (413, "BODY_TOO_LARGE")


async def send_raw(http: httpx.AsyncClient, *parts: bytes) -> bytes:
    """Sends bytes in parts, and returns the response until the gateway closes the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", http.base_url.port)
    for part in parts:
        writer.write(part)
        await writer.drain()
    async with asyncio.timeout(5):
        answer = await reader.read()
    writer.close()
    return answer


async def test_headers_that_are_too_large_are_refused(start_gateway):
    http = await start_gateway(max_header_bytes=4096)
    endless = await send_raw(http, b"GET /livez HTTP/1.1\r\n", b"X-A: " + b"a" * 9000)
    whole = await send_raw(http, b"GET /livez HTTP/1.1\r\nX-A: " + b"a" * 9000 + b"\r\n\r\n")
    assert endless.startswith(b"HTTP/1.1 431 ")
    assert whole.startswith(b"HTTP/1.1 431 ")
    assert b"HEADERS_TOO_LARGE" in whole


async def test_a_large_body_is_not_taken_for_large_headers(start_gateway, token):
    http = await start_gateway(max_header_bytes=4096)
    response = await http.post("/leagues", json={**GOOD_LEAGUE, "location": "x" * 9000}, headers=token())
    (problem,) = response.json()["detail"]
    assert (response.status_code, problem["type"]) == (422, "string_too_long")
    assert problem["msg"].endswith("characters, not 9000")


async def test_a_client_that_dawdles_over_its_headers_or_body_is_cut_off(start_gateway, token):
    http = await start_gateway(client_timeout_s=0.3)
    headers = await send_raw(http, b"GET /livez HTTP/1.1\r\nHost: localhost\r\n")
    silent = await send_raw(http)
    kind = b"Content-Length: 50\r\nContent-Type: application/json\r\n"
    start = b"POST /leagues HTTP/1.1\r\nHost: localhost\r\n" + kind
    who = f"Authorization: {token()['Authorization']}\r\n\r\n".encode()
    body = await send_raw(http, start + who, b'{"name"')
    assert headers.startswith(b"HTTP/1.1 408 ")
    assert silent == b""
    assert body.startswith(b"HTTP/1.1 408 ")


async def test_what_is_not_http_gets_a_400(http):
    assert (await send_raw(http, b"\x16\x03\x01 hello\r\n\r\n")).startswith(b"HTTP/1.1 400 ")


async def test_a_client_that_leaves_stops_the_work(http, mesh):
    mesh.leagues.gate.clear()
    with pytest.raises(httpx.ReadTimeout):
        await http.get("/leagues/one", timeout=0.5)
    async with asyncio.timeout(5):
        await mesh.leagues.cancelled.wait()


async def test_too_many_requests_at_once_get_a_503_instead_of_a_queue(start_gateway, mesh):
    http = await start_gateway(max_in_flight=3)
    mesh.leagues.gate.clear()
    waiting = [asyncio.create_task(http.get(f"/leagues/{n}")) for n in range(3)]
    await until(lambda: len(mesh.leagues.calls) >= 3)
    refused = await http.get("/leagues/one")
    alive = await http.get("/livez")
    mesh.leagues.gate.set()
    await asyncio.gather(*waiting)
    assert (refused.status_code, refused.json()["code"]) == (503, "OVERLOADED")
    assert refused.headers["retry-after"] == "1"
    assert alive.status_code == 200


async def test_a_budget_or_quota_of_a_service_keeps_its_numbers_and_the_way_out(http, mesh):
    mesh.leagues.failure = PaymentRequired(
        "used up", reason="BUDGET_EXHAUSTED", retry_after_s=60, recovery=["Ask"]
    )
    mesh.leagues.failure.details = {"budget": {"scope": "user", "limit_usd": 2, "spent_usd": 1.25}}
    refused = await http.get("/leagues/one")
    problem = refused.json()
    assert (refused.status_code, problem["code"], problem["title"]) == (
        402,
        "BUDGET_EXHAUSTED",
        "Payment Required",
    )
    assert problem["budget"] == {"scope": "user", "limit_usd": 2, "spent_usd": 1.25}
    assert (problem["recovery"], refused.headers["retry-after"]) == (["Ask"], "60")
    mesh.leagues.failure = QuotaExceeded(
        Plan("basic", None, 0, 1000),
        metric="ai_tokens",
        used=990,
        needed=50,
        now=datetime(2026, 3, 1, tzinfo=UTC),
        upgrade_options=[Plan("pro", None, 0, 0).as_option()],
    )
    refused = await http.get("/leagues/one")
    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (403, "quota_exceeded")
    assert (problem["quota"]["used"], problem["quota"]["limit"]) == (990, 1000)
    assert [option["tier"] for option in problem["upgrade_options"]] == ["pro"]


async def test_a_mistake_of_ours_tells_nothing(http, mesh):
    mesh.leagues.failure = RuntimeError("SELECT secret FROM host-17")
    response = await http.get("/leagues/one")
    assert response.status_code == 500
    assert response.json()["detail"] == "Internal server error"
    assert "secret" not in response.text


async def test_a_stopping_gateway_finishes_what_it_accepted(mesh, redis_url, redis_prefix, start_gateway):
    http = await start_gateway()
    mesh.leagues.gate.clear()
    waiting = asyncio.create_task(http.get("/leagues/one"))
    await until(lambda: mesh.leagues.calls)
    stopping = asyncio.create_task(start_gateway.servers[-1].stop())
    await asyncio.sleep(0.2)
    mesh.leagues.gate.set()
    assert (await waiting).status_code == 200
    async with asyncio.timeout(5):
        await stopping


@pytest.mark.parametrize(
    ("head", "status", "code"),
    [
        ("GET /livez HTTP/1.1\r\n", 400, "HOST_INVALID"),
        ("GET /livez HTTP/1.1\r\nHost: evil.example\r\n", 421, "HOST_NOT_ALLOWED"),
        ("OPTIONS /leagues HTTP/1.1\r\nHost: evil.example\r\n", 421, "HOST_NOT_ALLOWED"),
        ("GET /livez HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n", 400, "HEADER_REPEATED"),
        ("GET /livez HTTP/1.1\r\nHost: api.example.com:8000\r\n", 200, None),
        ("GET /livez HTTP/1.0\r\n", 200, None),
    ],
)
async def test_only_requests_to_a_host_of_the_gateway_are_answered(start_gateway, head, status, code):
    http = await start_gateway(public_url="https://api.example.com")
    answer = await send_raw(http, f"{head}Connection: close\r\n\r\n".encode())
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert json.loads(answer.partition(b"\r\n\r\n")[2]).get("code") == code


@pytest.mark.parametrize("name", ["authorization", "x-api-key", "idempotency-key", "content-type"])
async def test_a_header_that_is_not_clear_is_refused(http, token, mesh, name):
    headers = [*token().items(), (name, "one"), (name, "two")]
    response = await http.post("/leagues", json=GOOD_LEAGUE, headers=headers)
    assert (response.status_code, response.json()["code"]) == (400, "HEADER_REPEATED")
    assert response.json()["metadata"] == {"header": name}
    assert mesh.leagues.calls == []


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ("Host: evil.example", 421),
        ("Host: localhost\r\nAuthorization: one\r\nAuthorization: two", 400),
        ("Host: localhost\r\nContent-Length: 50", 400),
        ("X-No-Host: 1", 400),
    ],
)
async def test_a_socket_is_held_to_the_same_rules(http, lines, status):
    handshake = (
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    )
    answer = await send_raw(http, f"GET /ws/updates HTTP/1.1\r\n{lines}\r\n{handshake}\r\n\r\n".encode())
    assert answer.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"application/problem+json" in answer
