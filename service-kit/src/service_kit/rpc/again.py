"""Runs again what came to nothing because others got in its way, and keeps out what may not be repeated."""

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
    """`work`, repeated after growing pauses while it raises errors that are `undone`.

    These are a deadlock, a serialization failure, and a connection lost before the commit. Whatever `work`
    does outside its transaction belongs after it, or happens twice. Every unary handler runs like this.
    """

    @wraps(work)
    async def repeated(*args: P.args, **kwargs: P.kwargs) -> T:
        for failures in range(1, _REPEATS + 1):
            try:
                return await work(*args, **kwargs)
            except DomainError as error:
                if not error.undone:
                    raise
                log.warning("Run again", what=work.__qualname__, reason=error.reason)
            await asyncio.sleep(retry_pause(failures))
        return await work(*args, **kwargs)

    return repeated
