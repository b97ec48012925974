"""An event as feed clients receive it, encoded once for all of them, for WebSocket and SSE."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Final

import orjson

from altsports.contract.events import EventCatalog
from service_kit.events.audience import EVERYBODY, SERVICES, Audience
from service_kit.events.stream import Event

_TEXT_FRAME: Final = 0x81  # the only frame of a text message


class Wire(Enum):
    """The transport of a client."""

    WEBSOCKET = "websocket"
    SSE = "sse"


def websocket_frame(text: bytes) -> bytes:
    """A text as one server frame, which is not masked and therefore the same for all clients."""
    length = len(text)
    if length < 126:
        head = bytes((_TEXT_FRAME, length))
    elif length < 65_536:
        head = bytes((_TEXT_FRAME, 126)) + length.to_bytes(2)
    else:
        head = bytes((_TEXT_FRAME, 127)) + length.to_bytes(8)
    return head + text


def sse_block(text: bytes, event_id: str = "") -> bytes:
    """A text as one server-sent event; the browser resumes after its id."""
    head = f"id: {event_id}\n".encode() if event_id else b""
    return b"%bdata: %b\n\n" % (head, text)


@dataclass(frozen=True, eq=False)
class FeedMessage:
    """An event of a channel; clients receive `text`, filters use `subjects`."""

    seq: int
    epoch: str
    channel: str
    subjects: Mapping[str, frozenset[str]]
    replay: str | None = None
    audience: Audience = EVERYBODY
    text: bytes = field(default=b"", repr=False)

    @classmethod
    def of(cls, event: Event, contract: EventCatalog) -> "FeedMessage | None":
        """The message of an event; None if only services receive it, or if its type is unknown."""
        spec = contract.by_type.get(event.type)
        if spec is None or not spec.channel or event.audience == SERVICES:
            return None
        content = {"type": spec.wire_type, **spec.shown(event.data)}
        content |= {"id": event.id, "seq": event.seq, "epoch": event.epoch}
        return cls(
            seq=event.seq,
            epoch=event.epoch,
            channel=spec.channel,
            subjects=spec.subjects_of(event.data),
            replay=event.data.get("replay"),
            audience=event.audience,
            text=bytes(memoryview(orjson.dumps(content))),  # a copy, because orjson's bytes fill 4 kB
        )

    @cached_property
    def frame(self) -> bytes:
        """The bytes for WebSocket clients."""
        return websocket_frame(self.text)

    @cached_property
    def block(self) -> bytes:
        """The bytes for SSE clients."""
        return sse_block(self.text, event_id(self.seq, self.epoch))

    def on(self, wire: Wire) -> bytes:
        """The bytes for a transport."""
        return self.frame if wire is Wire.WEBSOCKET else self.block


def event_id(seq: int, epoch: str) -> str:
    """A position in the feed as the id of a server-sent event."""
    return f"{epoch}-{seq}" if epoch else str(seq)
