"""Streams of generated text over HTTP: server-sent events that are resumed on any gateway."""

import asyncio
import json
from typing import NamedTuple


class Event(NamedTuple):
    id: str
    kind: str
    data: dict


def _events(body: str) -> list[Event]:
    retry, *frames = [frame for frame in body.split("\n\n") if frame and not frame.startswith(":")]
    assert retry == "retry: 3000"
    found = []
    for frame in frames:
        fields = dict(line.split(": ", 1) for line in frame.split("\n"))
        found.append(Event(fields["id"], fields["event"], json.loads(fields["data"])))
    return found


async def test_a_text_is_streamed_and_resumed_on_another_gateway(clients, admin, new_user):
    asked = {"prompt": "Describe\nthe league"}
    answer = await clients[0].get("/api/v1/ai/texts/stream", params=asked, headers=admin)
    events = _events(answer.text)
    assert answer.headers["content-type"] == "text/event-stream"
    assert [events[0].kind, events[0].data["attempt"]["provider"]] == ["attempt", "local"]
    assert [event.kind for event in events[1:-1]] == ["delta"] * (len(events) - 2)
    done = events[-1].data["result"]
    assert (events[-1].kind, done["text"]) == ("done", "".join(event.data["text"] for event in events[1:-1]))
    assert "no language model took part" in done["text"]

    stream_id = events[0].id.partition(".")[0]
    resume = {"Last-Event-ID": events[0].id, **admin}
    for path in (f"/api/v1/ai/streams/{stream_id}", "/api/v1/ai/texts/stream?prompt=ignored"):
        again = await clients[1].get(path, headers=resume)
        assert _events(again.text) == events[1:]

    user = await asyncio.to_thread(new_user)
    foreign = await clients[1].get(f"/api/v1/ai/streams/{stream_id}", headers=user["headers"])
    assert (foreign.status_code, foreign.json()["code"]) == (404, "STREAM_NOT_FOUND")


async def test_a_text_is_generated_for_administrators_only(clients, admin, new_user):
    asked = {"prompt": "Describe the league", "provider": "local"}
    answer = await clients[0].post("/api/v1/ai/texts", json=asked, headers=admin)
    assert answer.json()["data"]["provider"] == "local"
    unknown = await clients[0].post("/api/v1/ai/texts", json=asked | {"provider": "nobody"}, headers=admin)
    assert (unknown.status_code, unknown.json()["code"]) == (400, "PROVIDER_NOT_AVAILABLE")
    user = await asyncio.to_thread(new_user)
    refused = await clients[0].post("/api/v1/ai/texts", json=asked, headers=user["headers"])
    assert refused.status_code == 403
