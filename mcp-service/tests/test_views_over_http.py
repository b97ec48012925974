"""The view a caller chooses: read-only tools, some areas, or a search instead of a list."""

import pytest

from mcp_service.tools.view import View
from service_kit.testing.tool_errors import error_in


def administrator(stage) -> dict[str, str]:
    return {"authorization": f"Bearer {stage.mesh.issuer.token('*', role='admin')}"}


async def names(stage, **headers: str) -> set[str]:
    return {tool["name"] for tool in (await stage.post("tools/list", **headers)).json()["result"]["tools"]}


async def test_the_read_only_header_leaves_out_tools_that_change_something(stage):
    shown = await names(stage, x_mcp_readonly="true")
    assert "search_leagues" in shown
    assert not shown & {"create_league", "delete_league", "start_task"}
    params = {"name": "create_league", "arguments": {}}
    response = await stage.post("tools/call", params, x_mcp_readonly="true")
    assert response.json()["error"]["code"] == -32602


async def test_the_toolsets_header_chooses_by_area_or_noun(stage):
    headers = {"x_mcp_toolsets": "tasks", **administrator(stage)}
    assert await names(stage, **headers) == {
        "start_task",
        "get_task_status",
        "get_task_result",
        "list_tasks",
        "cancel_task",
        "retry_task",
        "share_task",
    }


async def test_the_query_says_the_same_for_clients_without_headers(stage):
    async with stage.client("/mcp?toolsets=tasks&readonly=true", **administrator(stage)) as client:
        assert {tool.name for tool in await client.list_tools()} == {
            "get_task_status",
            "get_task_result",
            "list_tasks",
        }


@pytest.mark.parametrize("path", ["/mcp/leagues", "/mcp/leagues/", "/mcp/leagues/search", "/mcp/nfl,tasks"])
async def test_an_address_leads_to_the_tools_of_a_product(stage, path):
    async with stage.client(path) as client:
        shown = {tool.name for tool in await client.list_tools()}
    if path.endswith("search"):
        assert shown == {"search_tools", "call_tool"}
    else:
        assert ("search_leagues" in shown) == ("leagues" in path)
        assert ("get_consensus" in shown) == ("nfl" in path)


@pytest.mark.parametrize("way", ["path", "header"])
async def test_an_unknown_toolset_is_refused_with_the_known_ones(stage, way):
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    headers = {"x-mcp-toolsets": "cricket"} if way == "header" else {}
    response = await stage.http.post("/mcp/cricket" if way == "path" else "/mcp", json=body, headers=headers)
    error = response.json()["error"]
    assert (response.status_code, error["data"]["reason"]) == (404, "TOOLSET_NOT_FOUND")
    assert "leagues" in error["message"]
    metadata = "/.well-known/oauth-protected-resource/mcp/nfl"
    assert (await stage.http.get(metadata)).json()["resource"] == f"{stage.url}/mcp"


async def test_an_operator_can_make_the_service_read_only(make_stage):
    stage = await make_stage(view=View(read_only=True))
    assert "create_league" not in await names(stage, x_mcp_readonly="false")


@pytest.mark.parametrize("way", ["path", "header"])
async def test_the_search_view_finds_and_calls_tools(stage, way):
    client = stage.client("/mcp/search") if way == "path" else stage.client(x_mcp_tool_search="true")
    async with client:
        assert [tool.name for tool in await client.list_tools()] == ["search_tools", "call_tool"]
        found = await client.call_tool("search_tools", {"query": "leagues of a sport"})
        tool = found.structured_content["result"][0]
        assert tool["name"] == "search_leagues"
        called = await client.call_tool("call_tool", {"name": tool["name"], "arguments": {"sport": "x"}})
        assert called.structured_content["result"][0]["name"] == "Premier Lacrosse League"
        direct = await client.call_tool("search_leagues", {"sport": "x"})
        assert direct.structured_content == called.structured_content


async def test_a_tool_called_through_search_needs_the_same_permissions(stage):
    params = {"name": "call_tool", "arguments": {"name": "create_league", "arguments": {}}}
    response = await stage.post("tools/call", params, x_mcp_tool_search="true")
    assert error_in(response.json()["result"])["type"] == "unauthenticated"
    token = stage.mesh.issuer.token("leagues:read")
    headers = {"x_mcp_tool_search": "true", "authorization": f"Bearer {token}"}
    response = await stage.post("tools/call", params, **headers)
    assert error_in(response.json()["result"])["type"] == "permission_denied"


async def test_an_unknown_name_inside_call_tool_comes_back_with_near_ones(stage):
    params = {"name": "call_tool", "arguments": {"name": "serch_leagues"}}
    response = await stage.post("tools/call", params, x_mcp_tool_search="true")
    error = error_in(response.json()["result"])
    assert error["reason"] == "UNKNOWN_TOOL"
    assert "search_leagues" in error["alternative_tools"]


@pytest.mark.parametrize(
    "arguments", [{}, {"query": ""}, {"query": "x", "limit": 0}, {"query": "x", "limit": True}]
)
async def test_a_search_without_sense_is_refused_with_the_field(stage, arguments):
    response = await stage.post(
        "tools/call", {"name": "search_tools", "arguments": arguments}, x_mcp_tool_search="true"
    )
    result = response.json()["result"]
    assert result["isError"]
    assert error_in(result)["reason"] == "INVALID_ARGUMENTS"
