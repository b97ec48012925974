"""Tool calls over HTTP: the request that reaches the service, the answer, and the details of failures."""

import asyncio

import jsonschema
import pytest

from service_kit.errors import InvalidArgument
from service_kit.testing.tool_errors import error_in
from service_kit.testing.waiting import eventually

LEAGUE_ID = "05428cae-aeaa-57dd-926a-cb7710ce1a48"


async def test_a_result_is_data_and_the_same_as_text_with_what_it_cost(stage):
    result = await stage.call("search_leagues", {"sport": "lacrosse"})
    league = {"name": "Premier Lacrosse League", "id": LEAGUE_ID}
    assert result["structuredContent"] == {"result": [league]}
    assert result["content"][0]["text"] == f'[{{"name":"{league["name"]}","id":"{LEAGUE_ID}"}}]'
    meta = result["_meta"]
    assert meta["duration_ms"] > 0
    assert meta["tokens_used"] == 0
    assert meta["related_tools"] == ["get_league", "find_leagues", "analyze_partnerships"]
    assert meta["next_page_token"] == "more"


async def test_defaults_of_the_contract_reach_the_service(stage):
    await stage.call("search_leagues", {"sport": "lacrosse"})
    (request,) = stage.mesh.leagues.calls
    assert (request.level, request.page_size) == ("professional", 20)


async def test_a_result_fits_the_schema_that_was_listed(stage):
    tools = (await stage.post("tools/list")).json()["result"]["tools"]
    schema = next(tool["outputSchema"] for tool in tools if tool["name"] == "get_league")
    result = await stage.call("get_league", {"league_id": LEAGUE_ID})
    jsonschema.validate(result["structuredContent"], schema)


async def test_wrong_arguments_name_their_fields_and_do_not_reach_the_service(stage):
    result = await stage.call("search_leagues", {"level": "profesional", "spotr": "x"})
    error = error_in(result)
    assert result["isError"]
    assert (error["type"], error["reason"]) == ("validation_failed", "INVALID_ARGUMENTS")
    by_field = {field["field"]: field for field in error["fields"]}
    assert set(by_field) == {"sport", "level", "spotr"}
    assert by_field["level"]["allowed"] == ["professional", "amateur", "youth"]
    assert by_field["level"]["did_you_mean"] == ["professional"]
    assert by_field["spotr"]["did_you_mean"] == ["sport"]
    assert stage.mesh.leagues.calls == []


async def test_a_documented_value_outside_the_list_names_the_field(stage):
    error = error_in(await stage.call("search_leagues", {"sport": "x", "level": "galactic"}))
    assert error["field"] == "level"
    assert stage.mesh.leagues.calls == []


async def test_a_word_that_only_the_service_refuses_names_the_field_too(stage):
    stage.mesh.leagues.refusal = InvalidArgument("unknown sport: soccor", field="sport")
    error = error_in(await stage.call("search_leagues", {"sport": "soccor"}))
    assert (error["type"], error["field"]) == ("invalid_argument", "sport")


async def test_an_id_that_does_not_exist_comes_with_the_call_that_finds_one(stage):
    result = await stage.call("get_league", {"league_id": "premier lacrosse"})
    error = error_in(result)
    assert error["reason"] == "LEAGUE_NOT_FOUND"
    assert error["suggested_calls"] == [{"tool": "find_leagues", "arguments": {"query": "premier lacrosse"}}]
    assert error["alternative_tools"] == ["search_leagues", "find_leagues"]


async def test_an_unavailable_service_is_reported_in_the_documented_words(stage):
    await stage.mesh.stop("league")
    result = await stage.call("search_leagues", {"sport": "soccer"})
    error = error_in(result)
    assert result["isError"]
    assert error["message"].startswith("League search failed: ")
    assert error["recovery_suggestions"][:2] == ["Try different sport name", "Check location spelling"]
    assert (error["error_type"], error["retryable"]) == ("unavailable", True)
    assert error["alternative_tools"] == []
    assert error["technical_details"]["rpc"] == "altsports.league.v1.LeagueService/ListLeagues"
    assert "unix:" not in str(result)


async def test_nothing_found_says_what_to_try(stage):
    stage.mesh.leagues.found.clear()
    result = await stage.call("search_leagues", {"sport": "soccer"})
    assert result["structuredContent"] == {"result": []}
    assert "Try different sport name" in result["_meta"]["suggestions"]


async def test_an_answer_that_is_too_large_says_how_to_ask_for_less(stage):
    stage.mesh.leagues.found[:] = stage.mesh.leagues.found * 3000
    result = await stage.call("search_leagues", {"sport": "soccer", "page_size": 100})
    error = error_in(result)
    assert error["reason"] == "ANSWER_TOO_LARGE"
    assert any("page_size" in advice for advice in error["recovery_suggestions"])


@pytest.mark.parametrize("path", ["modern", "legacy"])
async def test_an_unknown_tool_is_an_error_of_the_protocol(stage, path):
    params = {"name": "search_league", "arguments": {}}
    if path == "modern":
        answer = (await stage.post("tools/call", params)).json()
    else:
        answer = await stage.post_legacy("tools/call", params)
    assert answer["error"]["code"] == -32602
    assert "search_leagues" in answer["error"]["data"]["did_you_mean"]


async def test_the_caller_and_the_request_reach_the_service(stage):
    token = stage.mesh.issuer.token("leagues:write")
    await stage.call(
        "create_league",
        {"name": "New League", "sport": "korfball", "level": "amateur"},
        authorization=f"Bearer {token}",
        x_request_id="r-1",
    )
    (caller,) = stage.mesh.leagues.callers
    assert (caller.username, caller.request_id, caller.ip) == ("ada", "r-1", "127.0.0.1")


@pytest.mark.parametrize("where", ["header", "meta"])
async def test_a_trace_goes_on_in_the_service(stage, where):
    trace = "0af7651916cd43dd8448eb211c80319c"
    parent = f"00-{trace}-b7ad6b7169203331-01"
    params = {"name": "search_leagues", "arguments": {"sport": "x"}}
    if where == "header":
        response = await stage.post("tools/call", params, traceparent=parent)
    else:
        response = await stage.post("tools/call", {**params, "_meta": {"traceparent": parent}})
    assert response.json()["result"]["_meta"]["trace_id"] == trace
    assert trace in stage.mesh.leagues.callers[0].traceparent


async def test_a_client_that_hangs_up_stops_the_work(stage):
    stage.mesh.leagues.delay_s = 30
    call = asyncio.ensure_future(stage.call("search_leagues", {"sport": "x"}))

    async def arrived() -> bool:
        return bool(stage.mesh.leagues.calls)

    await eventually(arrived)
    call.cancel()
    async with asyncio.timeout(5):
        await stage.mesh.leagues.cancelled.wait()
