"""The fast lane answers what was answered before, with every duty of the usual way."""

import asyncio
import re
import time
from contextlib import suppress
from typing import Any

import httpx
import pytest

from gateway_service.edge.edge import Edge
from service_kit.redis.mux import RedisMux
from service_kit.testing.waiting import eventually

PATH = "/leagues?sport=soccer"


@pytest.fixture
def usual(monkeypatch) -> list[str]:
    """The paths of requests that went the usual way."""
    paths: list[str] = []
    call = Edge.__call__

    async def counted(self: Edge, scope: Any, receive: Any, send: Any) -> None:
        paths.append(scope.get("path", ""))
        await call(self, scope, receive, send)

    monkeypatch.setattr(Edge, "__call__", counted)
    return paths


async def warm(http: httpx.AsyncClient, usual: list[str], **headers: Any) -> httpx.Response:
    """Repeats a request until it takes the lane."""

    async def again() -> tuple[httpx.Response, bool]:
        before = len(usual)
        answer = await http.get(PATH, headers=headers)
        return answer, len(usual) == before

    answer, _ = await eventually(again, lambda found: found[1])
    return answer


async def test_a_repeated_request_takes_the_lane_and_gets_the_same_answer(http, usual) -> None:
    first = await http.get(PATH)
    fast = await warm(http, usual)
    assert fast.status_code == 200
    assert fast.json()["data"] == first.json()["data"]
    assert fast.json()["metadata"]["cached"] is True
    assert fast.headers["cache-status"].startswith("altsports; hit")
    assert fast.headers["x-request-id"] == fast.json()["metadata"]["request_id"]
    assert set(first.headers) <= {*fast.headers, "transfer-encoding"}
    assert fast.headers["x-request-id"] != (await warm(http, usual)).headers["x-request-id"]


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": "*"},
        {"Cache-Control": "no-cache"},
        {"X-Request-ID": "mine"},
        {"traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"},
        {"X-API-Key": "alt_test_secret"},
    ],
    ids=str,
)
async def test_a_request_for_something_else_goes_the_usual_way(http, usual, headers) -> None:
    await warm(http, usual)
    for _ in range(4):
        before = len(usual)
        await http.get(PATH, headers=headers)
        assert len(usual) == before + 1


async def test_a_change_is_seen_at_once(http, usual, token) -> None:
    await warm(http, usual)
    changed = await http.patch("/leagues/one", json={"website": "https://one.example"}, headers=token())
    assert changed.status_code == 200
    assert "https://one.example" in [league["website"] for league in (await http.get(PATH)).json()["data"]]


async def test_an_event_is_seen_at_once(http, usual, announce, mesh) -> None:
    await warm(http, usual)
    calls = len(mesh.leagues.calls)
    await announce("leagues")
    await http.get(PATH)
    assert len(mesh.leagues.calls) == calls + 1


async def test_the_limit_is_exact(start_gateway, usual) -> None:
    http = await start_gateway(limit_anonymous="30/minute")
    answers = [await http.get(PATH) for _ in range(20)]
    answers += await asyncio.gather(*(http.get(PATH) for _ in range(30)))
    statuses = [answer.status_code for answer in answers]
    assert (statuses.count(200), statuses.count(429)) == (30, 20)
    assert len(usual) < 50 - 10
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert int(refused.headers["retry-after"]) > 0
    assert refused.json()["code"] == "rate_limit_exceeded"


async def test_a_token_that_expires_or_is_revoked_is_refused(
    http, usual, token, redis_url, redis_prefix
) -> None:
    header = token("ann")
    await warm(http, usual, **header)
    async with RedisMux(redis_url) as redis:
        await redis.execute("SET", f"{redis_prefix}:revoked:session:session-of-ann", int(time.time()) + 5)
    answer = await http.get(PATH, headers=header)
    assert (answer.status_code, answer.json()["code"]) == (401, "CREDENTIALS_REVOKED")
    soon = token("bob", tier="enterprise", exp=time.time() - 3)  # the leeway is five seconds
    expired = await eventually(lambda: http.get(PATH, headers=soon), lambda a: a.status_code != 200)
    assert (expired.status_code, expired.json()["code"]) == (401, "TOKEN_EXPIRED")


async def test_pipelined_requests_are_answered_in_order(http, usual) -> None:
    await warm(http, usual)
    base = http.base_url
    reader, writer = await asyncio.open_connection(base.host, base.port)
    lines = "Host: localhost\r\nAccept-Encoding: identity\r\n"
    for _ in range(3):
        for path in (PATH, "/leagues/none", PATH, "/livez", PATH):
            writer.write(f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode())
    writer.write(f"GET {PATH} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n".encode())
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    found = re.findall(rb"HTTP/1\.1 (\d+)", answer)
    assert found == [b"200", b"404", b"200", b"200", b"200"] * 3 + [b"200"]
    assert b"connection: close" in answer.rpartition(b"HTTP/1.1 ")[2]


async def test_a_script_that_redis_has_forgotten_is_loaded_again(http, usual, redis_url) -> None:
    await warm(http, usual)
    async with RedisMux(redis_url) as redis:
        await redis.execute("SCRIPT", "FLUSH")
    assert (await http.get(PATH)).status_code == 200


async def test_clients_that_leave_do_not_disturb_others(http, usual) -> None:
    await warm(http, usual)
    base = http.base_url
    for _ in range(20):
        _, writer = await asyncio.open_connection(base.host, base.port)
        writer.write(f"GET {PATH} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 2)
        await writer.drain()
        writer.transport.abort()
        with suppress(OSError):
            await writer.wait_closed()
    assert (await warm(http, usual)).status_code == 200
