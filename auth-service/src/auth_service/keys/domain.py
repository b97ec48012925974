"""Signing keys as values: which one signs at a given time, which are published, and how they rotate.

    next      published, does not sign yet
    active    signs
    retired   does not sign any more, published until its last token has expired

Every verifier must know a key before it sees a token of it. So the next key is always published in advance,
and a rotation activates it: at once if it was published longer ago than verifiers cache a key set (the lead),
otherwise later.
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
    """One RSA key; `sealed_private` is the encrypted private key."""

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
        """The time when it is no longer published; None while it signs or will sign."""
        return None if self.signs_until is None else self.signs_until + token_lifetime + LEEWAY


def active_key(keys: list[SigningKey], now: datetime) -> SigningKey | None:
    """The key that signs at this time: among valid ones, the one that started last.

    If all of them start later, the clock was put back: then the one that starts first, which verifiers know.
    """
    signing = [key for key in keys if key.signs_from is not None and key.status(now) != "retired"]
    started = [key for key in signing if key.status(now) == "active"]
    if started:
        return max(started, key=lambda key: key.signs_from or now)
    return min(signing, key=lambda key: key.signs_from or now, default=None)


def standby_key(keys: list[SigningKey]) -> SigningKey | None:
    """The key that no rotation has activated yet."""
    return next((key for key in keys if key.signs_from is None and key.signs_until is None), None)


def pending_key(keys: list[SigningKey], now: datetime, lead: timedelta) -> SigningKey | None:
    """The key that a rotation has activated for a later time.

    A rotation never waits longer than the lead, so a key that starts later still started before the clock was
    put back.
    """
    return next(
        (key for key in keys if key.signs_from is not None and now < key.signs_from <= now + lead), None
    )


def published(keys: list[SigningKey], now: datetime, token_lifetime: timedelta) -> list[SigningKey]:
    """The published keys."""
    return [key for key in keys if (end := key.published_until(token_lifetime)) is None or now < end]


def safe_from(key: SigningKey, active: SigningKey | None, now: datetime, lead: timedelta) -> datetime:
    """The earliest time at which every verifier knows the key.

    A verifier that knows the active key also knows every key that is at least as old.
    """
    if active is None or key.created_at <= active.created_at:
        return now
    return max(now, min(key.created_at, now) + lead)


def succession(
    keys: list[SigningKey], successor: SigningKey, begins: datetime
) -> tuple[SigningKey, list[SigningKey]]:
    """The keys after a rotation: the successor starts to sign when all others stop.

    A key that would start later, because the clock was put back, never signs again.
    """
    retired = [
        replace(key, signs_until=max(begins, key.signs_from))
        for key in keys
        if key.signs_from is not None and (key.signs_until is None or key.signs_until > begins)
    ]
    return replace(successor, signs_from=begins), retired
