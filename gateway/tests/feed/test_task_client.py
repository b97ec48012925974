"""Which states of a task a stream of server-sent events shows: those of the feed, and those that are read."""

from types import SimpleNamespace
from typing import Any, cast

import orjson
import pytest

from altsports.contract.events import load_events
from gateway_service.feed.filters import FeedFilter, Subscription
from gateway_service.feed.parts import FeedParts
from gateway_service.feed.task_stream import TaskClient, wire_type
from gateway_service.feed.who import Lease
from service_kit.identity.credentials import NOBODY

PARTS = cast("FeedParts", SimpleNamespace(contract=load_events(), limits=SimpleNamespace(buffer_bytes=10**6)))


@pytest.fixture
def client() -> TaskClient:
    return TaskClient(
        PARTS, cast("Lease", ("", "")), NOBODY, Subscription("task", FeedFilter.of(["tasks"], {}))
    )


def _state(status: str, attempt: int, progress: float) -> dict[str, Any]:
    return {"type": wire_type(PARTS), "status": status, "attempt": attempt, "progress": progress}


def _push(client: TaskClient, *states: dict[str, Any]) -> None:
    """Events as the feed brings them."""
    for state in states:
        client.push(b"id: 1\ndata: " + orjson.dumps(state) + b"\n\n")


def _shown(client: TaskClient) -> list[tuple[str, int, float]]:
    blocks = b"".join(client._waiting).split(b"\n\n")
    states = [orjson.loads(block.rpartition(b"data: ")[2]) for block in blocks if b'data: {"' in block]
    return [(state["status"], state["attempt"], state["progress"]) for state in states]


def test_a_task_that_a_worker_hands_back_is_shown_as_pending_and_then_as_running_again(
    client: TaskClient,
) -> None:
    _push(client, _state("pending", 0, 0), _state("running", 1, 0), _state("running", 1, 20))
    _push(client, _state("pending", 0, 20), _state("running", 1, 20), _state("completed", 1, 100))
    assert _shown(client) == [
        ("pending", 0, 0),
        ("running", 1, 0),
        ("running", 1, 20),
        ("pending", 0, 20),
        ("running", 1, 20),
        ("completed", 1, 100),
    ]


def test_what_was_read_before_an_event_arrived_does_not_take_the_task_back(client: TaskClient) -> None:
    _push(client, _state("running", 1, 0))
    client.show(_state("pending", 0, 0), b"data: {}\n\n", is_newest=False)
    assert _shown(client) == [("running", 1, 0)]


def test_what_was_read_shows_a_task_that_went_back_while_the_feed_was_silent(client: TaskClient) -> None:
    _push(client, _state("running", 1, 0))
    block = b"data: " + orjson.dumps(_state("pending", 0, 0)) + b"\n\n"
    client.show(_state("pending", 0, 0), block, is_newest=True)
    assert _shown(client) == [("running", 1, 0), ("pending", 0, 0)]
