"""Signing keys as values: which signs at a moment, which are published, and what a rotation does.

    next      published, does not sign yet
    active    signs
    retired   signs no more, published until its last token has expired

Every verifier must know a key before it meets it. So the next key is always published ahead, and a rotation
lets it sign: at once if it was published as long ago as verifiers keep a key set (the lead), else later.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

Source = Literal["generated", "configured"]
Status = Literal["next", "active", "retired"]
LEEWAY: Final = timedelta(minutes=5)
"""How long a retired key stays published after its last token has expired."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One RSA key; `sealed_private` is the private half, encrypted."""

    kid: str
    public_pem: str
    sealed_private: bytes | None
    source: Source
    created_at: datetime
    signs_from: datetime | None
    signs_until: datetime | None

    def status(self, now: datetime) -> Status:
        if self.signs_until is not None and self.signs_until <= now:
            return "retired"
        return "active" if self.signs_from is not None and self.signs_from <= now else "next"

    def published_until(self, token_lifetime: timedelta) -> datetime | None:
        """When the set drops it; unset while it signs or will."""
        return None if self.signs_until is None else self.signs_until + token_lifetime + LEEWAY


def active_key(keys: list[SigningKey], now: datetime) -> SigningKey | None:
    """The key that signs at this moment: of those that may, the one that began last."""
    return max(
        (key for key in keys if key.status(now) == "active" and key.signs_from),
        key=lambda key: key.signs_from or now,
        default=None,
    )


def standby_key(keys: list[SigningKey]) -> SigningKey | None:
    """The key that no rotation has chosen yet."""
    return next((key for key in keys if key.signs_from is None and key.signs_until is None), None)


def pending_key(keys: list[SigningKey], now: datetime) -> SigningKey | None:
    """The key that a rotation chose and whose moment has not come."""
    return next((key for key in keys if key.signs_from is not None and key.signs_from > now), None)


def published(keys: list[SigningKey], now: datetime, token_lifetime: timedelta) -> list[SigningKey]:
    """The keys of the public set."""
    return [key for key in keys if (end := key.published_until(token_lifetime)) is None or now < end]


def safe_from(key: SigningKey, active: SigningKey | None, now: datetime, lead: timedelta) -> datetime:
    """The first moment at which every verifier knows the key.

    Whoever knows the active key learned a key that is as old together with it.
    """
    if active is None or key.created_at <= active.created_at:
        return now
    return max(now, key.created_at + lead)


def succession(
    successor: SigningKey, active: SigningKey | None, begins: datetime
) -> tuple[SigningKey, SigningKey | None]:
    """Both keys after a rotation: the successor signs from the moment at which the active one stops."""
    retired = None if active is None else replace(active, signs_until=begins)
    return replace(successor, signs_from=begins), retired
