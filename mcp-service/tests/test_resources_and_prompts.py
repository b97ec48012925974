"""Resources at addresses, and prompts."""

LEAGUE = "altsports://leagues/05428cae-aeaa-57dd-926a-cb7710ce1a48"


async def test_addresses_come_from_the_contract(stage):
    async with stage.client() as client:
        fixed = {str(resource.uri) for resource in await client.list_resources()}
        variable = {template.uri_template for template in await client.list_resource_templates()}
    assert {"altsports://sports", "altsports://tools"} <= fixed
    assert {"altsports://leagues/{league_id}", "altsports://leagues/{league_id}/sources"} <= variable


async def test_an_address_gives_what_its_tool_gives(stage):
    answer = (await stage.post("resources/read", {"uri": LEAGUE})).json()["result"]
    called = await stage.call("get_league", {"league_id": LEAGUE.rpartition("/")[2]})
    assert answer["contents"][0]["text"] == called["content"][0]["text"]


async def test_an_address_of_nothing_is_an_error_with_its_uri(stage):
    response = await stage.post("resources/read", {"uri": "altsports://leagues/nobody"})
    error = response.json()["error"]
    assert error["code"] == -32602
    assert error["data"]["uri"] == "altsports://leagues/nobody"
    assert error["data"]["error"]["reason"] == "LEAGUE_NOT_FOUND"


async def test_an_address_needs_what_its_tool_needs(stage):
    response = await stage.post("resources/read", {"uri": "altsports://tasks"})
    assert response.json()["error"]["data"]["error"]["type"] == "unauthenticated"


async def test_all_tools_can_be_read_as_one_document(stage):
    answer = (await stage.post("resources/read", {"uri": "altsports://tools"})).json()["result"]
    assert '"name":"search_leagues"' in answer["contents"][0]["text"]


async def test_prompts_name_their_arguments_and_put_them_in(stage):
    async with stage.client() as client:
        prompts = {prompt.name: prompt for prompt in await client.list_prompts()}
        rendered = await client.get_prompt("scout_league", {"sport": "lacrosse", "location": "Canada"})
    arguments = {argument.name: argument for argument in prompts["scout_league"].arguments}
    assert arguments["sport"].required
    assert not arguments["location"].required
    assert "list_sports" in arguments["sport"].description
    assert "lacrosse in Canada" in rendered.messages[0].content.text
    assert set(prompts) == {"scout_league", "partnership_brief"}


async def test_the_instructions_map_domains_to_tools(stage):
    answer = (await stage.post("server/discover")).json()["result"]
    assert "league/leagues: " in answer["instructions"]
    assert answer["_meta"]["io.modelcontextprotocol/serverInfo"]["name"] == "altsportsleagues-mcp"


async def test_a_handshake_names_the_server(stage):
    params = {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "tests", "version": "1"},
    }
    result = (await stage.post_legacy("initialize", params))["result"]
    assert result["serverInfo"]["name"] == "altsportsleagues-mcp"
    assert result["serverInfo"]["version"] == "1.0.0"
    assert result["protocolVersion"] == "2025-11-25"
