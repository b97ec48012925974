"""The versions of rows: ETags that begin with them, and the header If-Match."""

import re
from typing import Final

from altsports.contract.catalog import Method
from gateway_service.cache.payload import Payload
from gateway_service.edge.exchange import Exchange
from service_kit.errors import ValidationFailed

EXPECTED: Final = "expected_version"
"""The field of a request with the version on which a change is based."""
_HEADER: Final = b"if-match"
_ROW: Final = re.compile(rb'\{"id":"[^"]*","version":([0-9]{1,9}),')
_ETAG: Final = re.compile(rb'(?:W/)?"?([0-9]{1,9})(?:-[0-9a-f]*)?"?\Z')
_NEVER: Final = 1_000_000_000
"""No row reaches this version. A line-up that is not there yet has 0."""


def is_versioned(method: Method) -> bool:
    """Whether a method answers with one thing that has a version, such as a row or a whole line-up."""
    if not method.policy.data_field:
        return False
    field = method.response_class.DESCRIPTOR.fields_by_name[method.policy.data_field]
    message = field.message_type
    if message is None or field.is_repeated:
        return False
    return [each.name for each in message.fields[:2]] == ["id", "version"]


def with_version(payload: Payload) -> Payload:
    """The payload of a row with an ETag such as "3-0f343b0931126a20f133d67c", which begins with its version.

    It is strong, because If-Match compares no others.
    """
    found = _ROW.match(payload.data)
    if found is None:
        return payload
    digest = payload.etag.removeprefix(b"W/").strip(b'"')
    return payload._replace(etag=b'"%s-%s"' % (found[1], digest))


def expected_version(exchange: Exchange) -> int | None:
    """The version that If-Match states; None if any version is fine. Raises ValidationFailed for a list.

    An ETag that is none of ours matches no row, as RFC 9110 wants it.
    """
    stated = exchange.headers.get(_HEADER)
    if stated is None or stated.strip() == b"*":
        return None
    if b"," in stated:
        raise ValidationFailed.at(["header", "If-Match"], "Input should be one ETag, or *", type="one_etag")
    found = _ETAG.match(stated.strip())
    return int(found[1]) if found else _NEVER
