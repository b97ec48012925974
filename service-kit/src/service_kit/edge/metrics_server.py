"""Serves /metrics on a port of its own, which clients of the API do not reach."""

import socket
from collections.abc import Awaitable, Callable
from typing import Final

from service_kit.edge.asgi import App, Receive, Scope, Send
from service_kit.edge.protocols.plain import PlainProtocol
from service_kit.edge.server import EdgeServer, listen
from service_kit.settings.mesh import MeshSettings
from service_kit.telemetry.metrics import CONTENT_TYPE

PATH: Final = "/metrics"
_PATIENCE_S: Final = 20.0
_MAX_HEADER_BYTES: Final = 16_384

Text = Callable[[], Awaitable[str]]


def metrics_server(text: Text) -> EdgeServer:
    """A server that answers nothing but GET /metrics, with what `text` returns."""
    http = PlainProtocol.limited(max_header_bytes=_MAX_HEADER_BYTES, timeout_s=_PATIENCE_S)
    return EdgeServer(_app(text), http=http, grace_s=1.0, ws="none")


def listen_for_metrics(settings: MeshSettings, port: int) -> socket.socket:
    """Opens the socket on ALTSPORTS_METRICS_HOST, otherwise ALTSPORTS_HOST. Raises CannotListen."""
    return listen(settings.metrics_host or settings.host, port)


def _app(text: Text) -> App:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            for phase in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{phase}.complete"})
            return
        found = scope["path"] == PATH and scope["method"] in ("GET", "HEAD")
        body = (await text()).encode() if found else b"This port has only /metrics\n"
        kind = CONTENT_TYPE if found else "text/plain; charset=utf-8"
        length = str(len(body)).encode()
        headers = [(b"content-type", kind.encode()), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200 if found else 404, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    return answer
