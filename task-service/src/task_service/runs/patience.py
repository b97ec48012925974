"""Writes of a worker outlast a restart of PostgreSQL, so that it costs no attempt."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from time import monotonic
from typing import Any, Final, ParamSpec, TypeVar

from service_kit import backoff
from service_kit.errors import NO_ANSWER

P = ParamSpec("P")
T = TypeVar("T")
_PATIENCE_S: Final = 20.0


def patiently(write: Callable[P, Awaitable[T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """Repeats a fenced write while the database does not answer, for up to 20 seconds."""

    @wraps(write)
    async def repeated(*args: P.args, **kwargs: P.kwargs) -> T:
        ends, failures = monotonic() + _PATIENCE_S, 0
        while True:
            try:
                return await write(*args, **kwargs)
            except NO_ANSWER:
                if monotonic() > ends:
                    raise
            failures += 1
            await asyncio.sleep(backoff.pause(failures, first_s=0.1, longest_s=1.0))

    return repeated
