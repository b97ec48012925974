"""Invitations through every face: what is refused, what is the same for all, and how often."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport

PASSWORD = "a long walk to the rink"
HOSTILE = ["a\nb", "a\rb", "a\x0bb", "a\x85b", "a\u2028b", "a\u202eb", "a\u200bb", "a\x00b"]


@pytest.fixture
def owner(new_user):
    return new_user()["headers"]


@pytest.fixture
async def club(http, owner) -> str:
    answer = await http.post("/api/v1/organisations", json={"name": "Harbour Rovers"}, headers=owner)
    return answer.raise_for_status().json()["id"]


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name_is_refused_at_every_face(mesh, http, owner, name: str):
    answer = await http.post("/api/v1/organisations", json={"name": name}, headers=owner)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["body", "name"]
    transport = StreamableHttpTransport(mesh.mcp, headers=owner)
    async with Client(transport) as tools:
        result = await tools.call_tool("create_organisation", {"name": name}, raise_on_error=False)
    assert result.is_error


@pytest.mark.parametrize("path", ["\n", "\u202e", "\u2028", "\t", " "])
async def test_a_hostile_website_is_refused_for_organisations_and_leagues(http, owner, admin, path: str):
    website, name = f"https://example.org/{path}x", f"League {uuid4().hex}"
    for url, body, headers in (
        ("/api/v1/organisations", {"name": name}, owner),
        ("/api/v1/leagues", {"name": name, "sport": "lacrosse", "level": "professional"}, admin),
    ):
        answer = await http.post(url, json=body | {"website": website}, headers=headers)
        assert (answer.status_code, answer.json()["detail"][0]["loc"]) == (422, ["body", "website"]), url


async def test_known_and_unknown_addresses_get_the_same_answer_and_the_person_decides(
    http, new_user, owner, club
):
    known, stranger = new_user(), f"{uuid4().hex}@altsports.example"
    me = (await http.get("/api/v1/users/me?envelope=false", headers=known["headers"])).json()
    answers: list[dict[str, Any]] = []
    for email in (me["email"], stranger):
        body = {"email": email, "staff_role": "analyst"}
        answer = await http.post(f"/api/v1/organisations/{club}/members", json=body, headers=owner)
        assert answer.status_code == 201
        answers.append({key: value for key, value in answer.json().items() if key not in {"id", "email"}})
        answers[-1]["affiliation"].pop("staff_id")
    for answer in answers:
        answer.pop("created_at")
        answer.pop("updated_at")
    assert answers[0] == answers[1]

    seen = await http.get(f"/api/v1/organisations/{club}/members", headers=known["headers"])
    assert (seen.status_code, seen.json()["code"]) == (404, "ORGANISATION_NOT_FOUND")
    accepted = await http.post(f"/api/v1/organisations/{club}/acceptance", json={}, headers=known["headers"])
    assert accepted.json()["affiliation"]["status"] == "active"

    inbox = (await http.get("/api/v1/dev/inbox", params={"to": stranger})).json()["mails"]
    body = {"token": inbox[0]["link_token"], "password": PASSWORD, "full_name": "Sam Stranger"}
    joined = await http.post("/auth/register/invited", json=body)
    assert (joined.status_code, joined.json()["user"]["user_type"]) == (201, "staff")
    members = (await http.get(f"/api/v1/organisations/{club}/members", headers=owner)).json()["members"]
    assert {member["affiliation"]["status"] for member in members} == {"active"}
    assert len(members) == 3


async def test_a_sender_is_limited(http, owner, club):
    async def invite(number: int) -> int:
        body = {"email": f"{uuid4().hex}{number}@altsports.example", "staff_role": "scout"}
        answer = await http.post(f"/api/v1/organisations/{club}/members", json=body, headers=owner)
        assert answer.status_code == 201 or answer.headers["Retry-After"]
        return answer.status_code

    statuses = await asyncio.gather(*map(invite, range(35)))
    assert (statuses.count(201), statuses.count(429)) == (30, 5)
