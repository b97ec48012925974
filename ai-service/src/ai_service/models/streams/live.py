"""A stream that this process writes, and that clients follow meanwhile."""

import asyncio
from time import monotonic
from typing import Final

from ai_service.models.streams.entries import event_entry, text_to_pb
from altsports.ai.v1 import streams_pb2 as pb

_GATHER_S: Final = 0.03
"""Text that follows within this time becomes one event. The first text of an attempt is an event at once."""


class LiveStream:
    """The entries so far. Readers keep their own position and wait for more."""

    def __init__(self, stream_id: str, owner: str) -> None:
        self.id = stream_id
        self.owner = owner
        self.entries: list[bytes] = [owner.encode()]
        self.ended = False
        self.followers = 0
        self.abandoned = asyncio.Event()
        """Set while nobody follows."""
        self.abandoned.set()
        self._changed = asyncio.Event()
        self._gathered: list[str] = []
        self._timer: asyncio.TimerHandle | None = None
        self._sent_at = 0.0

    def write(self, event: pb.StreamEvent) -> None:
        """Adds an event, after the text that was gathered before it."""
        self.flush()
        self._add(event_entry(self.id, len(self.entries), event))
        self._sent_at = 0.0

    def write_text(self, text: str) -> None:
        """Adds text, together with what follows soon."""
        self._gathered.append(text)
        wait = self._sent_at + _GATHER_S - monotonic()
        if wait <= 0:
            self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(wait, self.flush)

    def end(self, entry: bytes) -> None:
        """Adds the last entry."""
        self.flush()
        self.ended = True
        self._add(entry)

    async def more_than(self, number: int) -> None:
        """Waits until there is an entry behind the number."""
        while len(self.entries) <= number + 1:
            await self._changed.wait()

    def enter(self) -> None:
        self.followers += 1
        self.abandoned.clear()

    def leave(self) -> None:
        self.followers -= 1
        if not self.followers:
            self.abandoned.set()

    def flush(self) -> None:
        """Writes the text that was gathered."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._gathered:
            text, self._gathered = "".join(self._gathered), []
            self._sent_at = monotonic()
            self._add(event_entry(self.id, len(self.entries), text_to_pb(text)))

    def _add(self, entry: bytes) -> None:
        self.entries.append(entry)
        self._changed.set()
        self._changed = asyncio.Event()
