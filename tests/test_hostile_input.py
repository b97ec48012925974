"""Whatever is sent, the answer is one that the published OpenAPI document promises."""

import os
import re
from typing import Any, cast

import httpx
import orjson
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from gateway_service.openapi.published import FILE

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
pytestmark = pytest.mark.soak
LOGINS = ("/api/token", "/api/register", "/api/users/me")
ENDS_THE_SESSION = ("/logout", "/closure", "/sessions")
COUNT = int(os.environ.get("TEST_EXAMPLES", "6"))
EXAMPLES = settings(
    max_examples=COUNT,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=cast("Any", list(HealthCheck)),
)


def _is_of_club(path):
    """Whether a path is one of a club, canonical or documented."""
    bare = path.startswith("/api/") and not path.startswith("/api/v1/")
    return path.startswith("/api/v1/football/") or (bare and not path.startswith(LOGINS))


def _operations(of_club):
    """The operations of a club, or all others, without credentials: those of the caller are sent."""
    document = orjson.loads(FILE.read_bytes())
    del document["components"]["securitySchemes"]
    for operation in (each for path in document["paths"].values() for each in path.values()):
        operation.pop("security", None)
    for result in schemathesis.openapi.from_dict(document).get_all_operations():
        operation = cast("Any", result).ok()
        if _is_of_club(operation.path) is of_club:
            yield operation


def _attack(operation, url: str, session, *, mode=GenerationMode.POSITIVE, ids=None, count=COUNT) -> str:
    """What went wrong; empty when every answer kept the promises."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(EXAMPLES, max_examples=count)
    def send(case):
        if ids and mode is GenerationMode.POSITIVE:
            _name_rows(case, ids)
        assume("" not in cast("Any", case.query or {}).values())  # counts as left out, and is not refused
        case.call_and_validate(base_url=url, session=session, checks=CHECKS)

    try:
        send()
    except FailureGroup as group:
        return f"{operation.label}: {group}"
    except Unsatisfiable:  # no request to this operation is wrong
        return ""
    return ""


def _name_rows(case, ids):
    """Names rows that exist, so that requests reach the rules behind the first look-up; none is deleted."""
    if case.method != "DELETE" and not case.path.endswith("/erasure"):
        case.path_parameters = _naming(case.path_parameters, ids)
    case.body = _naming(case.body, ids)
    case.query = _naming(case.query, ids)


def _naming(value, ids):
    if isinstance(value, dict):
        return {
            name: ids[name] if name in ids and isinstance(inner, str) else _naming(inner, ids)
            for name, inner in value.items()
        }
    return [_naming(inner, ids) for inner in value] if isinstance(value, list) else value


@pytest.mark.timeout(300)
def test_no_input_breaks_a_promise_of_the_openapi_document(mesh, new_user):
    session = _session(new_user(tier="enterprise", role="admin"))
    broken = [
        found
        for operation in _operations(of_club=False)
        if operation.path.startswith("/api/v1") and not operation.path.endswith(ENDS_THE_SESSION)
        if (found := _attack(operation, mesh.gateways[0], session))
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.timeout(300)
def test_no_input_breaks_a_promise_of_a_club(mesh, new_user):
    """On canonical and documented paths, for one who may do everything in the club, right input and wrong."""
    owner = new_user(tier="enterprise")
    session, url, count = _session(owner), mesh.gateways[0], max(2, COUNT // 3)
    with httpx.Client(base_url=url, headers=owner["headers"], timeout=20) as client:
        ids = _rows_of_club(client)
    broken = [
        found
        for operation in _operations(of_club=True)
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        if mode is GenerationMode.POSITIVE or operation.path.startswith("/api/v1/")
        if (found := _attack(operation, url, session, mode=mode, ids=ids, count=count))
    ]
    assert not broken, "\n".join(broken)


def _session(user):
    session = requests.Session()
    session.headers.update(user["headers"])
    return session


def _rows_of_club(client):
    """One row of each noun that others name, by the name of its id."""

    def made(plural, **facts):
        return client.post(f"/api/{plural}", json=facts).raise_for_status().json()["id"]

    team, other = made("teams", name="Rovers"), made("teams", name="Quay", kind="opponent")
    player = made(
        "players",
        first_name="Aoife",
        last_name="Byrne",
        birth_date="2000-01-01",
        registrations=[{"team_id": team, "from": "2020-01-01"}],
    )
    match = made("matches", home_team_id=team, away_team_id=other, kick_off_at="2026-09-05T14:00:00Z")
    times = {"starts_at": "2027-01-05T18:00:00Z", "ends_at": "2027-01-05T19:30:00Z"}
    return {
        "team_id": team,
        "home_team_id": team,
        "away_team_id": other,
        "player_id": player,
        "match_id": match,
        "event_id": made("events", name="Cup"),
        "formation_id": made("formations", name="Ours", shape="4-3-3"),
        "match_lineup_id": made("match_lineups", match_id=match, player_id=player),
        "reunion_id": made("reunions", title="Plans", starts_at=times["starts_at"], team_id=team),
        "training_session_id": made("training_sessions", title="Pressing", team_id=team, **times),
    }


@pytest.mark.parametrize("number", [2**63, 2**64, -(2**63) - 1, 10**40])
async def test_an_integer_that_cannot_be_stored_is_refused_by_name_in_every_list(http, new_user, number):
    headers = new_user(tier="enterprise", role="admin")["headers"]
    document = orjson.loads(FILE.read_bytes())
    asked = []
    for path, operations in document["paths"].items():
        for parameter in operations.get("get", {}).get("parameters", []):
            if parameter["in"] == "query" and "integer" in str(parameter["schema"]):
                place = re.sub(r"{[^}]*}", "nfl", path)
                answer = await http.get(place, params={parameter["name"]: number}, headers=headers)
                named = f'"{parameter["name"]}"' in answer.text
                asked.append((path, parameter["name"], answer.status_code in (400, 422) and named))
    assert len(asked) > 40
    assert [place for place in asked if not place[2]] == []


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 422),
        (b"\xff\xfe", "application/json", 422),
        (b"[" * 100_000, "application/json", 422),
        (b'{"username": "\\u0000", "password": "x"}', "application/json", 422),
        (b"x" * 3_000_000, "application/json", 413),
        (b"<a/>", "application/xml", 415),
    ],
)
def test_a_malformed_body_is_refused_by_name(mesh, body, kind, status):
    answer = httpx.post(
        f"{mesh.gateways[0]}/auth/login", content=body, headers={"Content-Type": kind}, timeout=20
    )
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"]


def test_headers_that_claim_an_identity_are_ignored(mesh):
    claims = {"X-User-Id": "1", "X-Role": "admin", "X-Altsports-Caller": "forged"}
    assert httpx.get(f"{mesh.gateways[0]}/users/me", headers=claims).status_code == 401


def test_an_oversized_header_is_refused(mesh):
    answer = httpx.get(f"{mesh.gateways[0]}/api/v1/sports", headers={"X-Big": "x" * 100_000})
    assert answer.status_code == 431
