"""Repeats work that was undone by a conflict with other transactions or a lost connection."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from service_kit.errors import DomainError
from service_kit.logging import logs
from service_kit.rpc.retries import retry_pause

P = ParamSpec("P")
T = TypeVar("T")

_REPEATS: Final = 3

log = logs.get_logger(__name__)


def again(work: Callable[P, Awaitable[T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    """Repeats `work`, with growing delays, while it raises errors that are `undone`.

    These are a deadlock, a serialization failure, and a connection lost before the commit. `work` must do
    everything outside its transaction after it, or that happens twice. All unary handlers run like this.
    """

    @wraps(work)
    async def repeated(*args: P.args, **kwargs: P.kwargs) -> T:
        for failures in range(1, _REPEATS + 1):
            try:
                return await work(*args, **kwargs)
            except DomainError as error:
                if not error.undone:
                    raise
                log.warning("The work is repeated", what=work.__qualname__, reason=error.reason)
            await asyncio.sleep(retry_pause(failures))
        return await work(*args, **kwargs)

    return repeated
