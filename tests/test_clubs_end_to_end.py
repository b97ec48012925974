"""Rows of clubs over HTTP: the documented paths, versions, and what a body may say."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest


@pytest.fixture(scope="module")
def known() -> Iterator[dict[str, httpx.Client]]:
    """The clients of this module."""
    clients: dict[str, httpx.Client] = {}
    yield clients
    for client in clients.values():
        client.close()


@pytest.fixture
def owner(mesh: Any, new_user: Callable[..., dict[str, Any]], known: dict[str, httpx.Client]) -> httpx.Client:
    """The owner of a club, which the tests of this module share."""
    if not known:
        headers = new_user()["headers"]
        known["owner"] = httpx.Client(base_url=mesh.gateways[0], headers=headers, timeout=30)
    return known["owner"]


def test_a_row_lives_from_post_to_delete_on_the_documented_path(owner: httpx.Client) -> None:
    made = owner.post("/api/teams", json={"name": "Rovers", "season": "2026/27", "format": 11})
    team = made.json()
    assert (made.status_code, team["version"], team["kind"]) == (201, 1, "own")
    path = f"/api/teams/{team['id']}"
    got = owner.get(path)
    assert (got.json(), got.headers["etag"]) == (team, made.headers["etag"])
    assert got.headers["etag"].startswith('"1-')
    assert owner.get(path, headers={"If-None-Match": got.headers["etag"]}).status_code == 304
    canonical = owner.get(f"/api/v1/football/teams/{team['id']}")
    assert canonical.json()["data"] == team
    assert canonical.headers["etag"] == got.headers["etag"]
    assert owner.delete(path).status_code == 204
    assert (owner.get(path).status_code, owner.delete(path).status_code) == (404, 404)


def test_whoever_was_slower_gets_412(owner: httpx.Client) -> None:
    team = owner.post("/api/teams", json={"name": "Slow", "home_ground": "Park"})
    path, first = f"/api/teams/{team.json()['id']}", {"If-Match": team.headers["etag"]}
    faster = owner.patch(path, json={"season": "2025/26"}, headers=first)
    assert (faster.status_code, faster.json()["version"]) == (200, 2)
    for answer in (
        owner.patch(path, json={"season": "2024/25"}, headers=first),
        owner.put(path, json={"name": "Slow"}, headers=first),
        owner.delete(path, headers=first),
        owner.delete(path, headers={"If-Match": '"of somebody else"'}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (412, "VERSION_MISMATCH")
    several = owner.delete(path, headers={"If-Match": '"1", "2"'})
    assert (several.status_code, several.json()["detail"][0]["loc"]) == (422, ["header", "If-Match"])
    assert owner.put(path, json={"name": "Slow"}, headers={"If-Match": "*"}).json()["home_ground"] is None
    current = owner.get(path).headers["etag"]
    assert owner.delete(path, headers={"If-Match": current}).status_code == 204


def test_of_two_coaches_on_one_line_up_the_slower_gets_412(owner: httpx.Client) -> None:
    home = owner.post("/api/teams", json={"name": "Harbour", "format": 5}).json()["id"]
    away = owner.post("/api/teams", json={"name": "Quay", "kind": "opponent"}).json()["id"]
    facts = {"home_team_id": home, "away_team_id": away, "kick_off_at": "2030-03-02T15:00:00Z"}
    path = f"/api/matches/{owner.post('/api/matches', json=facts).json()['id']}/lineup"
    keeper = {"first_name": "Ines", "last_name": "Duarte", "position": "goalkeeper"}
    registrations = [{"team_id": home, "from": "2026-07-01"}]
    player = owner.post("/api/players", json={**keeper, "registrations": registrations}).json()["id"]
    seen = {"If-Match": owner.get(path).headers["etag"]}
    faster = owner.put(path, json={"lineup": [{"player_id": player}]}, headers=seen)
    assert (faster.status_code, faster.json()["version"]) == (200, 1)
    for stale in (seen, {"If-Match": '"of somebody else"'}):
        slower = owner.put(path, json={"lineup": []}, headers=stale)
        assert (slower.status_code, slower.json()["code"]) == (412, "VERSION_MISMATCH")
    assert [line["player_id"] for line in owner.get(path).json()["lineup"]] == [player]


def test_patch_clears_what_is_null_and_put_what_is_left_out(owner: httpx.Client) -> None:
    team = owner.post("/api/teams", json={"name": "Squad"}).json()["id"]
    registrations = [{"team_id": team, "from": "2026-07-01"}]
    facts = {"first_name": "Aoife", "last_name": "Byrne", "known_as": "Effie", "registrations": registrations}
    path = f"/api/players/{owner.post('/api/players', json=facts).json()['id']}"
    changed = owner.patch(path, json={"known_as": None, "registrations": []}).json()
    assert (changed["known_as"], changed["registrations"], changed["first_name"]) == (None, [], "Aoife")
    refused = owner.patch(path, json={"last_name": None})
    assert (refused.status_code, refused.json()["detail"][0]["loc"]) == (422, ["body", "last_name"])
    missing = owner.put(path, json={"first_name": "Aoife"})
    assert (missing.status_code, missing.json()["detail"][0]["loc"]) == (422, ["body", "last_name"])


def test_a_row_can_be_sent_back_as_it_was_read(owner: httpx.Client) -> None:
    team = owner.post("/api/teams", json={"name": "Mirror", "crest_url": "https://a.example/b.png"}).json()
    path = f"/api/teams/{team['id']}"
    for send in (owner.put, owner.patch):
        assert send(path, json=team).json() == team
    changed = owner.put(path, json={**team, "season": "2027/28"}).json()
    assert (changed["season"], changed["version"]) == ("2027/28", 2)
    slower = owner.put(path, json={**team, "season": "2028/29"})
    assert (slower.status_code, slower.json()["code"]) == (412, "VERSION_MISMATCH")
    other = owner.patch(path, json={"id": team["id"].replace(team["id"][0], "x", 1)[:-1] + "0"})
    assert (other.status_code, other.json()["detail"][0]["loc"]) == (422, ["body", "id"])
    archived = owner.patch(path, json={"archived": True}).json()
    assert owner.put(path, json=archived).json() == owner.patch(path, json=archived).json() == archived
    null = owner.patch(path, json={"archived_at": None})
    assert (null.status_code, null.json()["detail"][0]["loc"]) == (422, ["body", "archived_at"])


@pytest.mark.parametrize(
    ("body", "loc"),
    [
        ({"id": "00000000-0000-4000-8000-000000000000"}, ["id"]),
        ({"version": 7}, ["version"]),
        ({"organisation_id": "00000000-0000-4000-8000-000000000000"}, ["organisation_id"]),
        ({"nonsense": 1}, ["nonsense"]),
        ({"birth_date": "2001-02-30"}, ["birth_date"]),
        ({"user_id": "nobody"}, ["user_id"]),
        ({"registrations": [{"team_id": "nobody", "from": "2026-07-01"}]}, ["registrations", 0, "team_id"]),
        ({"status": "asleep"}, ["status"]),
    ],
)
def test_a_wrong_value_names_its_field(owner: httpx.Client, body: dict[str, Any], loc: list[Any]) -> None:
    answer = owner.post("/api/players", json={"first_name": "A", "last_name": "B", **body})
    assert answer.status_code == 422
    assert [each["loc"] for each in answer.json()["detail"]] == [["body", *loc]]


def test_a_list_is_counted_filtered_and_a_file(owner: httpx.Client) -> None:
    for number in range(3):
        owner.post("/api/formations", json={"name": f"F{number}", "shape": "4-3-3"}).raise_for_status()
    page = owner.get("/api/formations", params={"page_size": 2, "order": "-name"})
    assert ([each["name"] for each in page.json()], page.headers["x-total-count"]) == (["F2", "F1"], "3")
    token = page.headers["x-next-page-token"]
    rest = owner.get("/api/formations", params={"page_size": 2, "order": "-name", "page_token": token})
    assert [each["name"] for each in rest.json()] == ["F0"]
    canonical = owner.get("/api/v1/football/formations", params={"query": "f1"})
    assert (canonical.json()["metadata"]["total_size"], canonical.headers["x-total-count"]) == (1, "1")
    assert len(owner.get("/api/formations?format=csv").text.splitlines()) == 4


def test_a_repeated_key_makes_one_row(owner: httpx.Client) -> None:
    sent = [
        owner.post("/api/events", json={"name": "Cup"}, headers={"Idempotency-Key": "one-cup"})
        for _ in range(2)
    ]
    assert sent[0].json() == sent[1].json()
    assert owner.get("/api/events").headers["x-total-count"] == "1"
