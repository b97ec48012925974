"""Creates, rotates, revokes and resolves API keys."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from altsports.auth.v1.events_models import ApiKeyRevoked
from auth_service.api_keys import repository as api_keys
from auth_service.api_keys.domain import MOST_LIVE_KEYS, ApiKey, NewSecret, fits, new_secret, prefix_of
from auth_service.api_keys.repository import Found
from auth_service.audit.domain import NewEntry
from auth_service.core.ids import uuid_or_none
from auth_service.errors import (
    AccountGone,
    ApiKeyLimitReached,
    ApiKeyNotActive,
    ApiKeyNotFound,
    ApiKeyRefused,
    EmailNotVerified,
    ExpiryInThePast,
    ScopeNotHeld,
    SessionEnded,
)
from auth_service.roles.domain import EVERYTHING, allows, narrowed, permissions_of, read_only, vocabulary
from auth_service.sessions import repository as sessions
from auth_service.units import Unit
from auth_service.users import repository as users
from service_kit.db.reader import Reader

USE_NOTED_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The account and permissions of a secret."""

    found: Found
    permissions: tuple[str, ...]
    expires_at: datetime | None

    @property
    def role(self) -> str:
        """The platform role of the owner. It opens nothing without a permission, so scopes restrict it."""
        return self.found.user.role

    def use_is_worth_noting(self, now: datetime) -> bool:
        last = self.found.last_used_at
        return last is None or now - last >= USE_NOTED_EVERY


async def create_key(
    unit: Unit,
    user_id: UUID,
    *,
    name: str,
    scopes: Sequence[str],
    expires_at: datetime | None,
    organisation_id: UUID | None,
) -> tuple[ApiKey, NewSecret]:
    """Creates a key. Raises EmailNotVerified, ScopeNotHeld, ExpiryInThePast, ApiKeyLimitReached."""
    if expires_at is not None and expires_at <= unit.now:
        raise ExpiryInThePast.at("expires_at", "The expiry must be in the future")
    wanted = tuple(dict.fromkeys(scopes)) or read_only(tuple(sorted(unit.caller.permissions)))
    await _check_scopes(wanted, unit, user_id)
    await _lock_owner(unit, user_id)  # so that simultaneous requests are counted one after another
    if await api_keys.count(unit.connection, user_id, unit.now, include_inactive=False) >= MOST_LIVE_KEYS:
        raise ApiKeyLimitReached(
            f"An account can have at most {MOST_LIVE_KEYS} active keys; revoke some first"
        )
    return await store_key(
        unit, user_id, name=name, scopes=wanted, expires_at=expires_at, organisation_id=organisation_id
    )


async def store_key(
    unit: Unit,
    user_id: UUID,
    *,
    name: str,
    scopes: tuple[str, ...],
    expires_at: datetime | None = None,
    organisation_id: UUID | None = None,
    id: UUID | None = None,
) -> tuple[ApiKey, NewSecret]:
    """Stores a new key without checks."""
    secret = new_secret()
    key = ApiKey(
        id=id or uuid4(),
        user_id=user_id,
        organisation_id=organisation_id,
        name=name,
        prefix=secret.prefix,
        scopes=scopes,
        created_at=unit.now,
        expires_at=expires_at,
        last_used_at=None,
        last_used_ip=None,
        rotated_at=None,
        old_key_expires_at=None,
        revoked_at=None,
    )
    await api_keys.add(unit.connection, key, secret)
    entry = _entry("api_key.create", key.id, scopes=list(scopes))
    await unit.audit(replace(entry, user_id=user_id))
    return key, secret


async def rotate_key(
    unit: Unit, api_key_id: UUID, user_id: UUID, overlap: timedelta
) -> tuple[ApiKey, NewSecret]:
    """Creates a new secret for a key; the old one stays valid for the overlap, older ones end now.

    Raises ApiKeyNotFound, ApiKeyNotActive, EmailNotVerified, ScopeNotHeld.
    """
    secret = new_secret()
    await _lock_owner(unit, user_id)
    key = await api_keys.lock(unit.connection, api_key_id, user_id)
    if key is None:
        raise ApiKeyNotFound(api_key_id)
    if key.status(unit.now) != "active":
        raise ApiKeyNotActive(f"This key is {key.status(unit.now)}; create a new one")
    await _check_scopes(key.scopes, unit, user_id)
    dead = await api_keys.end_secrets(unit.connection, api_key_id, unit.now, current_until=unit.now + overlap)
    await unit.revoke_credentials(dead)
    await api_keys.add_secret(unit.connection, api_key_id, secret, unit.now)
    await api_keys.note_rotation(unit.connection, api_key_id, unit.now)
    await unit.audit(_entry("api_key.rotate", api_key_id, overlap_s=int(overlap.total_seconds())))
    return await get_key(unit.connection, api_key_id, user_id), secret


