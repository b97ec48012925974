"""RSA keys as bytes and text: generates, reads and seals them, and converts them to JWKs."""

import base64
import hashlib
import json
import os
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from service_kit.settings.files import SettingsError

_BITS: Final = 2048
_NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A private key and its public form."""

    kid: str
    private: RSAPrivateKey
    public_pem: str


def generate() -> KeyPair:
    """Generates a key; takes 0.1 s of CPU time or more."""
    return _pair(rsa.generate_private_key(public_exponent=65537, key_size=_BITS))


def read_private(pem: str, name: str) -> KeyPair:
    """Reads a private key; `name` is its origin. Raises SettingsError for anything but an RSA key."""
    try:
        key = serialization.load_pem_private_key(_unfolded(pem), password=None)
    except (ValueError, TypeError):
        raise SettingsError(f"{name} does not contain a readable RSA private key in PEM format") from None
    if not isinstance(key, RSAPrivateKey) or key.key_size < _BITS:
        raise SettingsError(f"{name} must be an RSA key of at least {_BITS} bits")
    return _pair(key)


def check_public(pem: str, pair: KeyPair, name: str) -> None:
    """Raises SettingsError if the public PEM is not the public key of the pair."""
    try:
        key = serialization.load_pem_public_key(_unfolded(pem))
    except ValueError:
        raise SettingsError(f"{name} does not contain a readable public key in PEM format") from None
    if not isinstance(key, RSAPublicKey) or thumbprint(key) != pair.kid:
        raise SettingsError(f"{name} does not belong to the private key")


def seal(private: RSAPrivateKey, kid: str, key: bytes) -> bytes:
    """Encrypts the private key for the database, bound to its kid."""
    content = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, kid.encode())


def unseal(sealed: bytes, kid: str, key: bytes) -> RSAPrivateKey | None:
    """Decrypts the private key; returns None if it was sealed with another secret, or is damaged."""
    try:
        content = AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], kid.encode())
        private = serialization.load_der_private_key(content, password=None)
    except (InvalidTag, ValueError):
        return None
    return private if isinstance(private, RSAPrivateKey) else None


def is_readable(public_pem: str) -> bool:
    """Whether this is the public key of an RSA pair."""
    try:
        return isinstance(serialization.load_pem_public_key(public_pem.encode()), RSAPublicKey)
    except ValueError:
        return False


def jwk_of(public_pem: str, kid: str) -> dict[str, str]:
    """Converts the public key to a JWK (RFC 7517)."""
    key = serialization.load_pem_public_key(public_pem.encode())
    if not isinstance(key, RSAPublicKey):
        raise TypeError("a signing key is not RSA")
    return {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": kid, **_numbers(key)}


def thumbprint(key: RSAPublicKey) -> str:
    """The RFC 7638 thumbprint, so that a key has the same id everywhere."""
    members = {"kty": "RSA", **_numbers(key)}
    text = json.dumps(members, sort_keys=True, separators=(",", ":"))
    return _base64url(hashlib.sha256(text.encode()).digest())


def _pair(private: RSAPrivateKey) -> KeyPair:
    public = private.public_key()
    pem = public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()
    return KeyPair(thumbprint(public), private, pem)


def _numbers(key: RSAPublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    return {"n": _base64url(_bytes(numbers.n)), "e": _base64url(_bytes(numbers.e))}


def _bytes(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8)


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _unfolded(pem: str) -> bytes:
    """Restores line breaks: environment files often contain a PEM in one line with `\\n`."""
    return pem.replace("\\n", "\n").strip().encode()
