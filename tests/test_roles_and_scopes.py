"""Who may call what: the routes of the contract as nobody, in every role, and with keys of one scope."""

import asyncio
import re
from collections.abc import Awaitable, Callable

import httpx
import pytest

from altsports.contract.catalog import Method, load_catalog

PAGES = {
    ("GET", "/api/v1/users/me/usage"): ("", "profile:read"),
    ("POST", "/api/v1/feed/tickets"): ("", "feed:read"),
    ("GET", "/api/v1/admin/metrics"): ("admin", "metrics:read"),
}
ROLES = ("user", "analyst", "partner", "admin")
AT_ONCE = 16
Targets = dict[tuple[str, str], tuple[str, str, frozenset[str]]]
METHODS = [method for method in load_catalog().methods if method.http is not None]


def _needs(method: Method) -> tuple[str, str, frozenset[str]]:
    policy = method.policy
    return policy.access, policy.role, frozenset(policy.permissions)


def _targets() -> Targets:
    """Verb and path of every route with credentials, with its access, role and permissions."""
    targets = {(method.http.verb, method.http.path): _needs(method) for method in METHODS if method.http}
    pages = {place: ("REQUIRED", role, frozenset({scope})) for place, (role, scope) in PAGES.items()}
    return {place: needs for place, needs in (targets | pages).items() if needs[0] != "PUBLIC"}


def _one_of_each() -> Targets:
    """One route for each combination of access, role and permissions."""
    return {place: needs for needs, place in {needs: place for place, needs in _targets().items()}.items()}


async def _refused(
    client: httpx.AsyncClient, headers: dict[str, str], targets: Targets
) -> set[tuple[str, str]]:
    """The routes that refuse the caller. A body that is no JSON keeps the others from changing anything."""
    gate, refused = asyncio.Semaphore(AT_ONCE), set[tuple[str, str]]()

    async def ask(verb: str, path: str) -> None:
        content = None if verb in ("GET", "DELETE") else b"{"
        place = re.sub(r"{[^}]*}", "00000000-0000-4000-8000-000000000000", path)
        typed = headers | ({} if content is None else {"Content-Type": "application/json"})
        async with gate:
            answer = await client.request(verb, place, content=content, headers=typed)
        assert answer.status_code not in (429, 500, 503), (verb, path, answer.text)
        if answer.status_code in (401, 403):
            assert answer.json()["code"] in ("insufficient_permissions", "UNAUTHENTICATED"), answer.text
            refused.add((verb, path))

    await asyncio.gather(*(ask(*place) for place in targets))
    return refused


@pytest.fixture
async def key_of(http, admin) -> Callable[[str], Awaitable[dict[str, str]]]:
    async def make(scope: str) -> dict[str, str]:
        body = {"name": scope, "scopes": [scope]}
        made = await http.post("/api/v1/api-keys", json=body, headers=admin)
        return {"X-API-Key": made.raise_for_status().json()["key"]}

    return make


async def test_nobody_is_refused_where_credentials_are_required(http):
    required = [place for place, needs in _one_of_each().items() if needs[0] == "REQUIRED"]
    statuses = {(await http.request(*place)).status_code for place in required}
    assert statuses - {429} == {401}  # other tests share the address


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_reaches_exactly_what_its_permissions_open(http, new_user, role: str):
    headers = new_user(tier="enterprise", role=role)["headers"]
    sheets = (await http.get("/api/v1/roles")).json()["roles"]
    roles = {("platform", role), ("club", "account_manager")}  # who registers manages an organisation
    found = [set(each["permissions"]) for each in sheets if (each["scope"], each["name"]) in roles]
    held = set[str]().union(*found)
    expected = {
        place
        for place, (access, wanted, permissions) in _targets().items()
        if access == "REQUIRED" and "*" not in held and (wanted not in ("", role) or not permissions <= held)
    }
    assert await _refused(http, headers, _targets()) == expected


async def test_a_key_of_one_scope_reaches_exactly_what_names_it_and_every_scope_reaches_something(
    http, key_of
):
    targets = _one_of_each()
    for scope in sorted({name for _, _, permissions in targets.values() for name in permissions}):
        expected = {place for place, (_, _, permissions) in targets.items() if not permissions <= {scope}}
        assert await _refused(http, await key_of(scope), targets) == expected, scope
        # What runs analyses opens nothing yet without what reads football.
        opened = {scope, "football:read"} if scope == "analysis:run" else {scope}
        assert any(permissions == opened for _, _, permissions in targets.values()), scope


async def test_a_key_that_reads_leagues_reads_nothing_else(http, key_of):
    refused = await _refused(http, await key_of("leagues:read"), _targets())
    assert {
        ("GET", "/api/v1/tasks"),
        ("GET", "/api/v1/tasks/{task_id}/status"),
        ("GET", "/api/v1/users/me/usage"),
        ("GET", "/api/v1/users/me"),
        ("POST", "/api/v1/feed/tickets"),
        ("POST", "/api/v1/battles/{battle_id}/votes"),
        ("GET", "/api/v1/organisations"),
        ("POST", "/api/v1/leagues"),
    } <= refused
    assert ("GET", "/api/v1/leagues") not in refused
