"""Whatever is sent, the answer is one that the published OpenAPI document promises."""

import os
import re
from typing import Any, cast

import httpx
import orjson
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
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
ENDS_THE_SESSION = ("/logout", "/closure", "/sessions")
EXAMPLES = settings(
    max_examples=int(os.environ.get("TEST_EXAMPLES", "6")),
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=cast("Any", list(HealthCheck)),
)


def _operations(schema):
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path.startswith("/api/v1") and not operation.path.endswith(ENDS_THE_SESSION):
            yield operation


def _attack(operation, url: str, headers: dict[str, str]) -> str:
    """What went wrong; empty when every answer kept the promises."""

    @given(case=operation.as_strategy())
    @EXAMPLES
    def send(case):
        case.call_and_validate(base_url=url, headers=headers, checks=CHECKS)

    try:
        send()
    except FailureGroup as group:
        return f"{operation.label}: {group}"
    return ""


@pytest.mark.timeout(300)
def test_no_input_breaks_a_promise_of_the_openapi_document(mesh, new_user):
    headers = new_user(tier="enterprise", role="admin")["headers"]
    schema = schemathesis.openapi.from_path(FILE)
    broken = [found for one in _operations(schema) if (found := _attack(one, mesh.gateways[0], headers))]
    assert not broken, "\n".join(broken)


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
