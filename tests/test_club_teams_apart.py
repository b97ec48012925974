"""Teams of one club: to whoever has access to another team, a team has nothing that ever was."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest

from altsports.contract.catalog import Method, load_catalog
from altsports.contract.resources import load_nouns
from service_kit.testing.examples import example_request

NOBODY: Final = "00000000-0000-4000-8000-000000000000"
MANAGER: Final = {"username": "demo@altsports.example", "password": "demo at altsports"}
PASSWORD: Final = "a long walk to the rink"
OF_CLUB: Final = frozenset({"formation_id", "event_id", "insight_id"})
"""The ids of rows that belong to the whole club."""
METHODS: Final = [
    method
    for method in load_catalog().methods
    if method.full_path.startswith("/altsports.football.v1.")
    and method.http
    and method.policy.access == "REQUIRED"
]


async def _log_in(http: httpx.AsyncClient, login: dict[str, str]) -> dict[str, str]:
    tokens = (await http.post("/auth/login", json=login)).raise_for_status().json()
    return {"Authorization": f"Bearer {tokens['access_token']}"}


@pytest.fixture
async def stranger(http: httpx.AsyncClient, admin: dict[str, str]) -> AsyncIterator[dict[str, str]]:
    """A coach of the demo's club who has access to a team that no example names."""
    manager = await _log_in(http, MANAGER)
    email, team = f"{uuid4().hex}@altsports.example", {"name": f"Veterans {uuid4()}"}
    own = (await http.post("/api/teams", json=team, headers=manager)).raise_for_status().json()["id"]
    job = {"email": email, "role": "head_coach", "team_id": own}
    hired = (await http.post("/api/staff", json=job, headers=manager)).raise_for_status().json()
    mails = await http.get("/api/v1/dev/inbox", params={"to": email}, headers=admin)
    token = mails.raise_for_status().json()["mails"][0]["link_token"]
    joined = await http.post("/auth/register/invited", json={"token": token, "password": PASSWORD})
    path = f"/api/v1/users/{joined.raise_for_status().json()['user']['id']}"
    (await http.patch(path, json={"tier": "enterprise"}, headers=admin)).raise_for_status()
    yield await _log_in(http, {"username": email, "password": PASSWORD})
    await http.delete(f"/api/users/{hired['id']}", headers=manager)
    await http.delete(f"/api/teams/{own}", headers=manager)


async def _answer(
    http: httpx.AsyncClient, headers: dict[str, str], method: Method, values: Mapping[str, Any]
) -> tuple[int, str]:
    answer = await http.request(**example_request(method, **values), headers=headers)
    return answer.status_code, answer.json().get("code", "") if answer.content else ""


async def test_every_id_of_another_team_looks_like_one_that_never_was(http, stranger) -> None:
    probed: set[str] = set()
    for method in METHODS:
        assert method.http is not None
        for field in method.http.path_fields:
            if field in OF_CLUB or not field.endswith("_id"):
                continue
            given = await _answer(http, stranger, method, {})
            absent = await _answer(http, stranger, method, {field: NOBODY})
            assert given == absent, (method.name, field)
            assert given[0] in (403, 404), (method.name, given)
            probed.add(field)
    assert {"player_id", "match_id", "team_id", "training_session_id", "occasion_id", "note_id"} <= probed


async def test_no_filter_finds_rows_of_another_team(http, stranger) -> None:
    for plural, noun in load_nouns().items():
        if noun.package != "altsports.football.v1" or not noun.option.team_fields:
            continue
        for field, named in {"": "", **noun.references}.items():
            if field and field not in noun.option.filters:
                continue
            name = field.rpartition(".")[2]
            params = {name: load_nouns()[named].example("id")} if field else {}
            listed = await http.get(f"/api/v1/football/{plural}", params=params, headers=stranger)
            rows = listed.raise_for_status().json()["data"]
            seen = [row for row in rows if not await _is_of_club(http, stranger, plural, row)]
            assert seen == [], (plural, params)


async def _is_of_club(http: httpx.AsyncClient, headers: dict[str, str], plural: str, row: Any) -> bool:
    """Whether a row belongs to the coach's own team, to an opponent, or to the whole club."""
    named = {row.get(name) for name in ("team_id", "home_team_id", "away_team_id")}
    named |= {each["team_id"] for each in row.get("registrations", ())}
    named |= {row["id"]} if plural == "teams" else set()
    own = (await http.get("/api/teams", params={"kind": "own"}, headers=headers)).json()
    others = (
        await http.get("/api/teams", params={"kind": "opponent", "page_size": 100}, headers=headers)
    ).json()
    return named - {None} <= {team["id"] for team in (*own, *others)}


async def test_a_body_that_names_a_row_of_another_team_gets_the_answer_for_one_that_never_was(
    http, stranger
) -> None:
    probed = 0
    for plural, noun in load_nouns().items():
        create = next((m for m in METHODS if m.name == f"Create{noun.descriptor.name}"), None)
        for field in noun.references:
            name, _, inner = field.partition(".")
            example = noun.example(name)
            if create is None or not example or noun.references[field] in ("formations", "events"):
                continue
            absent = [{**each, inner: NOBODY} for each in example] if inner else NOBODY
            given = await _answer(http, stranger, create, {})
            assert given == await _answer(http, stranger, create, {name: absent}), (plural, field)
            assert given[0] == 422, (plural, field, given)
            probed += 1
    assert probed >= 8
