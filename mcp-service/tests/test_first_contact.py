"""What a client sees when it comes for the first time."""

from mcp_service.protocol.server import NAME


async def test_a_client_lists_and_calls_a_tool(stage):
    async with stage.client() as client:
        tools = await client.list_tools()
        result = await client.call_tool("search_leagues", {"sport": "lacrosse"})
    assert len(tools) > 10
    print(result)
    assert result.structured_content == {"result": [{"name": "Premier Lacrosse League", "id": "9b0e4d63-9db4-5c9c-b99e-1ff1e5e9c2c1"}]}
