"""The streams of one link: one to each process of a service, so that calls go round all of them."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextvars import Context
from math import inf
from typing import Final

import grpc

from service_kit import backoff
from service_kit.logging import logs
from service_kit.rpc.frames.stream import LinkStream
from service_kit.rpc.frames.wire import ClientWire
from service_kit.telemetry.metrics import GRPC_CLIENT_STREAMS

log = logs.get_logger(__name__)

# gRPC does not say to which process a stream goes, only that it takes the next one for each new call. So
# streams are opened until one reaches a process that is known, and again after a while if calls are made.
_LOOK_S: Final = 2.0
# A TCP connection is closed after some minutes, so that clients find new addresses; streams must not keep it.
_OLD_S: Final = 60.0
_REFUSED_S: Final = 30.0
_USUAL: Final = (grpc.StatusCode.OK, grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED)


class Streams:
    """Opens streams in the background. Until one is open, and whenever none is, calls do without the link.

    The only process of a service is different: once it was open, calls wait for it (see `is_away`).
    """

    def __init__(
        self, area: str, connect: Callable[[], Awaitable[ClientWire]], *, has_one_process: bool
    ) -> None:
        self._area = area
        self._connect = connect
        self._has_one_process = has_one_process
        self._open: dict[bytes, tuple[LinkStream, float]] = {}
        self._rotation: list[LinkStream] = []
        self._turn = 0
        self._next_look = 0.0
        self._is_looking = False
        self._failures = 0
        self._was_open = False
        self._changed = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._rotation)

    @property
    def is_away(self) -> bool:
        """Whether the only process of the service has left, which gRPC may not know yet."""
        return self._was_open and not any(not stream.is_leaving for stream in self._rotation)

    async def back(self) -> None:
        """Looks for the process, and returns when that may have changed something."""
        self.pick()
        if self._is_looking:
            self._changed.clear()
            await self._changed.wait()
        else:
            await asyncio.sleep(self._next_look - time.monotonic())

    def pick(self) -> LinkStream | None:
        """The stream for the next call; None if it has to do without. Call it while the link is connected."""
        found = self._next()
        if not self._is_looking and time.monotonic() >= self._next_look:
            self._look()
        return found

    def _next(self) -> LinkStream | None:
        while self._rotation:
            self._turn = (self._turn + 1) % len(self._rotation)
            stream = self._rotation[self._turn]
            if not stream.is_leaving:
                return stream
            self._arrange()
            self._next_look = 0.0
        return None

    async def close(self) -> None:
        """Ends all streams and their calls."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._next_look = inf

    def _look(self) -> None:
        self._is_looking = True
        # A context of its own: the stream outlives the request that happens to open it.
        task = asyncio.get_running_loop().create_task(self._serve(), context=Context())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self) -> None:
        """Opens one stream, and serves it until it ends."""
        stream = LinkStream(await self._connect())
        running = asyncio.create_task(stream.run())
        code = grpc.StatusCode.CANCELLED  # the client is being closed
        try:
            await asyncio.wait([running, stream.process], return_when=asyncio.FIRST_COMPLETED)
            if stream.process.done():
                self._opened(stream, stream.process.result())
                await asyncio.wait([running])
            code = running.result()
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            self._ended(stream, code)

    def _opened(self, stream: LinkStream, process: bytes) -> None:
        self._is_looking = False
        self._failures = 0
        now = time.monotonic()
        known, since = self._open.get(process, (None, now))
        if known is not None and now - since < _OLD_S and not known.is_leaving:
            stream.leave()
            self._next_look = now + _LOOK_S
            return
        if known is not None:
            known.leave()
        self._open[process] = stream, now
        self._was_open = self._has_one_process
        self._arrange()
        self._next_look = inf if self._has_one_process else now

    def _ended(self, stream: LinkStream, code: grpc.StatusCode) -> None:
        now = time.monotonic()
        if not stream.process.done():
            self._is_looking = False
        if code not in _USUAL:
            # During an upgrade some processes may not know the link. Calls do without it until all know it,
            # because otherwise these would get all of the calls.
            log.info("Calls are made without a link", area=self._area, code=code.name)
            for known, _ in self._open.values():
                known.leave()
            self._next_look = now + _REFUSED_S
            self._was_open = False
        elif not stream.process.done():
            self._failures += 1
            self._next_look = now + backoff.doubled(self._failures, first_s=0.05, longest_s=5.0)
        elif any(stream is known for known, _ in self._open.values()):
            self._next_look = now
        self._arrange()

    def _arrange(self) -> None:
        """Takes the streams that take calls into the rotation."""
        self._open = {key: entry for key, entry in self._open.items() if not entry[0].is_leaving}
        self._rotation = [stream for stream, _ in self._open.values()]
        self._changed.set()
        GRPC_CLIENT_STREAMS.labels(self._area).set(len(self._rotation))
