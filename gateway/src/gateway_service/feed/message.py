"""One event as clients of the feed receive it, encoded once for all of them, and its bytes on each wire."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any, Final

import orjson

from altsports.contract.events import EventCatalog
from service_kit.events.audience import EVERYBODY, SERVICES, Audience
from service_kit.events.stream import Event

_TEXT_FRAME: Final = 0x81  # the last and only frame of a text


class Wire(Enum):
    """How a client listens."""

    WEBSOCKET = "websocket"
    SSE = "sse"


def websocket_frame(text: bytes) -> bytes:
    """A text as one frame of a server, which is not masked and so the same for every client."""
    length = len(text)
    if length < 126:
        head = bytes((_TEXT_FRAME, length))
    elif length < 65_536:
        head = bytes((_TEXT_FRAME, 126)) + length.to_bytes(2)
    else:
        head = bytes((_TEXT_FRAME, 127)) + length.to_bytes(8)
    return head + text


def sse_block(text: bytes, event_id: str = "") -> bytes:
    """A text as one server-sent event; with an id, the browser resumes behind it."""
    head = f"id: {event_id}\n".encode() if event_id else b""
    return b"%bdata: %b\n\n" % (head, text)


@dataclass(frozen=True, eq=False)
class FeedMessage:
    """An event of a channel; `content` is what clients read, `subjects` what filters look at."""

    seq: int
    epoch: str
    channel: str
    content: dict[str, Any]
    subjects: Mapping[str, frozenset[str]]
    replay: str | None = None
    audience: Audience = EVERYBODY
    text: bytes = field(default=b"", repr=False)

    @classmethod
    def of(cls, event: Event, contract: EventCatalog) -> "FeedMessage | None":
        """None for an event that only services receive, or that this version does not know."""
        spec = contract.by_type.get(event.type)
        if spec is None or not spec.channel or event.audience == SERVICES:
            return None
        content = {"type": spec.wire_type, **spec.shown(event.data)}
        content |= {"id": event.id, "seq": event.seq, "epoch": event.epoch}
        return cls(
            seq=event.seq,
            epoch=event.epoch,
            channel=spec.channel,
            content=content,
            subjects=spec.subjects_of(event.data),
            replay=event.data.get("replay"),
            audience=event.audience,
            text=orjson.dumps(content),
        )

    @cached_property
    def frame(self) -> bytes:
        """For WebSocket clients."""
        return websocket_frame(self.text)

    @cached_property
    def block(self) -> bytes:
        """For SSE clients."""
        return sse_block(self.text, event_id(self.seq, self.epoch))

    def on(self, wire: Wire) -> bytes:
        """The bytes for a wire."""
        return self.frame if wire is Wire.WEBSOCKET else self.block


def event_id(seq: int, epoch: str) -> str:
    """A place in the feed as one word, for SSE."""
    return f"{epoch}-{seq}" if epoch else str(seq)
