"""Opaque page tokens: the sort key of the last row, with a checksum; their content may change.

A list fetches one row more than a page, and creates the token from the last row that it returns:

    rows = await runs.list(after=decode(request.page_token, datetime, str), limit=size + 1)
    token = encode([rows[size - 1].created_at, rows[size - 1].id]) if len(rows) > size else ""

The checksum catches accidents, not attackers: a forged token only changes where the forger's list continues.
"""

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime
from types import UnionType
from typing import Any, Final
from zlib import crc32

import orjson

from altsports.contract.json_values import is_array
from service_kit.errors import ValidationFailed

_CHECKSUM_BYTES: Final = 4
_MOST: Final = 2**63 - 1
_MESSAGE: Final = "Invalid page token; use next_page_token of the previous page unchanged"


class InvalidPageToken(ValidationFailed):
    """The token is damaged, or belongs to another list."""

    reason = "INVALID_PAGE_TOKEN"


def encode(values: Sequence[str | int | float | bool | datetime | None]) -> str:
    """Encodes a sort key as a token of URL-safe characters."""
    payload = orjson.dumps(values)
    return base64.urlsafe_b64encode(_checksum(payload) + payload).decode().rstrip("=")


def decode(token: str, *kinds: type | UnionType) -> list[Any]:
    """Decodes a token to a sort key, one value per kind, such as `decode(token, datetime, str, int | None)`.

    Raises InvalidPageToken.
    """
    values = _values(token)
    if len(values) != len(kinds):
        raise _invalid()
    return [_as(kind, value) for kind, value in zip(kinds, values, strict=True)]


def _values(token: str) -> list[Any]:
    try:
        data = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _invalid() from None
    checksum, payload = data[:_CHECKSUM_BYTES], data[_CHECKSUM_BYTES:]
    if not payload or checksum != _checksum(payload):
        raise _invalid()
    try:
        values = orjson.loads(payload)
    except orjson.JSONDecodeError:
        raise _invalid() from None
    if not is_array(values):
        raise _invalid()
    return values


def _as(kind: type | UnionType, value: Any) -> Any:
    if kind is datetime:
        try:
            return datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise _invalid() from None
    if not isinstance(value, kind):
        raise _invalid()
    if (isinstance(value, int) and value > _MOST) or (isinstance(value, str) and "\0" in value):
        raise _invalid()  # PostgreSQL cannot compare with it
    return value


def _checksum(payload: bytes) -> bytes:
    return crc32(payload).to_bytes(_CHECKSUM_BYTES)


def _invalid() -> InvalidPageToken:
    return InvalidPageToken.at("page_token", _MESSAGE)
