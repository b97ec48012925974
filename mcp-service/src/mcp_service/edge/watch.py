"""Stops work that nobody waits for any more."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from mcp_service.edge.body import ClientGone, Receive

_PATIENCE_S = 0.05
"""Calls that end sooner are not watched: watching costs more than it saves."""


@asynccontextmanager
async def stopped_when_gone(receive: Receive) -> AsyncGenerator[None]:
    """Cancels the body when the client closes the connection, and raises ClientGone then."""
    worker = asyncio.current_task()
    watcher: asyncio.Task[None] | None = None
    gone = False

    async def watch() -> None:
        nonlocal gone
        gone = (await receive())["type"] == "http.disconnect"
        if gone and worker is not None:
            worker.cancel()

    def begin() -> None:
        nonlocal watcher
        watcher = asyncio.ensure_future(watch())

    timer = asyncio.get_running_loop().call_later(_PATIENCE_S, begin)
    try:
        yield
    except asyncio.CancelledError:
        if not gone:
            raise
        if worker is not None:
            worker.uncancel()
        raise ClientGone from None
    finally:
        timer.cancel()
        if watcher is not None:
            watcher.cancel()
