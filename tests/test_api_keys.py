"""An API key remembers where it was last used, whichever edge it came through."""

import httpx
import pytest
from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport


@pytest.fixture
def owner(new_user):
    return new_user()["headers"]


@pytest.fixture
def key(mesh, owner):
    body = {"name": "scoreboard", "scopes": ["leagues:read"]}
    made = httpx.post(f"{mesh.gateways[0]}/api/v1/api-keys", json=body, headers=owner, timeout=20)
    return made.raise_for_status().json()


def last_used(mesh, owner, key):
    found = httpx.get(f"{mesh.gateways[0]}/api/v1/api-keys/{key['id']}", headers=owner, timeout=20).json()
    return found["last_used_at"] is not None and found["last_used_ip"]


def test_a_key_used_at_the_gateway_remembers_the_address(mesh, owner, key):
    assert (
        httpx.get(f"{mesh.gateways[0]}/api/v1/sports", headers={"X-API-Key": key["key"]}).status_code == 200
    )
    assert last_used(mesh, owner, key) == "127.0.0.1"


async def test_a_key_used_by_an_agent_remembers_the_address(mesh, owner, key):
    transport = StreamableHttpTransport(mesh.mcp, headers={"Authorization": f"Bearer {key['key']}"})
    async with Client(transport) as tools:
        await tools.call_tool("search_leagues", {"sport": "lacrosse"})
    assert last_used(mesh, owner, key) == "127.0.0.1"
