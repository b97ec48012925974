"""Streams of generated text: written once, followed by any number of clients, resumed after any event."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Any, Final
from uuid import uuid4

from ai_service.models.calls.values import Completion, Done, Failed, Restarted, Started, StreamEvent
from ai_service.models.providers.port import Delta, Json
from ai_service.models.streams import entries
from ai_service.models.streams.errors import InvalidLastEventId, StreamLost, StreamNotFound, StreamStopped
from ai_service.models.streams.live import LiveStream
from ai_service.models.streams.store import StreamStore
from altsports.ai.v1 import streams_pb2 as pb
from service_kit.errors import DomainError, Internal
from service_kit.logging import logs
from service_kit.lru import Lru
from service_kit.redis.errors import RedisUnavailable

Finish = Callable[[Completion], Awaitable[Json]]
"""Called with the answer before `done` is written; returns the details of `done`."""

log = logs.get_logger(__name__)

_GRACE_S: Final = 0.5
"""How long a stream goes on after its last client has left, so that a client can reconnect."""
_LOOK_S: Final = 0.1
"""How often a stream of another process is looked at."""
_STORE_S: Final = 0.05
_ALIVE_S: Final = 1.0
_KEPT: Final = 64
"""Ended streams that stay in memory, so that they can be resumed without Redis."""


async def no_details(_completion: Completion) -> Json:
    return {}


class Streams:
    """The streams of this process, and those of others through the store."""

    def __init__(self, store: StreamStore) -> None:
        self._store = store
        self._running: dict[str, LiveStream] = {}
        self._ended: Lru[str, LiveStream] = Lru(_KEPT)
        self._tasks: set[asyncio.Task[Any]] = set()

    def begin(self, events: AsyncGenerator[StreamEvent], *, owner: str, finish: Finish = no_details) -> str:
        """Starts to write a stream and returns its id. It stops soon after the last client has left."""
        live = LiveStream(uuid4().hex, owner)
        self._running[live.id] = live
        writing = self._start(self._write(live, events, finish))
        self._start(self._stop_if_abandoned(live, writing))
        self._start(self._copy(live))
        return live.id

    async def follow(self, stream_id: str, *, owner: str, after: int = 0) -> AsyncGenerator[pb.StreamEvent]:
        """The events behind a number. Raises StreamNotFound, InvalidLastEventId, or its error."""
        live = self._running.get(stream_id) or self._ended.get(stream_id)
        if live is None:
            async with aclosing(self._follow_elsewhere(stream_id, owner, after)) as events:
                async for event in events:
                    yield event
            return
        if live.owner != owner:
            raise StreamNotFound(f"no stream {stream_id}", stream_id=stream_id)
        if after >= len(live.entries):
            raise InvalidLastEventId.at("last_event_id", "is not the id of an event of the stream")
        live.enter()
        try:
            while not live.ended or after + 1 < len(live.entries):
                await live.more_than(after)
                after += 1
                yield entries.event_of(live.entries[after])
        finally:
            live.leave()

    async def close(self) -> None:
        """Stops all streams."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, work: Any) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("A stream failed", exc_info=error)

    async def _write(self, live: LiveStream, events: AsyncGenerator[StreamEvent], finish: Finish) -> None:
        last = entries.error_entry(Internal("Internal server error"))
        try:
            async with aclosing(events):
                async for event in events:
                    match event:
                        case Delta():
                            live.write_text(event.text)
                        case Started():
                            live.write(entries.started_to_pb(event))
                        case Restarted():
                            live.write(entries.restarted_to_pb(event))
                        case Done():
                            done = entries.done_to_pb(event.completion, await finish(event.completion))
                            last = entries.event_entry(live.id, _after_text(live), done)
                        case Failed():
                            last = entries.error_entry(event.error)
        except asyncio.CancelledError:
            last = entries.error_entry(StreamStopped("Nobody followed the stream; it was stopped"))
            raise
        except DomainError as error:
            last = entries.error_entry(error)
        finally:
            live.end(last)
            self._ended.put(live.id, live)
            self._running.pop(live.id, None)

    async def _stop_if_abandoned(self, live: LiveStream, writing: "asyncio.Task[None]") -> None:
        while not live.ended:
            await live.abandoned.wait()
            await asyncio.sleep(_GRACE_S)
            if live.abandoned.is_set() and not await self._is_followed_elsewhere(live):
                writing.cancel()
                return

    async def _is_followed_elsewhere(self, live: LiveStream) -> bool:
        try:
            return await self._store.is_followed(live.id)
        except RedisUnavailable:
            return False

    async def _copy(self, live: LiveStream) -> None:
        """Copies the entries to the store. Without Redis the stream goes on, for clients of this process."""
        copied, marked = 0, 0.0
        loop = asyncio.get_running_loop()
        while copied < len(live.entries) or not live.ended:
            found = live.entries[copied:]
            try:
                if found:
                    await self._store.append(live.id, found)
                if loop.time() - marked > _ALIVE_S:
                    marked = loop.time()
                    await self._store.mark_alive(live.id)
            except RedisUnavailable as error:
                log.warning("A stream is not stored", reason=error.reason)
                return
            copied += len(found)
            if not live.ended:
                await asyncio.sleep(_STORE_S)

    async def _follow_elsewhere(
        self, stream_id: str, owner: str, after: int
    ) -> AsyncGenerator[pb.StreamEvent]:
        if await self._store.owner(stream_id) != owner:
            raise StreamNotFound(f"no stream {stream_id}", stream_id=stream_id)
        first = await self._store.read(stream_id, 0)
        if first and entries.is_last(first[-1]) and after >= len(first):
            return
        while True:
            await self._store.mark_followed(stream_id)
            alive = await self._store.is_alive(stream_id)
            found = await self._store.read(stream_id, after)
            for entry in found:
                after += 1
                yield entries.event_of(entry)
                if entries.is_last(entry):
                    return
            if not found and not alive:
                raise StreamLost("The process that wrote the stream has ended; start again")
            await asyncio.sleep(_LOOK_S)


def parse_event_id(text: str) -> tuple[str, int]:
    """The stream and the number of an event's id. Raises InvalidLastEventId."""
    stream_id, _, number = text.rpartition(".")
    if not stream_id or not number.isascii() or not number.isdigit() or len(number) > 9:
        raise InvalidLastEventId.at("last_event_id", 'must be the id of an event, such as "4f6c0d1e.7"')
    return stream_id, int(number)


def _after_text(live: LiveStream) -> int:
    """The number of the next event, after the text that is still gathered."""
    live.flush()
    return len(live.entries)
