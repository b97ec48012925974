"""Mails as values: their content, and the links that they contain."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from service_kit import backoff

LinkKind = Literal["verify_email", "reset_password", "change_email"]
MailKind = Literal["verify_email", "reset_password", "change_email", "invitation", "notice", "notification"]
NoticeKind = Literal["new_network", "password_changed", "password_reset", "address_requested"]

LINK_LIFETIME: Final[dict[LinkKind, timedelta]] = {
    "verify_email": timedelta(hours=24),
    "reset_password": timedelta(minutes=30),
    "change_email": timedelta(hours=1),
}
MOST_LINKS_PER_HOUR: Final = 5
"""The maximum number of links of one kind to one address; further requests are silently dropped."""
MOST_PER_DAY: Final[dict[MailKind, int]] = {"verify_email": 10, "change_email": 5, "invitation": 3}
"""The maximum number of mails of one kind to one address, whoever causes them; further ones are not sent."""
ATTEMPTS: Final = 8
REFUSED_FOR: Final = timedelta(days=7)
"""The time for which an address that its mail server refused gets no further notifications."""
CLAIM: Final = timedelta(minutes=5)
"""The duration of a sender's claim. Sending takes less, so after that its process must have died."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that works once, for the account and address for which it was created."""

    kind: LinkKind
    user_id: UUID
    address: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None

    def is_good(self, now: datetime) -> bool:
        return self.used_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True)
class NewMail:
    """A mail before it is stored."""

    kind: MailKind
    to: str
    subject: str
    text: str
    link_token: str | None = None
    html: str | None = None
    unsubscribe_url: str | None = None
    user_id: UUID | None = None
    """The account that the mail goes with: when it is deleted, so is a mail that waits."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that waits to be sent, or that the developer reads."""

    id: UUID
    to: str
    kind: MailKind
    subject: str
    text: str
    link_token: str | None
    attempts: int
    created_at: datetime
    html: str | None = None
    unsubscribe_url: str | None = None
    user_id: UUID | None = None


def new_token() -> str:
    """The secret part of a link: 256 random bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """The hash of a link's token, which is stored."""
    return hashlib.sha256(token.encode()).digest()


def pause_after(failures: int) -> timedelta:
    """The delay after the given number of failed attempts."""
    return timedelta(seconds=backoff.doubled(failures, first_s=5, longest_s=1800))