async def revoke_key(unit: Unit, api_key_id: UUID, user_id: UUID) -> None:
    """Revokes a key at once, if it is not revoked already. Raises ApiKeyNotFound."""
    key = await api_keys.lock(unit.connection, api_key_id, user_id)
    if key is None:
        raise ApiKeyNotFound(api_key_id)
    await unit.revoke_credentials(await api_keys.credentials_of(unit.connection, [api_key_id]))
    if key.revoked_at is None:
        await api_keys.revoke(unit.connection, api_key_id, unit.now)
        await unit.audit(_entry("api_key.revoke", api_key_id))
        await unit.report(ApiKeyRevoked(api_key_id=str(api_key_id), user_id=str(user_id)))


async def revoke_all(unit: Unit, user_id: UUID, reason: str) -> None:
    """Revokes all keys of an account at once."""
    revoked = await api_keys.revoke_all(unit.connection, user_id, unit.now)
    if not revoked:
        return
    await unit.revoke_credentials(await api_keys.credentials_of(unit.connection, revoked))
    details = {"reason": reason, "count": len(revoked)}
    await unit.audit(NewEntry("api_key.revoke_all", user_id=user_id, details=details))
    await unit.report(*(ApiKeyRevoked(api_key_id=str(id), user_id=str(user_id)) for id in revoked))


async def get_key(reader: Reader, api_key_id: UUID, user_id: UUID) -> ApiKey:
    """Returns a key of the account. Raises ApiKeyNotFound."""
    key = await api_keys.get(reader, api_key_id, user_id)
    if key is None:
        raise ApiKeyNotFound(api_key_id)
    return key


async def resolve(reader: Reader, text: str, now: datetime) -> Resolved:
    """Returns the account and permissions of a secret. Raises ApiKeyRefused with the reason."""
    prefix = prefix_of(text)
    found = await api_keys.find(reader, prefix) if prefix is not None else None
    if found is None or not fits(text, found.digest):
        raise ApiKeyRefused("API_KEY_UNKNOWN")
    if found.revoked_at is not None or not found.user.is_active:
        raise ApiKeyRefused("API_KEY_REVOKED")
    if found.valid_until is not None and found.valid_until <= now:
        raise ApiKeyRefused("API_KEY_ROTATED")
    if found.expires_at is not None and found.expires_at <= now:
        raise ApiKeyRefused("API_KEY_EXPIRED")
    club_role = found.affiliation.club_role if found.affiliation else None
    held = permissions_of(found.user.role, club_role)
    ends = [end for end in (found.expires_at, found.valid_until) if end is not None]
    return Resolved(found, narrowed(found.scopes, held), min(ends, default=None))


async def _lock_owner(unit: Unit, user_id: UUID) -> None:
    """Locks the account, so that its keys neither exceed the limit nor outlive a password reset.

    Raises AccountGone, EmailNotVerified, and SessionEnded or ApiKeyRefused if the caller's own credential
    ended while the request was on its way.
    """
    owner = await users.lock(unit.connection, user_id)
    if owner is None or not owner.user.is_active:
        raise AccountGone
    session_id, credential_id = uuid_or_none(unit.caller.session_id), uuid_or_none(unit.caller.api_key_id)
    if session_id is not None and await sessions.has_ended(unit.connection, session_id):
        raise SessionEnded
    if credential_id is not None and await api_keys.is_revoked(unit.connection, credential_id):
        raise ApiKeyRefused("API_KEY_REVOKED")
    if not owner.user.email_verified:
        raise EmailNotVerified


async def _check_scopes(scopes: tuple[str, ...], unit: Unit, user_id: UUID) -> None:
    held = await _held(unit, user_id)
    known = frozenset((*vocabulary(), EVERYTHING))
    for scope in scopes:
        exists = scope in known or (
            scope.endswith(":*") and any(name.startswith(scope[:-1]) for name in known)
        )
        if not exists or not allows(held, scope):
            raise ScopeNotHeld(f"You do not have the permission {scope}", scope=scope)


async def _held(unit: Unit, user_id: UUID) -> frozenset[str]:
    """The permissions of the caller, also those of products to come, which tokens leave out."""
    caller = unit.caller
    if caller.api_key_id:
        return caller.permissions
    profile = await users.profile(unit.connection, user_id, uuid_or_none(caller.organisation_id))
    if profile is None:
        raise AccountGone
    club_role = profile.affiliation.club_role if profile.affiliation else None
    return frozenset(permissions_of(profile.user.role, club_role))


def _entry(action: str, api_key_id: UUID, **details: object) -> NewEntry:
    return NewEntry(action, target_kind="api_key", target_id=str(api_key_id), details=details)
