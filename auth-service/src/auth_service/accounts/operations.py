"""Changes accounts: profile, password, address, role and state; and deletes them."""

from typing import Any
from uuid import UUID

from psycopg.errors import UniqueViolation

from altsports.auth.v1.events_models import UserUpdated
from auth_service.accounts.endings import end_credentials, erase, restore_keys, suspend_credentials
from auth_service.accounts.takeovers import claim_address, is_unproven, start_over
from auth_service.api_keys.operations import revoke_all
from auth_service.audit.domain import NewEntry
from auth_service.errors import (
    AccountGone,
    EmailTaken,
    LastAdmin,
    LastManager,
    LinkInvalid,
    UsernameTaken,
    UserNotFound,
)
from auth_service.mail import repository as mails
from auth_service.mail.domain import Link, token_hash
from auth_service.mail.posting import Post
from auth_service.organisations import repository as organisations
from auth_service.sessions.operations import end_all
from auth_service.units import Unit, Units
from auth_service.users import repository as users
from auth_service.users.domain import User
from auth_service.users.operations import kill_tokens
from service_kit.db.errors import constraint_of

_RIGHTS = ("role", "tier", "is_active")


async def change_profile(unit: Unit, user_id: UUID, facts: dict[str, Any]) -> None:
    """Changes the caller's own account. Raises AccountGone, UsernameTaken."""
    stored = await users.lock(unit.connection, user_id)
    if stored is None or not stored.user.is_active:
        raise AccountGone
    if facts:
        await _change(unit, stored.user, facts)
        await unit.audit(NewEntry("user.update", user_id=user_id, details={"fields": sorted(facts)}))


async def change_account(unit: Unit, user_id: UUID, facts: dict[str, Any]) -> None:
    """Changes an account as an administrator. Raises UserNotFound, UsernameTaken, LastAdmin."""
    user = await _locked(unit, user_id)
    changed = {name: value for name, value in facts.items() if getattr(user, name) != value}
    if not changed:
        return
    await _keep_an_admin(unit, user, changed)
    await _change(unit, user, changed)
    shown = {name: changed[name] for name in _RIGHTS if name in changed}
    entry = NewEntry("user.update", user_id=user_id, details={"fields": sorted(changed), **shown})
    await unit.audit(entry)
    if shown:
        await kill_tokens(unit, user_id)
    if "is_active" in changed:
        await (restore_keys if changed["is_active"] else suspend_credentials)(unit, user_id)


async def delete_account(unit: Unit, user_id: UUID) -> User:
    """Deletes an account and its credentials; returns it. Raises UserNotFound, LastAdmin, LastManager."""
    await organisations.lock_managed_by(unit.connection, user_id)
    user = await _locked(unit, user_id)
    if await organisations.count_orphaned_by(unit.connection, user_id):
        raise LastManager
    await _keep_an_admin(unit, user, {"is_active": False})
    await erase(unit, user_id)
    return user


async def change_password(unit: Unit, user_id: UUID, new_hash: str, post: Post, *, keep_keys: bool) -> None:
    """Stores a new password, ends the other sessions and, unless `keep_keys`, all API keys.

    Raises AccountGone.
    """
    stored = await users.lock(unit.connection, user_id)
    if stored is None:
        raise AccountGone
    await users.set_password(unit.connection, user_id, new_hash, unit.now)
    await mails.spoil_links(unit.connection, user_id, unit.now)
    await end_all(unit, user_id, "password_changed", keep=_own_session(unit))
    if not keep_keys:
        await revoke_all(unit, user_id, "password_changed")
    await unit.audit(NewEntry("user.change_password", user_id=user_id, details={"kept_keys": keep_keys}))
    ended = "Your other sessions were ended" + ("." if keep_keys else ", and your API keys were revoked.")
    sentence = f"The password of your AltSports account was changed. {ended}"
    await post.notice(unit.connection, stored.user, "password_changed", sentence, unit.now)


async def check_link(units: Units, token: str, *kinds: str) -> Link:
    """Returns a link, before expensive work is done for it. Raises LinkInvalid."""
    reader = units.database.pipelined
    link = await mails.find_link(reader, token_hash(token))
    if link is None or link.kind not in kinds or not link.is_good(units.clock.now()):
        raise LinkInvalid
    return link


