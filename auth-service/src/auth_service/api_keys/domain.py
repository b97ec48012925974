"""API keys as values: how secrets are created, stored and checked, and when keys are valid."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

START: Final = "alt_"
MOST_LIVE_KEYS: Final = 100
_ALPHABET: Final = "abcdefghijkmnpqrstuvwxyz23456789"
_PREFIX_LENGTH: Final = 10
_SECRET_LENGTH: Final = 40

Status = Literal["active", "expired", "revoked"]


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as its owner sees it, without the secret."""

    id: UUID
    user_id: UUID
    organisation_id: UUID | None
    name: str
    prefix: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    last_used_ip: str | None
    rotated_at: datetime | None
    old_key_expires_at: datetime | None
    revoked_at: datetime | None

    def status(self, now: datetime) -> Status:
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= now else "active"


@dataclass(frozen=True, slots=True)
class NewSecret:
    """A new secret: `alt_<prefix>_<secret>`. It is found by its prefix and verified by its digest."""

    prefix: str
    text: str

    @property
    def digest(self) -> bytes:
        return digest_of(self.text)


def new_secret() -> NewSecret:
    """Creates a secret with 200 random bits after a unique prefix."""
    prefix = START + _random(_PREFIX_LENGTH)
    return NewSecret(prefix, f"{prefix}_{_random(_SECRET_LENGTH)}")


def prefix_of(text: str) -> str | None:
    """The prefix by which a secret is looked up; None if the text has another form."""
    if not text.startswith(START) or not text.isascii():
        return None
    name, separator, _ = text.removeprefix(START).partition("_")
    return START + name if separator and name else None


def digest_of(text: str) -> bytes:
    """The stored digest. One pass of SHA-256 is enough, because a random secret cannot be guessed."""
    return hashlib.sha256(text.encode()).digest()


def fits(text: str, digest: bytes) -> bool:
    return hmac.compare_digest(digest_of(text), digest)


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
