"""Cancels work when its client closes the connection."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from service_kit.edge.asgi import Receive
from service_kit.edge.body import ClientGone

T = TypeVar("T")
_PATIENCE_S = 0.05
"""Most work ends sooner, and then watching the connection would cost more than it saves."""


async def while_present(work: Coroutine[Any, Any, T], receive: Receive) -> T:
    """Returns the result of the work, or cancels it and raises ClientGone if the client disconnects first.

    The body must have been read before.
    """
    watch = _Watch(receive)
    timer = asyncio.get_running_loop().call_later(_PATIENCE_S, watch.begin)
    try:
        return await work
    except asyncio.CancelledError:
        if not watch.client_left:
            raise
        raise ClientGone from None
    finally:
        timer.cancel()
        watch.end()


class _Watch:
    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._worker = asyncio.current_task()
        self._task: asyncio.Task[None] | None = None
        self.client_left = False

    def begin(self) -> None:
        self._task = asyncio.create_task(self._wait())

    def end(self) -> None:
        if self._task is not None:
            self._task.cancel()
        if self.client_left and self._worker is not None:
            self._worker.uncancel()

    async def _wait(self) -> None:
        message = await self._receive()
        while message["type"] != "http.disconnect":
            message = await self._receive()
        self.client_left = True
        if self._worker is not None:
            self._worker.cancel()
