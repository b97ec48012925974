"""What common hosts send, and what they accept of a list of tools."""

import json
from typing import Any

import orjson
import pytest

from mcp_service.calls.failures import failure
from mcp_service.tools.registry import contract_registry
from mcp_service.tools.routes import with_tools
from service_kit.errors import Unavailable
from service_kit.testing.tool_errors import error_in

REGISTRY = contract_registry()
TEXTS = {"maxLength", "minLength", "pattern", "enum", "examples", "default", "description"}
NUMBERS = {"minimum", "maximum"}
STRUCTURES = {"type", "properties", "required", "items", "minItems", "maxItems", "additionalProperties"}
KNOWN_KEYWORDS = TEXTS | NUMBERS | STRUCTURES
HOSTS: dict[str, dict[str, Any]] = {
    # https://platform.openai.com/docs/guides/function-calling: 128 functions, names of 64 characters.
    "OpenAI": {"tools": 128, "name": 64, "refuses": {"$ref", "oneOf", "allOf", "not", "if"}},
    # https://ai.google.dev/api/caching#Schema: a subset of OpenAPI 3.0; text formats are enum and date-time.
    "Gemini": {"tools": 128, "name": 64, "refuses": {"$ref", "$defs", "const", "oneOf", "allOf", "format"}},
    # https://docs.anthropic.com/en/docs/agents-and-tools/tool-use: names of 64 characters.
    "Anthropic": {"tools": 128, "name": 64, "refuses": {"$ref"}},
    # Ajv in strict mode, which many hosts use, throws on a format that it does not know.
    "Ajv": {"tools": 1000, "name": 128, "refuses": {"format"}},
    # VS Code: 128 tools in one request.
    "VS Code": {"tools": 128, "name": 64, "refuses": {"$ref"}},
}


def keywords(schema: Any) -> set[str]:
    found = set(schema)
    for part in schema.get("properties", {}).values():
        found |= keywords(part)
    for name in ("items", "additionalProperties"):
        if isinstance(schema.get(name), dict):
            found |= keywords(schema[name])
    return found


@pytest.mark.parametrize("host", HOSTS)
def test_the_tools_are_within_the_limits_of_a_host(host):
    limits = HOSTS[host]
    listed = [card for card in REGISTRY if card.listed]
    assert sum(card.is_for_all for card in listed) <= limits["tools"]
    for card in listed:
        assert len(card.name) <= limits["name"]
        found = keywords(card.parameters)
        assert not found & limits["refuses"], card.name
        assert found <= KNOWN_KEYWORDS, card.name


@pytest.mark.parametrize(("role", "least"), [(None, 30), ("user", 50), ("admin", 70)])
async def test_a_list_of_tools_is_small_enough_for_a_context(stage, role, least):
    headers = {"authorization": f"Bearer {stage.mesh.issuer.token('*', role=role)}"} if role else {}
    tools = (await stage.post("tools/list", **headers)).json()["result"]["tools"]
    assert len(tools) >= least
    assert len(orjson.dumps(tools)) / len(tools) < 1_150


async def test_tools_for_administrators_are_listed_where_they_are_asked_for(stage):
    admin = {"authorization": f"Bearer {stage.mesh.issuer.token('*', role='admin')}"}
    listed = {}
    for toolsets in ("", "operators"):
        answer = await stage.post("tools/list", **admin, **{"x-mcp-toolsets": toolsets})
        listed[toolsets] = {tool["name"] for tool in answer.json()["result"]["tools"]}
    assert "list_users" in listed["operators"] - listed[""]
    assert "search_leagues" in listed[""] - listed["operators"]
    user = {"authorization": f"Bearer {stage.mesh.issuer.token('*', role='user')}"}
    answer = await stage.post("tools/list", **user, **{"x-mcp-toolsets": "operators"})
    assert answer.json()["result"]["tools"] == []


async def test_rarely_used_tools_of_fantasy_are_listed_under_their_product(stage):
    rare = {"update_fantasy_team", "delete_fantasy_team", "delete_fantasy_league", "list_fantasy_lineups"}
    rare |= {"list_fantasy_league_members", "remove_fantasy_league_member", "transfer_fantasy_league"}
    rare |= {"renew_fantasy_league_code"}
    user = {"authorization": f"Bearer {stage.mesh.issuer.token('*', role='user')}"}
    listed = {}
    for toolsets in ("", "f1"):
        answer = await stage.post("tools/list", **user, **{"x-mcp-toolsets": toolsets})
        listed[toolsets] = {tool["name"] for tool in answer.json()["result"]["tools"]}
    assert rare <= listed["f1"]
    assert not rare & listed[""]


@pytest.mark.parametrize("product", ["leagues", "competitions", "nfl"])
async def test_the_tools_of_a_product_are_small_too(stage, product):
    answer = await stage.post("tools/list", **{"x-mcp-toolsets": product})
    tools = answer.json()["result"]["tools"]
    assert len(orjson.dumps(tools)) / len(tools) < 1_450


async def test_null_is_an_argument_that_is_not_given(stage):
    for card in REGISTRY:
        if not card.spec.read_only or card.method.policy.access == "REQUIRED":
            continue
        optional = set(card.parameters["properties"]) - set(card.parameters.get("required", ()))
        example = dict(card.meta["examples"][0]["arguments"])
        nulls = dict.fromkeys(optional - set(example))
        result = await stage.call(card.name, {**example, **nulls})
        if result["isError"]:
            assert error_in(result)["reason"] != "INVALID_ARGUMENTS", card.name


