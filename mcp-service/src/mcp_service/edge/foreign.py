"""Explains why a request for an unknown host, or from an unknown web page, is refused."""

import orjson

from service_kit.edge.answer import JSON
from service_kit.edge.asgi import App, Message, Receive, Scope, Send

_REASONS = {
    421: (
        "HOST_NOT_ALLOWED",
        "This server does not answer for the host in the request. An operator adds it to "
        "ALTSPORTS_MCP_ALLOWED_HOSTS, or sets ALTSPORTS_MCP_PUBLIC_URL.",
    ),
    403: (
        "ORIGIN_NOT_ALLOWED",
        "Web pages of this origin may not connect. An operator adds it to ALTSPORTS_MCP_ALLOWED_ORIGINS.",
    ),
}


class ExplainedRefusals:
    """Replaces the plain text of the guard's refusals with a JSON-RPC error."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        explained = False

        async def explaining(message: Message) -> None:
            nonlocal explained
            if message["type"] != "http.response.start":
                if not explained:
                    await send(message)
                return
            explained = message["status"] in _REASONS and _is_plain(message)
            if not explained:
                await send(message)
                return
            body = _body(*_REASONS[message["status"]])
            headers = [JSON, (b"content-length", b"%d" % len(body))]
            await send({**message, "headers": headers})
            await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, explaining)


def _is_plain(message: Message) -> bool:
    return (b"content-type", JSON[1]) not in message["headers"]


def _body(reason: str, text: str) -> bytes:
    fault = {"code": -32000, "message": text, "data": {"reason": reason}}
    return orjson.dumps({"jsonrpc": "2.0", "id": None, "error": fault})
