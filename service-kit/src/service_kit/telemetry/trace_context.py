"""W3C trace context: which trace this work belongs to, whether or not anybody records it."""

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
    """A place in a trace: ids in lower-case hex, and whether the trace is recorded."""

    trace_id: str
    span_id: str
    sampled: bool

    @property
    def traceparent(self) -> str:
        """The header that makes the next hop a child of this place."""
        return f"00-{self.trace_id}-{self.span_id}-{'01' if self.sampled else '00'}"


# Ids must differ, not be unguessable, and asking the system for each costs a call.
_random: Final = random.Random(os.urandom(32))  # noqa: S311


def new_trace(*, sampled: bool = False) -> TraceContext:
    """The root of a new trace."""
    ids = f"{_random.getrandbits(192):048x}"
    return TraceContext(ids[:32], ids[32:], sampled)


def parse_traceparent(text: str | None) -> TraceContext | None:
    """The place that a `traceparent` header names; None where there is none or it is malformed."""
    if not text:
        return None
    match = _TRACEPARENT.match(text)
    if match is None or (len(text) > match.end() and (text.startswith("00") or text[match.end()] != "-")):
        return None
    return TraceContext(match[1], match[2], match[3] in _ODD)


_current: ContextVar[TraceContext | None] = ContextVar("trace", default=None)


def current_trace() -> TraceContext | None:
    """Where this work is in its trace; None outside a request or job."""
    return _current.get()


def set_current_trace(context: TraceContext | None) -> None:
    """For the rest of this task (and of the tasks it starts)."""
    _current.set(context)
