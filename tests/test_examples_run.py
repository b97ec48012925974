"""The examples of the contract work as they stand, for whoever logged in with what `make up` prints."""

import asyncio
import json
import re
from functools import cache
from time import monotonic, sleep
from typing import Any

import httpx
import pytest
from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport
from jsonschema import Draft202012Validator, FormatChecker

from altsports.contract.catalog import load_catalog
from altsports.contract.policy import snake_case
from gateway_service.openapi.published import FILE
from service_kit.caller import service_caller
from service_kit.errors import NotFound, Unavailable
from service_kit.rpc.answers import Responses
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.validation import validated
from service_kit.settings.mesh import MeshSettings
from service_kit.testing.linked import linked
from service_kit.testing.tool_errors import error_in

NOW = re.compile(rb'"(as_of_time|cursor_time|timestamp)":"[^"]+"')
"""What differs each time that an answer is made."""

OF_A_NEW_ACCOUNT = {"ChangeEmail", "ChangePassword", "CloseAccount", "Logout", "LogoutAll"}
"""They name the password of the account that the example of Register makes, or end the caller's sessions."""

REFUSED = {
    "GetTacticalInsight": (
        404,
        "TACTICAL_INSIGHT_NOT_FOUND",
        "the id of an insight follows from its figures",
    ),
    "AnalysisCancelAnalysis": (400, "ANALYSIS_ENDED", "the analysis of the demo is complete"),
    "AnalysisGetAnalysisFile": (404, "ANALYSIS_FILE_NOT_FOUND", "the analysis of the demo has made no file"),
    "AnalysisRetryAnalysis": (400, "ANALYSIS_COMPLETED", "the analysis of the demo is complete"),
    "RegisterInvited": (400, "LINK_INVALID", "the token of a link comes by mail and works once"),
    "ResetPassword": (400, "LINK_INVALID", "the token of a link comes by mail and works once"),
    "VerifyEmail": (400, "LINK_INVALID", "the token of a link comes by mail and works once"),
    "RefreshSession": (401, "REFRESH_TOKEN_INVALID", "a refresh token is told once, to whoever logged in"),
    "Unsubscribe": (404, "UNSUBSCRIBE_LINK_INVALID", "the link comes by mail, and belongs to one account"),
    "FollowStream": (404, "STREAM_NOT_FOUND", "a stream is kept for a quarter of an hour"),
    "FantasyVerifyRace": (400, "RESULTS_UPSTREAM_MISSING", "the races of the demo are simulated"),
    "FantasyDecideResult": (409, "RESULT_NOT_QUARANTINED", "no result of the demo is in quarantine"),
    "FantasySetDrivers": (409, "RACE_LOCKED", "every race with a known key has been locked"),
    "FantasySetCaptain": (409, "RACE_LOCKED", "every race with a known key has been locked"),
    "FantasyCreateTeam": (409, "TEAM_EXISTS", "the administrator has the team that other examples use"),
    "FantasyDeleteTeam": (403, "NOT_TEAM_OWNER", "the only team of the administrator is used by examples"),
    "CancelEvent": (400, "EVENT_FINAL", "every game with a known id has been played"),
    "PostponeEvent": (400, "EVENT_FINAL", "every game with a known id has been played"),
    "RecordLine": (
        400,
        "LINE_TOO_LATE",
        "lines are taken until kick-off, and every game with a known id begins",
    ),
    "FantasySetPrice": (409, "PRICES_PUBLISHED", "the list of a known race is published when it begins"),
}
"""What cannot succeed when it is copied: the documented answer, and why."""

