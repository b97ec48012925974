"""The real program: over HTTP with its probes and a clean end, over stdio with an identity."""

import asyncio
import os
import signal
import sys

import httpx
import pytest
from fastmcp import Client
from fastmcp.client.transports import StdioTransport
from fastmcp.exceptions import ToolError
from mcp.shared.exceptions import MCPError

from service_kit.settings.areas import AREAS
from service_kit.testing.tool_errors import error_in
from service_kit.testing.waiting import eventually


@pytest.fixture
def environment(mesh, mesh_secret, redis_url, redis_prefix, unused_tcp_port) -> dict[str, str]:
    settings = mesh.settings
    return {
        "PATH": os.environ["PATH"],
        "ALTSPORTS_ENV": "test",
        "ALTSPORTS_HOME": str(settings.home),
        "ALTSPORTS_MESH_SECRET": mesh_secret.decode(),
        "ALTSPORTS_MCP_PORT": str(settings.mcp_port),
        "ALTSPORTS_MCP_METRICS_PORT": str(unused_tcp_port),
        "REDIS_URL": redis_url,
        "ALTSPORTS_REDIS_PREFIX": redis_prefix,
    }


@pytest.fixture
async def program(environment):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "mcp_service", env=environment, stdout=asyncio.subprocess.PIPE
    )
    yield process
    if process.returncode is None:
        process.kill()
    await process.communicate()


async def answers(url: str) -> bool:
    async with httpx.AsyncClient() as http:
        try:
            return (await http.get(url)).status_code == 200
        except httpx.TransportError:
            return False


async def test_the_program_gets_ready_serves_and_ends_cleanly(program, mesh, unused_tcp_port):
    base = mesh.settings.base_url
    assert await eventually(lambda: answers(f"{base}/readyz"), within_s=60)
    assert await answers(f"{base}/livez")
    async with Client(f"{base}/mcp") as client:
        assert (await client.call_tool("search_leagues", {"sport": "x"})).structured_content["result"]
    async with httpx.AsyncClient() as http:
        metrics = (await http.get(f"http://127.0.0.1:{unused_tcp_port}/metrics")).text
        assert (await http.get(f"{base}/metrics")).status_code == 404
        health = (await http.get(f"{base}/health")).json()
    assert 'mcp_tool_calls_total{outcome="ok",tool="search_leagues"} 1.0' in metrics
    assert {"redis", *AREAS} == {check["name"] for check in health["checks"]}
    assert health["status"] == "limited"
    program.send_signal(signal.SIGTERM)
    output, _ = await asyncio.wait_for(program.communicate(), 20)
    assert program.returncode == 0
    assert b'"message":"Started mcp-service"' in output


async def test_an_open_stream_does_not_hold_up_the_end(program, mesh):
    base = mesh.settings.base_url
    assert await eventually(lambda: answers(f"{base}/readyz"), within_s=60)
    meta = {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    }
    params = {"notifications": {"toolsListChanged": True}, "_meta": meta}
    body = {"jsonrpc": "2.0", "id": 1, "method": "subscriptions/listen", "params": params}
    headers = {
        "accept": "application/json, text/event-stream",
        "mcp-protocol-version": "2026-07-28",
        "mcp-method": "subscriptions/listen",
    }
    async with (
        httpx.AsyncClient(timeout=20) as http,
        http.stream("POST", f"{base}/mcp", json=body, headers=headers) as stream,
    ):
        lines = stream.aiter_lines()
        assert await anext(lines)
        program.send_signal(signal.SIGTERM)
        async with asyncio.timeout(5):
            assert [line async for line in lines]
    assert await asyncio.wait_for(program.wait(), 10) == 0


async def test_a_port_that_is_taken_is_one_clear_line(environment, mesh):
    taken = await asyncio.start_server(lambda *_: None, "127.0.0.1", mesh.settings.mcp_port)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "mcp_service", env=environment, stderr=asyncio.subprocess.PIPE
    )
    _, errors = await asyncio.wait_for(process.communicate(), 60)
    taken.close()
    assert process.returncode == 1
    assert b"error:" in errors
    assert b"Traceback" not in errors


def stdio(environment: dict[str, str], **more: str) -> "Client[StdioTransport]":
    arguments = ["-m", "mcp_service", "--stdio"]
    transport = StdioTransport(sys.executable, arguments, env={**environment, **more}, keep_alive=False)
    return Client(transport, init_timeout=60)


async def test_stdio_serves_the_same_tools_to_anonymous_callers(environment, mesh):
    async with stdio(environment) as client:
        tools = {tool.name for tool in await client.list_tools()}
        result = await client.call_tool("search_leagues", {"sport": "x"})
        refused = await client.call_tool("create_league", {}, raise_on_error=False)
    assert "search_leagues" in tools
    assert "create_league" not in tools
    assert result.structured_content["result"][0]["name"] == "Premier Lacrosse League"
    assert error_in(refused)["type"] == "unauthenticated"


@pytest.mark.parametrize("kind", ["token", "key"])
async def test_stdio_takes_its_identity_from_the_environment(environment, mesh, kind):
    mesh.issuer.key_permissions = ["leagues:write"]
    credential = {
        "token": {"ALTSPORTS_TOKEN": mesh.issuer.token("leagues:write")},
        "key": {"ALTSPORTS_API_KEY": "alt_good_0123456789"},
    }[kind]
    new = {"name": "New League", "sport": "korfball", "level": "amateur"}
    async with stdio(environment, **credential) as client:
        await client.call_tool("create_league", new)
    assert mesh.leagues.callers[-1].is_authenticated


async def test_stdio_with_credentials_that_prove_nothing_ends_with_a_clear_line(environment):
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "mcp_service",
        "--stdio",
        env={**environment, "ALTSPORTS_TOKEN": "nonsense"},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 1
    assert output == b""
    assert b"error: Could not validate credentials" in errors


async def test_stdio_answers_an_unknown_tool_with_a_protocol_error(environment):
    async with stdio(environment) as client:
        with pytest.raises((MCPError, ToolError), match="Unknown tool"):
            await client.call_tool("nope", {})
