"""The secret part of a calendar's address. Only its hash is stored."""

import hashlib
import secrets
from typing import Final

_BYTES: Final = 32
LENGTH: Final = 43


def new_token() -> str:
    """A secret that nobody guesses, of letters, digits, - and _."""
    return secrets.token_urlsafe(_BYTES)


def hash_of(token: str) -> bytes:
    """What is stored of a secret."""
    return hashlib.sha256(token.encode()).digest()
