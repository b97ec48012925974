"""How long the current work may still take, so that what it calls gets no more time than it has itself."""

import time
from contextvars import ContextVar
from typing import Final

from altsports.contract.catalog import Method
from service_kit.errors import DeadlineExceeded

UNSTATED_S: Final = 10.0
"""What the contract means where a method states no timeout."""
_STREAM_S: Final = 3600.0

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


def default_timeout_s(method: Method) -> float:
    """The seconds a method may take: what it states, else 10, and an hour for a stream."""
    stated = method.policy.timeout_s
    streams = method.client_streaming or method.server_streaming
    return _STREAM_S if streams and stated == UNSTATED_S else stated


def set_deadline(timeout_s: float | None) -> None:
    """For the rest of this task (and of the tasks it starts); None lifts it."""
    _deadline.set(None if timeout_s is None else time.monotonic() + timeout_s)


def remaining_s() -> float | None:
    """Seconds left for the current work; None where nobody set a limit."""
    deadline = _deadline.get()
    return None if deadline is None else deadline - time.monotonic()


def time_for(wanted_s: float) -> float:
    """The seconds that a call may take: what it wants, at most what is left; DeadlineExceeded when none."""
    left = remaining_s()
    if left is None or wanted_s < left:
        return wanted_s
    if left <= 0:
        raise DeadlineExceeded("The request ran out of time")
    return left
