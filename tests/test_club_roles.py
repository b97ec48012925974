"""Who may what in a club: the documented matrix, compared with what every role gets on every route.

And the club next door: what exists there looks like what never was.
"""

import asyncio
import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest

from altsports.contract.catalog import Method, load_catalog
from service_kit.testing.examples import example_request

NOBODY: Final = "00000000-0000-4000-8000-000000000000"
PASSWORD: Final = "a long walk to the rink"
AT_ONCE: Final = 16
COACHES: Final = frozenset({"football:read", "football:write", "analysis:run", "notes:read", "notes:write"})
MATRIX: Final[Mapping[str, frozenset[str]]] = {
    "owner": COACHES | {"accounts:read", "accounts:create", "accounts:update", "accounts:delete"},
    "head_coach": COACHES,
    "assistant_coach": COACHES,
    "analyst": COACHES - {"football:write"},
    "player": frozenset({"football:read", "notes:read"}),
}
"""What the document promises to each job. Anything that is no job of the list is a player."""
METHODS: Final = [
    method
    for method in load_catalog().methods
    if method.http and method.http.path.startswith("/api/v1/football/") and method.policy.access == "REQUIRED"
]


def _places(method: Method, *, alias: bool) -> tuple[str, str]:
    assert method.http is not None
    if alias and method.http.aliases:
        return method.http.aliases[0].verb, method.http.aliases[0].path
    return method.http.verb, method.http.path


async def _statuses(
    client: httpx.AsyncClient, headers: dict[str, str], *, alias: bool
) -> dict[str, tuple[int, dict[str, Any]]]:
    """The answers of all routes. A body that is no JSON keeps those that may from changing anything."""
    gate, found = asyncio.Semaphore(AT_ONCE), dict[str, tuple[int, dict[str, Any]]]()

    async def ask(method: Method) -> None:
        verb, path = _places(method, alias=alias)
        content = None if verb in ("GET", "DELETE") else b"{"
        typed = headers | ({} if content is None else {"Content-Type": "application/json"})
        async with gate:
            answer = await client.request(
                verb, re.sub(r"{[^}]*}", NOBODY, path), content=content, headers=typed
            )
        found[method.name] = answer.status_code, answer.json() if answer.is_error else {}

    await asyncio.gather(*map(ask, METHODS))
    return found


@pytest.fixture
def member_of(http: httpx.AsyncClient, admin: dict[str, str]) -> Callable[..., Any]:
    """Makes a member of the administrator's club, who accepts the invitation; returns staff id and login."""

    async def make(job: str, platform_role: str = "user") -> tuple[str, dict[str, str]]:
        email = f"{uuid4().hex}@altsports.example"
        hired = await http.post("/api/staff", json={"email": email, "role": job}, headers=admin)
        assert hired.status_code == 201, hired.text
        mails = await http.get("/api/v1/dev/inbox", params={"to": email}, headers=admin)
        token = mails.raise_for_status().json()["mails"][0]["link_token"]
        joined = await http.post("/auth/register/invited", json={"token": token, "password": PASSWORD})
        facts = {"tier": "enterprise", "role": platform_role}
        path = f"/api/v1/users/{joined.raise_for_status().json()['user']['id']}"
        (await http.patch(path, json=facts, headers=admin)).raise_for_status()
        return hired.json()["id"], {"username": email, "password": PASSWORD}

    return make


async def _log_in(client: httpx.AsyncClient, login: dict[str, str]) -> dict[str, str]:
    tokens = (await client.post("/auth/login", json=login)).raise_for_status().json()
    return {"Authorization": f"Bearer {tokens['access_token']}"}


def _check(answers: Mapping[str, tuple[int, dict[str, Any]]], held: frozenset[str]) -> None:
    """Whether each route refused exactly those permissions that are not held, by name."""
    needed = {method.name: method.policy.permissions for method in METHODS}
    for name, (status, body) in answers.items():
        missing = [permission for permission in needed[name] if permission not in held]
        if missing:
            assert (status, body["code"]) == (403, "insufficient_permissions"), (name, body)
            assert missing[0] in body["detail"], (name, body)
        else:
            assert status not in (401, 403, 429, 500, 503), (name, status, body)


