"""The sending half of an end of a link: frames that queue while others are written leave together."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from service_kit.rpc.frames.layout import ANSWER, LARGEST_FRAME, MOST_QUEUED, PART, frame

_LARGEST_MESSAGE: Final = 4 * LARGEST_FRAME


class Outbox:
    """What is not sent yet. A slow reader fills this queue and nothing else, because wires take little."""

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque()
        self._large: deque[tuple[int, memoryview]] = deque()
        self._queued = 0
        self._filled = asyncio.Event()
        self._sent = asyncio.Event()
        self.on_filled: Callable[[], object] = self._filled.set
        """Called when there is something to send."""

    @property
    def queued(self) -> int:
        """Bytes that are not sent yet."""
        return self._queued

    @property
    def is_full(self) -> bool:
        """Whether the reader is too slow for more."""
        return self._queued > MOST_QUEUED

    @property
    def is_overfull(self) -> bool:
        """Whether the reader is so slow that not even refusals should queue."""
        return self._queued > 2 * MOST_QUEUED

    def put(self, data: bytes) -> None:
        """Queues a frame."""
        self._frames.append(data)
        self._queued += len(data)
        self.on_filled()

    def put_answer(self, number: int, answer: bytes) -> None:
        """Queues an answer. A large one is sent in parts, so that small ones do not wait for it."""
        if len(answer) <= LARGEST_FRAME:
            self.put(frame(ANSWER, number, answer))
            return
        self._large.append((number, memoryview(answer)))
        self._queued += len(answer)
        self.on_filled()

    def drop(self, number: int) -> None:
        """Forgets what is left of a large answer that nobody waits for."""
        dropped = sum(len(rest) for owner, rest in self._large if owner == number)
        if dropped:
            self._large = deque(entry for entry in self._large if entry[0] != number)
            self._shrink(dropped)

    async def room(self) -> None:
        """Waits while it is overfull."""
        while self.is_overfull:
            await self._next_sent()

    async def empty(self) -> None:
        """Waits until everything is sent."""
        while self._queued:
            await self._next_sent()

    async def stop(self) -> None:
        """Forgets what is queued, and waits for the message that is being written."""
        queued = sum(map(len, self._frames)) + sum(len(rest) for _, rest in self._large)
        self._frames.clear()
        self._large.clear()
        self._shrink(queued)
        await self.empty()

    async def send(self, write: Callable[[bytes], Awaitable[None]]) -> None:
        """Sends what is queued, until it is cancelled or `write` fails."""
        while True:
            while not self._frames and not self._large:
                self._filled.clear()
                await self._filled.wait()
            message, released = self._next_message()
            await write(message)
            self._shrink(released)

    def take(self) -> bytes:
        """What to send next, which counts as sent from now on; empty if there is nothing."""
        message, released = self._next_message()
        self._shrink(released)
        return message

    def _next_message(self) -> tuple[bytes, int]:
        """Small frames up to a limit, and one part of a large answer; and the bytes that this releases."""
        parts: list[bytes] = []
        size = 0
        while self._frames and size < _LARGEST_MESSAGE:
            parts.append(self._frames.popleft())
            size += len(parts[-1])
        if self._large:
            number, rest = self._large.popleft()
            part, rest = rest[:LARGEST_FRAME], rest[LARGEST_FRAME:]
            parts.append(frame(PART if rest else ANSWER, number, part))
            size += len(part)
            if rest:
                self._large.append((number, rest))
        return b"".join(parts), size

    async def _next_sent(self) -> None:
        self._sent.clear()
        await self._sent.wait()

    def _shrink(self, size: int) -> None:
        self._queued -= size
        self._sent.set()
