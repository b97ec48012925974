"""W3C trace context: the trace of the current work, recorded or not."""

import os
import random
import re
from contextvars import ContextVar
from typing import Final, NamedTuple

TRACEPARENT_KEY: Final = "traceparent"
_TRACEPARENT: Final = re.compile(
    r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]([0-9a-f])"
)
_ODD: Final = frozenset("13579bdf")


class TraceContext(NamedTuple):
    """A position in a trace: ids in lower-case hex, and whether the trace is recorded."""

    trace_id: str
    span_id: str
    sampled: bool

    @property
    def traceparent(self) -> str:
        """The header that makes the next hop a child of this position."""
        return f"00-{self.trace_id}-{self.span_id}-{'01' if self.sampled else '00'}"


# Ids must be unique, not unguessable; asking the system for each one would cost a call.
_random: Final = random.Random(os.urandom(32))  # noqa: S311


def new_trace(*, sampled: bool = False) -> TraceContext:
    """The root of a new trace."""
    ids = f"{_random.getrandbits(192):048x}"
    return TraceContext(ids[:32], ids[32:], sampled)


def parse_traceparent(text: str | None) -> TraceContext | None:
    """Parses a `traceparent` header; returns None if it is missing or malformed."""
    if not text:
        return None
    match = _TRACEPARENT.match(text)
    if match is None or (len(text) > match.end() and (text.startswith("00") or text[match.end()] != "-")):
        return None
    return TraceContext(match[1], match[2], match[3] in _ODD)


_current: ContextVar[TraceContext | None] = ContextVar("trace", default=None)


def current_trace() -> TraceContext | None:
    """The trace context of the current work; None outside a request or job."""
    return _current.get()


def set_current_trace(context: TraceContext | None) -> None:
    """Sets the trace context for the rest of this task and the tasks it starts."""
    _current.set(context)