@pytest.mark.parametrize("job", MATRIX)
async def test_a_role_gets_exactly_what_the_matrix_says(http, member_of, job: str):
    headers = await _log_in(http, (await member_of(job))[1])
    _check(await _statuses(http, headers, alias=job == "player"), MATRIX[job])


@pytest.mark.parametrize("role", ["analyst", "admin"])
async def test_a_platform_role_opens_nothing_in_a_club(http, admin, member_of, role: str):
    staff_id, login = await member_of("player", role)
    _check(await _statuses(http, await _log_in(http, login), alias=False), MATRIX["player"])
    suspended = await http.patch(f"/api/users/{staff_id}", json={"is_active": False}, headers=admin)
    assert suspended.json()["status"] == "suspended"
    _check(await _statuses(http, await _log_in(http, login), alias=False), frozenset())


async def test_what_is_next_door_looks_like_what_never_was(http, new_user):
    headers = new_user(tier="enterprise")["headers"]
    for method in METHODS:
        assert method.http is not None
        for field in method.http.path_fields:
            if not field.endswith("_id"):
                continue
            answers: list[tuple[int, str]] = []
            for values in ({}, {field: NOBODY}):
                request = example_request(method, **values)
                answer = await http.request(**request, headers=headers)
                answers.append((answer.status_code, answer.json()["code"]))
            assert answers[0] == answers[1], (method.name, answers)
            assert answers[0][0] == 404, (method.name, answers)


async def test_people_and_staff_are_rows_like_all_others_over_http(http, new_user):
    headers = new_user()["headers"]

    async def ask(verb: str, path: str, status: int, body: Any = None, **more: str) -> httpx.Response:
        answer = await http.request(verb, path, json=body, headers=headers | more)
        assert answer.status_code == status, answer.text
        return answer

    assert (await ask("GET", "/api/users/me", 200)).json()["user_type"] == "owner"
    email = f"{uuid4().hex}@altsports.example"
    made = await ask("POST", "/api/users", 201, {"email": email, "full_name": "Gina"})
    place = f"/api/users/{made.json()['id']}"
    tag = made.headers["ETag"]
    assert tag.startswith('"1-')
    cleared = await ask("PATCH", place, 200, {"full_name": None}, **{"If-Match": tag})
    assert (cleared.json()["full_name"], cleared.json()["version"]) == (None, 2)
    late = await ask("PUT", place, 412, {"email": email}, **{"If-Match": tag})
    assert late.json()["code"] == "VERSION_MISMATCH"
    assert (await ask("PATCH", place, 422, {"password": "a long walk home"})).json()["detail"]
    listed = await ask("GET", "/api/users?page_size=1", 200)
    assert (len(listed.json()), listed.headers["X-Total-Count"]) == (1, "2")
    team = (await ask("POST", "/api/teams", 201, {"name": "First"})).json()["id"]
    body = {"user_id": made.json()["id"], "role": "head_coach", "team_id": team}
    staff = (await ask("POST", "/api/staff", 201, body)).json()
    assert (staff["app_role"], staff["team_access"], "football.write" in staff["app_permissions"]) == (
        *("coach", [team]),
        True,
    )
    foreign = await ask("PATCH", f"/api/staff/{staff['id']}", 422, {"team_access": [NOBODY]})
    assert foreign.json()["detail"][0]["loc"] == ["body", "team_access"]
    assert foreign.json()["code"] == "UNKNOWN_TEAM"
    await ask("DELETE", f"/api/staff/{staff['id']}", 204, **{"If-Match": '"3"'})
    await ask("GET", f"/api/staff/{staff['id']}", 404)
    await ask("DELETE", place, 204)
    await ask("GET", place, 404)


async def test_a_player_has_the_account_of_a_member_or_none(http, new_user):
    owner, aoife = new_user(), {"first_name": "Aoife", "last_name": "Byrne"}
    headers, own = owner["headers"], owner["user"]["id"]
    for stranger in (new_user()["user"]["id"], NOBODY):
        refused = await http.post("/api/players", json=aoife | {"user_id": stranger}, headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (422, "UNKNOWN_REFERENCE")
        assert refused.json()["detail"][0]["loc"] == ["body", "user_id"]
    made = await http.post("/api/players", json=aoife | {"user_id": own}, headers=headers)
    assert (made.status_code, made.json()["user_id"]) == (201, own)