ONCE = {
    "CancelTask": "TASK_ENDED",
    "RetryTask": "TASK_NOT_FAILED",
    "AddMember": "MEMBER_EXISTS",
    "CreateClubUser": "MEMBER_EXISTS",
    "CreateLeague": "LEAGUE_EXISTS",
    "CreateStaffMember": "STAFF_EXISTS",
    "DeleteAnalysis": "ANALYSIS_NOT_FOUND",
    "DeleteClubUser": "USER_NOT_FOUND",
    "DeleteStaffMember": "STAFF_NOT_FOUND",
    "DeleteDocument": "DOCUMENT_NOT_FOUND",
    "FantasyCreateDriver": "DRIVER_EXISTS",
    "FootballCreateRecord": "RECORD_EXISTS",
    "FootballDeleteMatchNote": "RECORD_NOT_FOUND",
    "FootballErasePlayer": "RECORD_NOT_FOUND",
    "FootballGetCalendar": "CALENDAR_NOT_FOUND",
    "FootballDeleteRecord": "RECORD_NOT_FOUND",
    "FantasyDeleteF1League": "FANTASY_LEAGUE_NOT_FOUND",
    "FantasyJoinF1League": "ALREADY_A_MEMBER",
    "FantasyJoinF1LeagueByCode": "ALREADY_A_MEMBER",
    "FantasyLeaveF1League": "NOT_A_MEMBER",
    "FantasyRemoveF1LeagueMember": "NOT_A_MEMBER",
    "FantasyTransferF1League": "NOT_THE_OWNER",
    "FantasyCreateRace": "RACE_EXISTS",
    "FantasyDeleteDriver": "DRIVER_NOT_FOUND",
    "FantasyDeleteRace": "RACE_NOT_FOUND",
    "DeleteFile": "FILE_NOT_FOUND",
    "DeleteLeague": "LEAGUE_NOT_FOUND",
    "DeleteModelBudget": "MODEL_BUDGET_NOT_FOUND",
    "DeleteReplay": "REPLAY_NOT_FOUND",
    "DeleteTaskSchedule": "TASK_SCHEDULE_NOT_FOUND",
    "DeleteUser": "USER_NOT_FOUND",
    "ForgetMemory": "MEMORY_NOT_FOUND",
    "RemoveMember": "MEMBER_NOT_FOUND",
}
"""What works once: the documented reason for the agent whose example ran over REST before."""


def _examples(method):
    """What the documentation and the tools show, each as a whole request."""
    tool = [dict(method.tool.example)] if method.tool else []
    whole = [*tool, *method.policy.examples]
    path = {name: whole[0][name] for name in method.http.path_fields} if whole else {}
    body = [{**path, **method.body_example}] if method.http.body and method.body_example else []
    found = [*tool, *map(dict, method.policy.examples), *body]
    return {json.dumps(one, sort_keys=True): one for one in found}.values()


def _methods():
    """Those with a route. Deletions come last: what they delete may be looked at before."""
    routed = [method for method in load_catalog().methods if method.http is not None]
    return sorted(routed, key=lambda method: method.http.verb == "DELETE")


def _id(method, face):
    """Names a method as people and as agents do, so that `-k` with either name runs all of its faces."""
    return f"{method.operation_id}-{snake_case(method.operation_id)}-{face}"


def _cases():
    for method in _methods():
        for number, example in enumerate(_examples(method)):
            yield pytest.param(method, example, id=_id(method, f"rest{number or ''}"))


def _tools():
    """Writes too: REST has run the same example before."""
    for method in _methods():
        if method.tool:
            yield pytest.param(method, id=_id(method, "tool"))


@pytest.fixture(scope="module")
def runner(mesh):
    """Headers of the administrator, in a session of its own, once the experts have caught up."""
    url = mesh.gateways[0]
    mesh.wait_until(
        lambda: httpx.get(f"{url}/api/v1/replays/example").json().get("status") == "paused", seconds=120
    )
    tokens = httpx.post(f"{url}/auth/login", json=mesh.admin, timeout=20).raise_for_status().json()
    return {"Authorization": f"Bearer {tokens['access_token']}"}


@pytest.mark.parametrize(("method", "example"), list(_cases()))
def test_an_example_succeeds_as_it_stands(mesh, runner, new_user, method, example):
    headers = new_user()["headers"] if method.operation_id in OF_A_NEW_ACCOUNT else runner
    path = method.http.path.format(**example)
    rest = {name: value for name, value in example.items() if name not in method.http.path_fields}
    place: dict[str, Any] = {"json": rest} if method.http.body else {"params": rest}
    wanted, code, _ = REFUSED.get(method.operation_id, (method.policy.success_status, None, ""))
    with httpx.Client(base_url=mesh.gateways[0], timeout=30, headers=headers) as client:
        answer = _answer_of(lambda: client.request(method.http.verb, path, **place), wanted)
    assert answer.status_code == wanted, answer.text
    if code is not None:
        assert answer.json()["code"] == code
    assert _violations(method.operation_id, answer) == []