async def reset_password(unit: Unit, token: str, new_hash: str, post: Post, *, keep_account: bool) -> User:
    """Uses up a link, stores a new password, and ends all sessions and API keys; returns the account.

    An account whose address was never verified starts over, unless `keep_account`. Raises LinkInvalid.
    """
    link = await _use_link(unit, token, "reset_password")
    stored = await users.lock(unit.connection, link.user_id)
    if stored is None or stored.user.email != link.address or not stored.user.is_active:
        raise LinkInvalid
    starts_over = is_unproven(stored) and not keep_account
    user = await (start_over if starts_over else set_proven_password)(unit, stored.user, new_hash)
    entry = NewEntry("user.reset_password", user_id=user.id, details={"started_over": starts_over})
    await unit.audit(entry, actor=user.id)
    sentence = (
        "The password of your AltSports account was reset, all sessions were ended, and all API keys revoked."
    )
    if starts_over:
        sentence += " The address had never been verified, so what the account contained was deleted."
    await post.notice(unit.connection, user, "password_reset", sentence, unit.now)
    return user


async def set_proven_password(unit: Unit, user: User, new_hash: str) -> User:
    """Sets the password of an account whose owner has just proved access to the mailbox."""
    await users.set_password(unit.connection, user.id, new_hash, unit.now)
    if not user.email_verified:
        await users.confirm_email(unit.connection, user.id, user.email, unit.now)
    await mails.spoil_links(unit.connection, user.id, unit.now)
    await end_credentials(unit, user.id, "password_reset")
    return user


async def ask_for_email(unit: Unit, user: User, address: str, post: Post) -> None:
    """Sends a link to the new address, and notifies the old one.

    Only the owner of the new address learns that it has an account already.
    """
    if await users.email_is_proven(unit.connection, address):
        await post.address_in_use(unit.connection, address, unit.now)
    else:
        await post.link(unit.connection, "change_email", user.id, address, unit.now)
    sentence = f"Somebody asked to change the address of your AltSports account to {address}."
    await post.notice(unit.connection, user, "address_requested", sentence, unit.now)
    await unit.audit(NewEntry("user.ask_for_email", user_id=user.id))


async def confirm_email(unit: Unit, token: str) -> str:
    """Uses up a link and confirms its address, which it returns. Raises LinkInvalid, EmailTaken."""
    link = await _use_link(unit, token, "verify_email", "change_email")
    stored = await users.lock(unit.connection, link.user_id)
    if stored is None or (link.kind == "verify_email" and stored.user.email != link.address):
        raise LinkInvalid
    await claim_address(unit, link.address, link.user_id)
    try:
        await users.confirm_email(unit.connection, link.user_id, link.address, unit.now)
    except UniqueViolation as error:
        if constraint_of(error) == "uq_users_email":
            raise EmailTaken("There is an account with this address") from error
        raise
    await unit.audit(NewEntry("user.confirm_email", user_id=link.user_id), actor=link.user_id)
    await unit.report(UserUpdated(user_id=str(link.user_id), fields=["email", "email_verified"]))
    return link.address


async def _change(unit: Unit, user: User, facts: dict[str, Any]) -> None:
    try:
        await users.change(unit.connection, user.id, facts, unit.now)
    except UniqueViolation as error:
        if constraint_of(error) == "uq_users_username_key":
            raise UsernameTaken("This login name is already in use") from error
        raise
    await unit.report(UserUpdated(user_id=str(user.id), fields=sorted(facts)))


async def _locked(unit: Unit, user_id: UUID) -> User:
    stored = await users.lock(unit.connection, user_id)
    if stored is None:
        raise UserNotFound(user_id)
    return stored.user


async def _keep_an_admin(unit: Unit, user: User, changed: dict[str, Any]) -> None:
    loses = changed.get("role", user.role) != "admin" or changed.get("is_active", user.is_active) is False
    is_admin = user.role == "admin" and user.is_active
    if is_admin and loses and not await users.other_admins(unit.connection, user.id):
        raise LastAdmin


async def _use_link(unit: Unit, token: str, *kinds: str) -> Link:
    digest = token_hash(token)
    found = await mails.find_link(unit.connection, digest)
    if found is None or found.kind not in kinds:
        raise LinkInvalid
    link = await mails.use_link(unit.connection, digest, unit.now)
    if link is None:
        raise LinkInvalid
    return link


def _own_session(unit: Unit) -> UUID | None:
    return UUID(unit.caller.session_id) if unit.caller.session_id else None
