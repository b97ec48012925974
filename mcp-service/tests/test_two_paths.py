"""The fast path and the protocol engine give the same answers, and unusual calls go to the engine."""

import asyncio
import json

import pytest

from mcp_service.calls.metrics import MESSAGES
from service_kit.telemetry.metrics import render
from service_kit.testing.tool_errors import error_in

CALLS = [
    ("search_leagues", {"sport": "lacrosse"}),
    ("search_leagues", {"sport": "lacrosse", "level": "galactic"}),
    ("get_league", {"league_id": "nobody"}),
    ("list_sports", {}),
]
META = "io.modelcontextprotocol/"


def fast_calls() -> float:
    render()  # requests are counted many at a time, and before each scrape
    return MESSAGES.labels("tools/call", "fast")._value.get()


def without_chance(result: dict) -> dict:
    """A result without the parts that differ between calls."""
    meta = {k: v for k, v in result["_meta"].items() if k not in {"duration_ms", "request_id", "trace_id"}}
    if not result["isError"]:
        return {**result, "_meta": meta}
    details = {k: v for k, v in error_in(result).items() if k != "technical_details"}
    return {**result, "_meta": meta, "content": [result["content"][0], details]}


@pytest.mark.parametrize(("name", "arguments"), CALLS)
async def test_both_paths_answer_the_same_on_the_current_revision(stage, name, arguments):
    before = fast_calls()
    fast = await stage.call(name, arguments)
    assert fast_calls() == before + 1
    params = {"name": name, "arguments": arguments, "_meta": {"progressToken": "p"}}
    complete = (await stage.post("tools/call", params)).json()["result"]
    assert fast_calls() == before + 1
    assert without_chance(fast) == without_chance(complete)


@pytest.mark.parametrize(("name", "arguments"), CALLS)
async def test_both_paths_answer_the_same_on_a_handshake_revision(stage, name, arguments):
    params = {"name": name, "arguments": arguments}
    fast = (await stage.post_legacy("tools/call", params))["result"]
    complete = (await stage.post_legacy("tools/call", {**params, "_meta": {"progressToken": "p"}}))["result"]
    assert without_chance(fast) == without_chance(complete)


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"mcp_name": "get_league"}, 400, -32020),
        ({"mcp_method": "tools/list"}, 400, -32020),
        ({"mcp_protocol_version": "2099-01-01"}, 400, -32020),
        ({"mcp_param_sport": "x"}, 200, None),
        ({"accept": "text/html"}, 406, None),
    ],
)
async def test_unusual_headers_are_left_to_the_engine(stage, headers, status, code):
    before = fast_calls()
    params = {"name": "search_leagues", "arguments": {"sport": "x"}}
    response = await stage.post("tools/call", params, **headers)
    assert fast_calls() == before
    assert response.status_code == status
    if code:
        assert response.json()["error"]["code"] == code


async def test_blanks_around_routing_headers_do_not_matter(stage):
    envelope = {f"{META}protocolVersion": "2026-07-28", f"{META}clientCapabilities": {}, "progressToken": "p"}
    params = {"name": "search_leagues", "arguments": {"sport": "x"}, "_meta": envelope}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}).encode()
    port = stage.mesh.settings.mcp_port
    head = (
        f"POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        "Accept: application/json, text/event-stream\r\nMcp-Protocol-Version: 2026-07-28  \r\n"
        "Mcp-Method:   tools/call\r\nMcp-Name: search_leagues \t \r\nConnection: close\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode() + body)
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    assert answer.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"[" * 5000,
        b'{"jsonrpc":"2.0","id":1,"method":"tools/call"}',
        b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[]}',
        b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":7,"arguments":"x"}}',
        b'{"jsonrpc":"2.0","id":{"a":1},"method":"tools/call","params":{"name":"get_league"}}',
        b'{"jsonrpc":"2.0","id":1,"method":"no/such"}',
        b"\xff\xfe",
    ],
)
async def test_malformed_messages_get_an_error_and_never_a_500(stage, body):
    for version in ("2026-07-28", "2025-11-25"):
        headers = {
            "accept": "application/json, text/event-stream",
            "content-type": "application/json",
            "mcp-protocol-version": version,
        }
        response = await stage.http.post("/mcp", content=body, headers=headers)
        assert response.status_code < 500
        assert "Traceback" not in response.text


async def test_a_body_that_is_declared_too_large_is_refused_before_it_comes(stage):
    reader, writer = await asyncio.open_connection("127.0.0.1", stage.http.base_url.port)
    kind = "Host: 127.0.0.1\r\nContent-Type: application/json"
    writer.write(f"POST /mcp HTTP/1.1\r\n{kind}\r\nContent-Length: 2000000\r\n\r\n".encode())
    async with asyncio.timeout(5):
        answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"BODY_TOO_LARGE" in answer


async def test_a_body_that_is_too_large_is_refused(stage):
    response = await stage.http.post("/mcp", content=b"x" * 1_100_000)
    assert response.status_code == 413
    assert response.json()["error"]["data"]["reason"] == "BODY_TOO_LARGE"
