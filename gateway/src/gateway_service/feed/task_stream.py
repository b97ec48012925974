"""One task as server-sent events, until it ends.

The feed brings changes to the owner at once. The status is also read every few seconds, for others who may
see the task, and for changes that the feed has lost.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

import orjson

from altsports.task.v1 import tasks_pb2 as pb
from altsports.task.v1.events_models import TaskUpdated
from gateway_service.feed.asked import Asked
from gateway_service.feed.filters import FeedFilter, Place, Subscription
from gateway_service.feed.message import event_id, sse_block
from gateway_service.feed.parts import FeedParts
from gateway_service.feed.stream import FeedStream
from gateway_service.feed.stream_client import StreamClient
from gateway_service.feed.who import Callers, Lease
from service_kit.errors import NO_ANSWER, NotFound
from service_kit.identity.credentials import Identity

ENDED: Final = frozenset({"completed", "failed", "cancelled"})
_CHANNEL: Final = "tasks"
_FILTER: Final = "task_ids"
_EVERY_S: Final = 3.0
DONE_ID: Final = "done"
"""The id of the last event: a browser that connects again with it has read the whole stream."""

_DONE: Final = f"id: {DONE_ID}\nevent: done\ndata: {{}}\n\n".encode()

Read = Callable[[], Awaitable[pb.Task]]


def wire_type(parts: FeedParts) -> str:
    """The type of the messages, which is that of the event."""
    (name,) = parts.contract.types(TaskUpdated)
    return parts.contract.by_type[name].wire_type


class TaskClient(StreamClient):
    """Sends states of one task in order, and ends after the last one."""

    def __init__(
        self, parts: FeedParts, lease: Lease, identity: Identity, subscription: Subscription
    ) -> None:
        super().__init__(parts, lease, identity, subscription)
        self.count = 0
        self._shown: tuple[Any, ...] = ()

    def push(self, data: bytes) -> None:
        """Events of the feed; other messages are for clients of the whole feed."""
        for block in filter(None, data.split(b"\n\n")):
            state = orjson.loads(block.rpartition(b"data: ")[2])
            if state["type"] == wire_type(self._parts):
                self.show(state, block + b"\n\n", is_newest=True)

    def say(self, text: bytes, place: Place | None = None) -> None:
        """Snapshots and heartbeats of the feed are not for this client."""

    def show(self, state: dict[str, Any], block: bytes, *, is_newest: bool) -> None:
        """Sends a state unless a later one was sent.

        A worker that stops hands its tasks back, and such a start does not count as an attempt. So a pending
        task of an earlier attempt is later, if it is the newest state.
        """
        known = (state["attempt"], state["progress"], state["status"], state.get("message"))
        went_back = is_newest and state["status"] == "pending"
        if self._ended or known == self._shown or (known[:2] < self._shown[:2] and not went_back):
            return
        self._shown = known
        self.count += 1
        super().push(block)
        if state["status"] in ENDED:
            self.finish()

    def finish(self) -> None:
        """Ends the stream after everything in the queue."""
        self._waiting.append(_DONE)
        self._ended = True
        self._news.set()
        self._room.set()


class TaskStream(FeedStream):
    """The state of a task, and each change until it ends."""

    _client: TaskClient

    def __init__(
        self,
        parts: FeedParts,
        callers: Callers,
        lease: Lease,
        *,
        place: Place,
        identity: Identity,
        state: pb.Task,
        read: Read,
    ) -> None:
        wanted = FeedFilter.of([_CHANNEL], {_FILTER: [state.task_id]})
        asked = Asked(filter=wanted, place=place, token=None, ticket=None)
        super().__init__(parts, callers, lease, asked=asked, identity=identity)
        self._client = TaskClient(parts, lease, identity, Subscription("task", wanted))
        self._state = state
        self._read = read

    async def _join(self) -> None:
        """Sends events from the place on, then the state, which was read after the place."""
        await super()._join()
        self._show(self._state, since=0)
        while True:
            await asyncio.sleep(_EVERY_S)
            since = self._client.count
            try:
                self._show(await self._read(), since=since)
            except NO_ANSWER:
                continue
            except NotFound as error:
                self._client.end(error.reason, error.message)

    def _show(self, task: pb.Task, *, since: int) -> None:
        """Sends a state that was read when `since` states had been sent."""
        place = self._parts.hub.place
        state = {
            "type": wire_type(self._parts),
            "task_id": task.task_id,
            "task_type": task.type,
            "status": task.status,
            "progress": task.progress,
            "message": task.message or None,
            "attempt": task.attempt,
            "error": task.error if task.HasField("error") else None,
            "recovery": list(task.recovery),
            "timestamp": self._parts.hub.now(),
            "seq": place.seq,
            "epoch": place.epoch,
        }
        block = sse_block(orjson.dumps(state), event_id(place.seq, place.epoch))
        self._client.show(state, block, is_newest=self._client.count == since)
