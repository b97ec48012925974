"""The events of one task over the mesh: its states in order, its end, resumption, and nobody else's task."""

import json
from typing import Any

import httpx
import pytest

PLL = "05428cae-aeaa-57dd-926a-cb7710ce1a48"
NOBODY = "00000000-0000-4000-8000-000000000000"
pytestmark = pytest.mark.timeout(120)


async def _events(http: httpx.AsyncClient, path: str, **options: Any) -> list[tuple[str, dict[str, Any]]]:
    """All messages of a stream that ends: the id, or the name of those without, and the content."""
    found: list[tuple[str, dict[str, Any]]] = []
    async with http.stream("GET", path, timeout=60, **options) as answer:
        assert answer.status_code == 200, await answer.aread()
        assert answer.headers["content-type"].startswith("text/event-stream")
        fields: dict[str, str] = {}
        async for line in answer.aiter_lines():
            name, _, value = line.partition(": ")
            if line and name:
                fields[name] = value
            elif "data" in fields:
                found.append((fields.get("id") or fields["event"], json.loads(fields["data"])))
                fields = {}
    return found


async def _analysis(http: httpx.AsyncClient, headers: dict[str, str]) -> str:
    accepted = await http.post(f"/api/v1/leagues/{PLL}/deep-analysis", json={}, headers=headers)
    assert accepted.status_code == 202, accepted.text
    task = accepted.json()["data"]
    assert accepted.headers["location"] == task["status_url"] == f"/api/v1/tasks/{task['task_id']}/status"
    return task["task_id"]


async def test_a_task_is_followed_to_its_end_and_resumed_on_another_gateway(
    clients: list[httpx.AsyncClient], new_user
) -> None:
    headers = new_user()["headers"]
    task_id = await _analysis(clients[0], headers)
    await _analysis(clients[0], headers)  # another task of the user, whose events are not of this one
    path = f"/api/v1/tasks/{task_id}/events"
    events = await _events(clients[0], path, headers=headers)
    assert events[-1] == ("done", {})
    states = [state for _, state in events[:-1]]
    assert {state["task_id"] for state in states} == {task_id}
    assert states[-1]["status"] == "completed", states
    progress = [state["progress"] for state in states]
    assert progress == sorted(progress)
    assert progress[-1] == 100
    for number, (event_id, _) in enumerate(events[:-1]):
        again = await _events(clients[1], path, headers={**headers, "Last-Event-ID": event_id})
        assert {state["task_id"] for _, state in again[:-1]} == {task_id}
        assert again[-1] == ("done", {})
        assert [state["status"] for _, state in again[:-1]][-1] == "completed"
        missed = [state["progress"] for _, state in events[number + 1 : -1]]
        assert [
            value for value in missed if value not in [state["progress"] for _, state in again[:-1]]
        ] == []


async def test_the_documented_path_works_for_a_task_that_has_ended(http, new_user) -> None:
    headers = new_user()["headers"]
    task_id = await _analysis(http, headers)
    await _events(http, f"/tasks/{task_id}/events", headers=headers)
    ((_, state), done) = await _events(http, f"/tasks/{task_id}/events", headers=headers)
    assert (state["status"], done) == ("completed", ("done", {}))
    again = await http.get(f"/tasks/{task_id}/events", headers={**headers, "Last-Event-ID": done[0]})
    assert (again.status_code, again.content) == (204, b"")


async def test_a_browser_follows_a_task_with_a_ticket(http, new_user) -> None:
    headers = new_user()["headers"]
    task_id = await _analysis(http, headers)
    ticket = (await http.post("/api/v1/feed/tickets", headers=headers)).json()["ticket"]
    events = await _events(http, f"/api/v1/tasks/{task_id}/events?ticket={ticket}")
    assert events[-1] == ("done", {})


async def test_somebody_elses_task_does_not_exist_and_nobody_is_told_anything(http, new_user, admin) -> None:
    owner, stranger = new_user()["headers"], new_user()["headers"]
    path = f"/api/v1/tasks/{await _analysis(http, owner)}/events"
    for wrong, headers, status in [
        (path, stranger, 404),
        (f"/api/v1/tasks/{NOBODY}/events", owner, 404),
        ("/api/v1/tasks/not-a-task/events", owner, 404),
        (path, {}, 401),
    ]:
        refused = await http.get(wrong, headers=headers)
        assert refused.status_code == status, refused.text
    assert (await _events(http, path, headers=admin))[-1] == ("done", {})
