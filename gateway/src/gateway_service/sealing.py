"""Encrypts answers that are stored for repetitions, because they may contain API keys or tokens."""

import os
from hashlib import blake2b
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES: Final = 12
_PURPOSE: Final = b"idempotency"  # blake2b takes 16 bytes


class Seals:
    """Whoever reads Redis can neither read an answer nor guess a password from the fingerprint of a request.

    The key of an answer is derived from the secret of the mesh and the client's Idempotency-Key.
    """

    def __init__(self, secret: bytes) -> None:
        self._base = blake2b(secret, digest_size=32, person=_PURPOSE).digest()

    def fingerprint(self, *parts: bytes) -> str:
        """A keyed hash of the parts of a request."""
        digest = blake2b(key=self._base, digest_size=16)
        for part in parts:
            digest.update(b"%d:" % len(part))
            digest.update(part)
        return digest.hexdigest()

    def seal(self, key: bytes, record: str, text: bytes) -> bytes:
        """Encrypts an answer for the record under which it is stored."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher(key).encrypt(nonce, text, record.encode())

    def open(self, key: bytes, record: str, sealed: bytes) -> bytes | None:
        """Decrypts an answer; None if another mesh secret encrypted it."""
        try:
            return self._cipher(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], record.encode())
        except InvalidTag:
            return None

    def _cipher(self, key: bytes) -> AESGCM:
        return AESGCM(blake2b(key, key=self._base, digest_size=32).digest())
