"""Response messages as JSON: {data, metadata, warnings?} or bare, with an ETag that ignores the envelope."""

from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

import orjson

from altsports.contract.catalog import Method
from gateway_service.cache.payload import Payload
from gateway_service.edge.exchange import Exchange
from service_kit.edge.answer import JSON
from service_kit.edge.asgi import Header

BEFORE: Final = b'{"data":'
"""The envelope before the data."""

_PAGING = {"total_size": b"x-total-count", "next_page_token": b"x-next-page-token"}


class Encoding:
    """Encodes the responses of one method; created once per method."""

    def __init__(self, method: Method) -> None:
        self._to_json = method.response_to_json
        self._data_field = method.policy.data_field

    def payload(self, response: Any, now: datetime) -> Payload:
        """Encodes a response message; `now` is the time at which the answer is created."""
        content = self._to_json(response)
        warnings = content.pop("warnings", None) if self._data_field else None
        data = orjson.dumps(content.pop(self._data_field) if self._data_field else content)
        rest = content if self._data_field else {}
        etag = blake2b(data, digest_size=12)
        etag.update(orjson.dumps(rest))
        return Payload(
            data=data,
            facts=orjson.dumps({"generated_at": _moment(now), **rest})[1:-1],
            warnings=orjson.dumps(warnings) if warnings else b"",
            headers=_paging_headers(rest),
            etag=b'W/"%s"' % etag.hexdigest().encode(),
        )


def _paging_headers(rest: dict[str, Any]) -> tuple[Header, ...]:
    return tuple(
        (header, str(rest[name]).encode())
        for name, header in _PAGING.items()
        if rest.get(name) not in {None, ""}
    )


def _moment(now: datetime) -> str:
    return f"{now.isoformat()[:19]}Z"


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
        return enveloped(payload, exchange, cached=cached, warning=warning), [JSON]
    return payload.data, [JSON, *payload.headers]
