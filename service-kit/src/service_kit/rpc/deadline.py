"""The deadline of the current work, so that its calls do not get more time than it has itself."""

import time
from contextvars import ContextVar
from typing import Final

from altsports.contract.catalog import Method
from service_kit.errors import DeadlineExceeded

UNSTATED_S: Final = 10.0
"""The timeout of methods that do not state one."""
_STREAM_S: Final = 3600.0

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


def default_timeout_s(method: Method) -> float:
    """The timeout of a method: the stated one, otherwise 10 seconds, or an hour for a stream."""
    stated = method.policy.timeout_s
    streams = method.client_streaming or method.server_streaming
    return _STREAM_S if streams and stated == UNSTATED_S else stated


def set_deadline(timeout_s: float | None) -> None:
    """Sets the deadline for the rest of this task and the tasks it starts; None removes it."""
    _deadline.set(None if timeout_s is None else time.monotonic() + timeout_s)


def remaining_s() -> float | None:
    """The remaining seconds of the current work; None without a deadline."""
    deadline = _deadline.get()
    return None if deadline is None else deadline - time.monotonic()


def time_for(wanted_s: float) -> float:
    """The timeout of a call: `wanted_s`, or the remaining time. Raises DeadlineExceeded if there is none."""
    left = remaining_s()
    if left is None or wanted_s < left:
        return wanted_s
    if left <= 0:
        raise DeadlineExceeded("The request ran out of time")
    return left
