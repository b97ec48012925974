"""Accounts as values, and the rules for names and passwords; no I/O."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Final, Literal
from uuid import UUID

from auth_service.errors import PasswordRefused
from auth_service.roles.domain import PlatformRole

Tier = Literal["basic", "pro", "enterprise"]
UserType = Literal["owner", "staff"]

_LONGEST_USERNAME: Final = 40
_PASSWORD_LENGTHS: Final = range(8, 129)


@dataclass(frozen=True, slots=True)
class User:
    """An account without its password.

    `tokens_dead_until` is in epoch seconds: access tokens issued until then are revoked.
    """

    id: UUID
    username: str
    email: str
    email_verified: bool
    full_name: str | None
    user_type: UserType
    role: PlatformRole
    tier: Tier
    is_active: bool
    avatar_url: str | None
    timezone: str | None
    locale: str | None
    tokens_dead_until: int
    created_at: datetime
    updated_at: datetime
    last_login_at: datetime | None


def normal_email(email: str) -> str:
    """The address in the form in which it is stored and compared: composed characters, lower case."""
    return unicodedata.normalize("NFC", email.strip()).lower()


def normal_login(name: str) -> str:
    """A login name or address in the form in which it is looked up."""
    return normal_email(name)


def username_from(email: str) -> str:
    """A login name derived from an address; the caller may have to append a number."""
    local = re.sub(r"[^A-Za-z0-9._-]+", "", email.partition("@")[0]).lstrip("._-")
    return (local or "user")[: _LONGEST_USERNAME - 6]


def check_new_password(password: str, *, loc: str, email: str = "", username: str = "") -> None:
    """Raises PasswordRefused for a common or obvious password; `loc` is the field's name."""
    tried_first = {email.lower(), email.partition("@")[0].lower(), username.lower()} - {""}
    simple = password.lower()
    if simple in _common_passwords() or len(set(simple)) < 3:  # such as aaaaaaaa
        raise PasswordRefused.at(loc, "This password is too common; choose another one")
    if simple in tried_first:
        raise PasswordRefused.at(loc, "The password must not be the name of the account")


def check_password_length(password: str, *, loc: str) -> None:
    """Raises PasswordRefused for lengths that the contract refuses in requests."""
    if len(password) not in _PASSWORD_LENGTHS:
        raise PasswordRefused.at(loc, "The password must have 8 to 128 characters")


@lru_cache(maxsize=1)
def _common_passwords() -> frozenset[str]:
    """8359 passwords of 8 and more characters, from the list by Royce Williams that Django ships."""
    text = (files("auth_service.users") / "common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(text.splitlines())
