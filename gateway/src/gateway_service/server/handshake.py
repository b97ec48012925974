"""What a client is told that opens a WebSocket wrongly: a problem document, as on every route."""

from http import HTTPStatus
from typing import Final

import orjson
from websockets.datastructures import Headers
from websockets.http11 import Response
from websockets.server import ServerProtocol

_PREFIX: Final = "Failed to open a WebSocket connection: "
_TOO_LARGE: Final = {HTTPStatus.REQUEST_URI_TOO_LONG, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE}
_CODES: Final = {
    HTTPStatus.METHOD_NOT_ALLOWED: "METHOD_NOT_ALLOWED",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "HEADERS_TOO_LARGE",
}


class Handshake(ServerProtocol):
    """The protocol of websockets, which answers with plain text."""

    def reject(self, status: int, text: str) -> Response:
        """The answer to a handshake that cannot be accepted."""
        kind = HTTPStatus(status)
        if kind in _TOO_LARGE:
            kind = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        code = _CODES.get(kind, "HANDSHAKE_INVALID")
        problem = {
            "type": f"urn:altsports:problem:{code.lower().replace('_', '-')}",
            "title": kind.phrase,
            "status": kind.value,
            "detail": text.removeprefix(_PREFIX).strip().rstrip("."),
            "code": code,
        }
        body = orjson.dumps(problem)
        headers = Headers(
            [
                ("Connection", "close"),
                ("Content-Length", str(len(body))),
                ("Content-Type", "application/problem+json"),
                ("Sec-WebSocket-Version", "13"),
            ]
        )
        return Response(kind.value, kind.phrase, headers, body)
