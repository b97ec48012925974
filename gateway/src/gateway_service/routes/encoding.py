"""The body of an answer: {data, metadata, warnings?} or bare data, with an ETag that ignores the envelope."""

from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

import orjson

from gateway_service.cache.payload import Payload
from gateway_service.edge.exchange import Exchange
from service_kit.edge.answer import JSON
from service_kit.edge.asgi import Header
from service_kit.rpc.answers import JsonAnswer

BEFORE: Final = b'{"data":'
"""The envelope before the data."""

_PAGING = {"total_size": b"x-total-count", "next_page_token": b"x-next-page-token"}


def payload_of(answer: JsonAnswer, now: datetime) -> Payload:
    """The answer of a service, to be stored and sent; `now` is the time at which it is created."""
    etag = blake2b(answer.data, digest_size=12)
    etag.update(answer.rest)
    facts = b'"generated_at":"%sZ"' % now.isoformat()[:19].encode()
    has_rest = answer.rest != b"{}"
    return Payload(
        data=answer.data,
        facts=b"%s,%s" % (facts, answer.rest[1:-1]) if has_rest else facts,
        warnings=answer.warnings,
        headers=_paging_headers(orjson.loads(answer.rest)) if has_rest else (),
        etag=b'W/"%s"' % etag.hexdigest().encode(),
    )


def _paging_headers(rest: dict[str, Any]) -> tuple[Header, ...]:
    return tuple(
        (header, str(rest[name]).encode())
        for name, header in _PAGING.items()
        if rest.get(name) not in {None, ""}
    )


def enveloped(payload: Payload, exchange: Exchange, *, cached: bool, warning: str = "") -> bytes:
    """{"data", "metadata", "warnings"?}; warnings only if there are any."""
    return BEFORE + payload.data + ending(payload, exchange, cached=cached, warning=warning)


def ending(payload: Payload, exchange: Exchange, *, cached: bool, warning: str = "") -> bytes:
    """The envelope after the data."""
    warnings = payload.warnings
    if warning:
        more = orjson.dumps(warning)
        warnings = b"[%s,%s]" % (warnings[1:-1], more) if warnings else b"[%s]" % more
    return b',"metadata":{"request_id":%s,"trace_id":"%s","cached":%s%s%s}%s}' % (
        orjson.dumps(exchange.request_id),
        exchange.trace_id.encode(),
        b"true" if cached else b"false",
        b"," if payload.facts else b"",
        payload.facts,
        b',"warnings":' + warnings if warnings else b"",
    )


def rendered(
    payload: Payload, exchange: Exchange, *, envelope: bool, cached: bool = False, warning: str = ""
) -> tuple[bytes, list[Header]]:
    """The body and the headers that describe it."""
    if envelope:
        body = enveloped(payload, exchange, cached=cached, warning=warning)
        return body, [JSON, *payload.headers]
    return payload.data, [JSON, *payload.headers]
