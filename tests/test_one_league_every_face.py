"""The same league over REST, gRPC and MCP."""

import grpc.aio
import pytest
from fastmcp import Client

from altsports.league.v1 import leagues_pb2 as pb
from altsports.league.v1.leagues_codec import league_to_json
from altsports.league.v1.leagues_pb2_grpc import LeagueServiceStub
from service_kit.testing.tool_errors import error_in

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
async def league(http):
    found = await http.get("/leagues", params={"sport": "lacrosse"})
    return found.json()["data"][0]


async def test_rest_grpc_and_mcp_tell_the_same_league(mesh, http, league):
    rest = (await http.get(f"/api/v1/leagues/{league['id']}")).json()["data"]
    async with grpc.aio.insecure_channel(mesh.told("ALTSPORTS_LEAGUE_ADDRESS")) as channel:
        answer = await LeagueServiceStub(channel).GetLeague(pb.GetLeagueRequest(league_id=league["id"]))
    async with Client(mesh.mcp) as tools:
        called = await tools.call_tool("get_league", {"league_id": league["id"]})
    assert rest == league_to_json(answer.league) == called.structured_content["league"]


async def test_missing_league_is_404_over_http_and_a_named_tool_error_over_mcp(mesh, http):
    response = await http.get(f"/api/v1/leagues/{NOBODY}")
    assert (response.status_code, response.json()["code"]) == (404, "LEAGUE_NOT_FOUND")
    async with Client(mesh.mcp) as tools:
        result = await tools.call_tool("get_league", {"league_id": NOBODY}, raise_on_error=False)
    assert error_in(result)["reason"] == "LEAGUE_NOT_FOUND"


@pytest.mark.parametrize("path", ["/leagues", "/leagues/", "/api/v1/leagues"])
async def test_documented_paths_answer_alike_without_redirect(http, path):
    response = await http.get(path, params={"sport": "lacrosse"})
    assert response.status_code == 200
    assert response.json()["data"][0]["sport"] == "lacrosse"


async def test_search_forgives_a_typing_error_and_says_why_it_matched(http):
    response = await http.get("/leagues/search", params={"query": "pickelball"})
    assert response.json()["data"][0]["sport"] == "pickleball"


async def test_the_agent_tool_answers_names_and_ids_only(mesh):
    async with Client(mesh.mcp) as tools:
        called = await tools.call_tool("search_leagues", {"sport": "lacrosse"})
    assert {frozenset(item) for item in called.structured_content["result"]} == {frozenset({"name", "id"})}


async def test_partnership_analysis_has_the_documented_fields(http, league):
    response = await http.post(f"/leagues/{league['id']}/partnership-analysis", json={})
    analysis = response.json()["data"]
    assert response.status_code == 200
    assert {"league", "opportunities", "summary", "total_potential_value"} <= analysis.keys()
    assert {
        "high_confidence_opportunities",
        "risk_factors",
        "recommendations",
        "ai_metadata",
    } <= analysis.keys()
    assert analysis["league"]["id"] == league["id"]
    assert all(1000 <= one["estimated_value"] <= 100_000_000 for one in analysis["opportunities"])