async def test_null_for_a_required_argument_names_it(stage):
    error = error_in(await stage.call("search_leagues", {"sport": None}))
    assert (error["reason"], error["field"]) == ("INVALID_ARGUMENTS", "sport")


@pytest.mark.parametrize("kinds", [["sponsor"], '["sponsor"]', None])
async def test_a_list_may_come_as_json_text(stage, kinds):
    arguments = {"league_id": "x", "partner_types": kinds}
    assert error_in(await stage.call("analyze_partnerships", arguments))["reason"] == "UNIMPLEMENTED"


@pytest.mark.parametrize("kinds", ["sponsor", '["sponsor"', "7", '["nobody"]', {"a": 1}])
async def test_text_that_is_no_list_is_refused_with_the_field(stage, kinds):
    arguments = {"league_id": "x", "partner_types": kinds}
    error = error_in(await stage.call("analyze_partnerships", arguments))
    assert (error["reason"], error["field"].split("[")[0]) == ("INVALID_ARGUMENTS", "partner_types")


async def test_an_error_has_no_structured_content_and_keeps_its_details_as_text(stage):
    result = await stage.call("search_leagues", {"sport": "x", "level": "profesional"})
    assert "structuredContent" not in result
    prose, details = (part["text"] for part in result["content"])
    assert "level" in prose
    error = json.loads(details)["error"]
    assert {"type", "error_type", "message", "recovery_suggestions", "alternative_tools"} <= error.keys()
    assert not any("location" in advice for advice in error["recovery_suggestions"])


ACCEPTS = ["application/json", "text/event-stream", "*/*", "text/*", "application/json;q=0.9", None]


@pytest.mark.parametrize("accept", ACCEPTS)
@pytest.mark.parametrize("version", ["2026-07-28", "2025-11-25"])
async def test_clients_that_accept_one_type_or_name_none_are_served(stage, accept, version):
    arguments = {"name": "search_leagues", "arguments": {"sport": "x"}}
    for method, params in (("tools/list", {}), ("tools/call", arguments), ("ping", {})):
        answer = await stage_answer(stage, method, params, version, accept)
        kind = answer.headers["content-type"].split(";")[0]
        assert answer.status_code == 200, answer.text
        if accept and accept.startswith("application/json"):
            assert kind == "application/json"


async def stage_answer(stage, method: str, params: dict[str, Any], version: str, accept: str | None) -> Any:
    if version == "2026-07-28":
        if method == "ping":
            method, params = "server/discover", {}
        headers = {"accept": accept} if accept else {"accept": ""}
        return await stage.post(method, params, **headers)
    sent = {"mcp-protocol-version": version, **({"accept": accept} if accept else {})}
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    request = stage.http.build_request("POST", "/mcp", json=body, headers=sent)
    if accept is None:
        del request.headers["accept"]
    return await stage.http.send(request)


async def test_a_client_that_accepts_neither_type_is_refused(stage):
    answer = await stage_answer(stage, "tools/list", {}, "2025-11-25", "text/html")
    assert answer.status_code == 406
    assert answer.json()["error"]["data"]["reason"] == "NOT_ACCEPTABLE"


ROUTES = {
    "GET /api/v1/competitions lists them": "list_competitions lists them",
    "Read them first: GET /api/v1/events/{event_id}": "Read them first: get_event",
    "Read it: GET /api/v1/leagues/7.": "Read it: get_league.",
    "POST /api/v1/leagues, then GET /api/v1/leagues/7": "create_league, then get_league",
    "GET /api/teams lists them": 'list_club_record with noun "teams" lists them',
    "GET /api/v1/football/match_lineups/7": 'get_club_record with noun "match_lineups"',
    "PUT /api/players/7/consents/physical": "football_record_consent",
    "GET /api/v1/dev/nothing shows it": "GET /api/v1/dev/nothing shows it",
    "no route at all": "no route at all",
}


@pytest.mark.parametrize("text", ROUTES)
def test_advice_names_tools_in_place_of_routes(text):
    assert with_tools(text) == ROUTES[text]


def test_an_outage_gives_one_advice_to_wait():
    card = next(card for card in REGISTRY if card.name == "get_league")
    for recovery in ([], ["Try again in a few seconds"]):
        error = Unavailable("The league service does not answer", retry_after_s=1, recovery=recovery)
        outcome = failure(card, error, {}, {"request_id": ""})
        assert len(outcome.structured["error"]["recovery_suggestions"]) == 1


@pytest.mark.parametrize("version", ["2026-07-28", "2025-11-25"])
async def test_all_arguments_may_come_as_the_json_text_of_a_model(stage, version):
    for text, reason in (
        ('{"sport": "x"}', None),
        ("", "INVALID_ARGUMENTS"),
        ('{"sport": 7}', "INVALID_ARGUMENTS"),
    ):
        params = {"name": "search_leagues", "arguments": text}
        result = (await stage_answer(stage, "tools/call", params, version, "application/json")).json()[
            "result"
        ]
        assert (error_in(result)["reason"] if result["isError"] else None) == reason
    for text in ("[]", "sport", '"x"', '{"a":' * 300 + "1" + "}" * 300):
        params = {"name": "search_leagues", "arguments": text}
        answer = await stage_answer(stage, "tools/call", params, version, "application/json")
        assert answer.json()["error"]["code"] == -32602
