"""The requests over MCP and gRPC."""

import asyncio
import json
import time
from typing import Any

import grpc.aio

from altsports.league.v1 import leagues_pb2 as pb
from altsports.league.v1.leagues_pb2_grpc import LeagueServiceStub
from bench.mesh import BenchMesh

REVISION = "2026-07-28"
MCP_HEADERS = (
    "Content-Type: application/json",
    "Accept: application/json, text/event-stream",
    f"MCP-Protocol-Version: {REVISION}",
    "Mcp-Method: tools/call",
)


def call_body(tool: str, arguments: dict[str, Any]) -> str:
    """The JSON-RPC request of one tool call in the current revision."""
    meta = {
        "io.modelcontextprotocol/protocolVersion": REVISION,
        "io.modelcontextprotocol/clientCapabilities": {},
        "io.modelcontextprotocol/clientInfo": {"name": "bench", "version": "1"},
    }
    params = {"name": tool, "arguments": arguments, "_meta": meta}
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})


def measure_grpc(mesh: BenchMesh, league_id: str, *, seconds: float) -> list[str]:
    """Calls/s of GetLeague directly at the league service, 16 in flight from one client process."""
    address = mesh.state()["environment"]["ALTSPORTS_LEAGUE_ADDRESS"]
    calls = asyncio.run(_call(address, league_id, seconds))
    return [
        f"GetLeague directly at the league service, 16 in flight, one client: {calls / seconds:,.0f} calls/s."
    ]


async def _call(address: str, league_id: str, seconds: float) -> int:
    async with grpc.aio.insecure_channel(address) as channel:
        stub = LeagueServiceStub(channel)
        deadline = time.perf_counter() + seconds
        counts = await asyncio.gather(*(_caller(stub, league_id, deadline) for _ in range(16)))
    return sum(counts)


async def _caller(stub: LeagueServiceStub, league_id: str, deadline: float) -> int:
    count = 0
    request = pb.GetLeagueRequest(league_id=league_id)
    while time.perf_counter() < deadline:
        await stub.GetLeague(request, timeout=5)
        count += 1
    return count