async def test_json_that_a_service_makes_is_that_of_its_message(mesh, runner):
    """For all that gateways may cache. They ask for the JSON."""
    cached = [m for m in _methods() if m.policy.cache and m.operation_id not in REFUSED]
    cases = [(method, example) for method in cached for example in _examples(method)]
    different = []
    async with MeshClient.from_settings(MeshSettings(home=mesh.home)) as client:
        for area in {method.area for method in cached}:
            await linked(client, area)
        for method, example in cases:
            pairs = [
                await _in_both_forms(client, method, example) for _ in range(2)
            ]  # experts may act between
            if all(one != other for one, other in pairs):
                different.append((method.rpc, pairs[0]))
    assert different == []


async def _in_both_forms(client, method, example):
    """The answer as the service encodes it, and its message as it is encoded here."""
    request = method.request_from_json(validated(method.request_model, example).model_dump())
    caller = service_caller("tests")
    ends = monotonic() + 120
    while True:
        try:
            message = Responses(method).json(await client.call(method, request, caller=caller))
            break
        except (NotFound, Unavailable):  # the experts catch up with the season
            if monotonic() > ends:
                raise
            await asyncio.sleep(0.5)
    from_service = await client.call_for_json(method, request, caller=caller)
    return [[NOW.sub(b"", part) for part in answer] for answer in (from_service, message)]


@pytest.mark.parametrize("method", list(_tools()))
async def test_an_example_of_a_tool_succeeds_for_an_agent(mesh, runner, new_user, method):
    headers = new_user()["headers"] if method.operation_id in OF_A_NEW_ACCOUNT else runner
    async with Client(StreamableHttpTransport(mesh.mcp, headers=headers)) as tools:
        result = await tools.call_tool(method.tool.name, dict(method.tool.example), raise_on_error=False)
    reason = error_in(result)["reason"] if result.is_error else None
    if method.operation_id in REFUSED:
        assert reason == REFUSED[method.operation_id][1], result.content
    else:
        assert reason in {None, ONCE.get(method.operation_id)}, result.content


def test_the_administrator_is_still_logged_in(mesh, runner):
    assert httpx.get(f"{mesh.gateways[0]}/api/v1/users/me", headers=runner).status_code == 200


def test_what_is_refused_is_documented_to_be():
    documented = {method.operation_id: method.errors for method in load_catalog().methods}
    refused = {name: code for name, (_, code, _) in REFUSED.items()}
    for name, code in (refused | ONCE).items():
        assert code in {error.reason for error in documented[name]}, name


def _violations(operation_id, answer):
    """How an answer differs from what the published document says about it. A stream must end well."""
    if answer.headers.get("content-type") == "text/event-stream":
        return [] if "\nevent: done\n" in answer.text else [f"not the end of a stream: {answer.text[-500:]}"]
    document, operations = _published()
    response = operations[operation_id]["responses"][str(answer.status_code)]
    if "$ref" in response:
        response = document["components"]["responses"][response["$ref"].rpartition("/")[2]]
    schemas = [content["schema"] for content in response.get("content", {}).values()]
    if not schemas:
        return [] if answer.content == b"" else ["there is a body"]
    schema = {**schemas[0], "components": document["components"]}
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(answer.json())]


@cache
def _published():
    document = json.loads(FILE.read_bytes())
    return document, {one["operationId"]: one for path in document["paths"].values() for one in path.values()}


def _answer_of(send, wanted):
    """The experts catch up with the season after the start: what is missing comes within two minutes."""
    ends = monotonic() + 120
    answer = send()
    while answer.status_code in {404, 409, 503} and wanted < 400 and monotonic() < ends:
        sleep(0.5)
        answer = send()
    return answer
