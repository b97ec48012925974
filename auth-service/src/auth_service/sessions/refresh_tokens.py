"""Refresh tokens: the session and its refresh counter, with a seal that cannot be forged."""

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass
from typing import Final
from uuid import UUID

VERSION: Final = "r1"
_MAC_BYTES: Final = 16
_CONTENT: Final = struct.Struct(">16sQ")


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """`counter` is the number of refreshes of the session when the token was issued."""

    session_id: UUID
    counter: int


def encode(token: RefreshToken, key: bytes) -> str:
    """Encodes a token as text: version, then session, counter and seal in base64url."""
    content = _CONTENT.pack(token.session_id.bytes, token.counter)
    sealed = content + _seal(content, key)
    return f"{VERSION}.{base64.urlsafe_b64encode(sealed).decode().rstrip('=')}"


def decode(text: str, key: bytes) -> RefreshToken | None:
    """Decodes a token; returns None for any text that `encode` did not create with this key."""
    version, _, body = text.partition(".")
    if version != VERSION:
        return None
    try:
        sealed = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    content, seal = sealed[: _CONTENT.size], sealed[_CONTENT.size :]
    if len(content) != _CONTENT.size or not hmac.compare_digest(seal, _seal(content, key)):
        return None
    session_id, counter = _CONTENT.unpack(content)
    return RefreshToken(UUID(bytes=session_id), counter)


def _seal(content: bytes, key: bytes) -> bytes:
    return hmac.digest(key, VERSION.encode() + content, hashlib.sha256)[:_MAC_BYTES]
