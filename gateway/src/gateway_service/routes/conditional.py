"""Whether the client already has the answer (If-None-Match of RFC 9110)."""

from gateway_service.edge.exchange import Exchange


def not_modified(exchange: Exchange, etag: bytes) -> bool:
    """True if the client sent this ETag, compared weakly, or `*`."""
    asked = exchange.headers.get(b"if-none-match")
    if asked is None:
        return False
    opaque = etag.removeprefix(b"W/")
    tags = [part.strip().removeprefix(b"W/") for part in asked.split(b",")]
    return opaque in tags or tags == [b"*"]
