"""Keys derived from the mesh secret, one per purpose, so that none can be used for another."""

import hashlib
import hmac
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES: Final = 32


class DerivedKeys:
    """The same keys in every replica of the service."""

    def __init__(self, mesh_secret: bytes) -> None:
        self.refresh_tokens = _derive(mesh_secret, "auth refresh tokens")
        self.signing_keys = _derive(mesh_secret, "auth signing keys")
        self.audit_chain = _derive(mesh_secret, "auth audit chain")
        self.login_names = _derive(mesh_secret, "auth login names")
        self.admin_password = _derive(mesh_secret, "auth admin password")


def _derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=purpose.encode()).derive(secret)


def fingerprint(key: bytes, text: str) -> str:
    """A keyed hash, from which the text cannot be guessed without the key."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
