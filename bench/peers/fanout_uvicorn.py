"""The peer of the feed: sends what is posted to all sockets, one after the other, and knows nothing else."""

from contextlib import suppress
from typing import Any

SOCKETS: set[Any] = set()


async def app(scope: Any, receive: Any, send: Any) -> None:
    """ASGI: a WebSocket on every path; POST sends its body to all of them."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        SOCKETS.add(send)
        while (await receive())["type"] != "websocket.disconnect":
            pass
        SOCKETS.discard(send)
    elif scope["type"] == "http":
        text = (await receive())["body"].decode()
        for each in list(SOCKETS):
            with suppress(OSError):  # it has gone
                await each({"type": "websocket.send", "text": text})
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})
    else:
        while (await receive())["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
