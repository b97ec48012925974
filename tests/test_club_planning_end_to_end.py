"""A club plans, subscribes and remembers, over HTTP and through every service that takes part."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest


@pytest.fixture
def owner(mesh: Any, new_user: Callable[..., dict[str, Any]]) -> Iterator[httpx.Client]:
    """The owner of a new club."""
    headers = new_user()["headers"]
    with httpx.Client(base_url=mesh.gateways[0], headers=headers, timeout=30) as client:
        yield client


@pytest.fixture
def program(mesh: Any) -> Iterator[httpx.Client]:
    """A calendar program, which has no account."""
    with httpx.Client(base_url=mesh.gateways[0], timeout=30) as client:
        yield client


def test_a_calendar_is_subscribed_to_follows_the_rows_and_is_revoked(
    owner: httpx.Client, program: httpx.Client
) -> None:
    team = owner.post("/api/teams", json={"name": "Rovers", "time_zone": "Europe/Dublin"}).json()["id"]
    session = {"team_id": team, "title": "Pressing", "starts_at": "2030-06-04T17:00:00Z"}
    made = owner.post("/api/training_sessions", json={**session, "ends_at": "2030-06-04T18:30:00Z"})
    path = f"/api/training_sessions/{made.json()['id']}"
    address = urlsplit(owner.post("/api/calendar", json={}).raise_for_status().json()["url"]).path
    first = program.get(address).raise_for_status()
    assert "DTSTART;TZID=Europe/Dublin:20300604T180000" in first.text
    known = {"If-None-Match": first.headers["etag"]}
    assert program.get(address, headers=known).status_code == 304
    owner.patch(path, json={"status": "cancelled"}).raise_for_status()
    second = program.get(address, headers=known).raise_for_status()
    assert "STATUS:CANCELLED" in second.text
    answer = owner.put(
        f"/api/v1/football/training_sessions/{made.json()['id']}/responses", json={"answer": "unsure"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "RESPONSES_CLOSED")
    assert owner.delete("/api/calendar").status_code == 204
    assert program.get(address).status_code == 404


def test_a_ranking_is_remembered_once_and_recalled(mesh: Any, owner: httpx.Client) -> None:
    path = "/api/v1/football/analytics/pressing_formations"
    mesh.kill("ai")

    def ask(_: int) -> bytes:
        return owner.get(path, params={"envelope": "false"}).raise_for_status().content

    with ThreadPoolExecutor(2) as callers:  # at once, while nobody can keep the outcome
        assert len({*callers.map(ask, range(4)), ask(5)}) == 1
    mesh.wait_until_healthy()
    insights = "/api/v1/football/insights"
    mesh.wait_until(lambda: owner.get(insights).json()["metadata"]["total_size"] == 1, seconds=30)
    (kept,) = owner.get(insights, params={"query": "pressing"}).json()["data"]
    outcome = owner.get(f"{insights}/{kept['id']}").json()["data"]["outcome"]
    assert outcome["kind"] == "pressing_formations"
    team = owner.post("/api/teams", json={"name": "Rovers"}).json()["id"]
    away = owner.post("/api/teams", json={"name": "City", "kind": "opponent"}).json()["id"]
    sides = {"home_team_id": team, "away_team_id": away, "kick_off_at": "2026-01-10T15:00:00Z"}
    owner.post("/api/matches", json={**sides, "status": "finished"}).raise_for_status()
    mesh.wait_until(lambda: owner.get(insights).json()["metadata"]["total_size"] == 0, seconds=30)
    everything = owner.get(insights, params={"include_superseded": True}).json()["data"]
    assert [(each["id"], bool(each["superseded_at"])) for each in everything] == [(kept["id"], True)]
