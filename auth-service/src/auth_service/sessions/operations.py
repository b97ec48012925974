"""Starts, refreshes, switches and ends sessions."""

from dataclasses import replace
from uuid import UUID

from altsports.auth.v1 import events_models as events
from auth_service.audit.domain import NewEntry, Result
from auth_service.errors import (
    AccountDisabled,
    AccountGone,
    InvalidCredentials,
    OrganisationNotFound,
    RefreshTokenInvalid,
    SessionEnded,
    SessionNotFound,
)
from auth_service.mail.posting import Post
from auth_service.sessions import repository as sessions
from auth_service.sessions.domain import Lifetime, Session, Verdict, counted, issue_time, judge
from auth_service.sessions.issuing import start_session
from auth_service.sessions.proof import Proven, accept
from auth_service.sessions.refresh_tokens import RefreshToken
from auth_service.units import Unit
from auth_service.users import repository as users
from auth_service.users.domain import User
from auth_service.users.repository import Profile
from service_kit.limits.plans import Plans


async def log_in(
    unit: Unit, proven: Proven, post: Post, *, organisation_id: UUID | None, device: str | None
) -> tuple[Profile, Session]:
    """Starts a session for an account whose password was proven."""
    is_new_network = await accept(unit, proven)
    await users.note_login(unit.connection, proven.user.id, unit.now, new_hash=proven.new_hash)
    profile = await users.profile(unit.connection, proven.user.id, organisation_id)
    if profile is None:
        raise InvalidCredentials
    if not profile.user.is_active:
        raise AccountDisabled
    if organisation_id is not None and profile.affiliation is None:
        raise OrganisationNotFound(organisation_id, "You are not a member of this organisation")
    session = await start_session(unit, profile, device)
    entry = NewEntry("session.login", target_kind="session", target_id=str(session.id))
    await unit.audit(entry, actor=proven.user.id)
    if is_new_network:
        await _tell_of_new_network(unit, session, profile.user, post)
    return profile, session


async def _tell_of_new_network(unit: Unit, session: Session, user: User, post: Post) -> None:
    """Notifies the owner of a login from a new network."""
    await unit.audit(_entry("session.new_network", session.id, {}), actor=user.id)
    when = f"{unit.now:%d %B %Y at %H:%M} UTC"
    sentence = (
        f"Somebody logged in to your AltSports account on {when} from {unit.caller.ip},"
        " a network from which it was not used before."
    )
    await post.notice(unit.connection, user, "new_network", sentence, unit.now)


async def note_disabled(unit: Unit, proven: Proven) -> None:
    """Records that the owner of a disabled account tried to log in."""
    await unit.audit(NewEntry("session.login", "refused", proven.user.id, details={"reason": "disabled"}))


async def refresh(
    unit: Unit, token: RefreshToken, lifetime: Lifetime, plans: Plans
) -> tuple[Profile, Session] | None:
    """Refreshes a session; returns None if it was ended because the token was copied.

    Raises RefreshTokenInvalid, SessionEnded, RateLimited.
    """
    profile = await sessions.profile_of(unit.connection, token.session_id)
    session = await sessions.lock(unit.connection, token.session_id)
    if profile is None or session is None:
        raise SessionEnded
    if session.is_over(lifetime, unit.now) or not profile.user.is_active:
        raise SessionEnded
    verdict = judge(session, token.counter, unit.now)
    if verdict is Verdict.UNKNOWN:
        raise RefreshTokenInvalid
    if verdict is Verdict.REUSED:
        await _end(unit, session.id, session.user_id, "reuse_detected", result="refused")
        return None
    session = counted(session, plans.of(profile.user.tier).rate, unit.now)
    fresh = _after_use(session, verdict, unit, profile.user.tokens_dead_until)
    await sessions.note_use(unit.connection, fresh)
    entry = _entry("session.refresh", fresh.id, {"cause": verdict.value})
    await unit.audit(entry, actor=session.user_id)
    return profile, fresh


def _after_use(session: Session, verdict: Verdict, unit: Unit, dead_until: int) -> Session:
    rotates = verdict is Verdict.ROTATE
    return replace(
        session,
        counter=session.counter + 1 if rotates else session.counter,
        rotated_at=unit.now if rotates else session.rotated_at,
        token_issued_at=issue_time(unit.now, dead_until),
        ip=unit.caller.ip or session.ip,
        last_used_at=unit.now,
    )


async def switch_organisation(
    unit: Unit, session_id: UUID, organisation_id: UUID, lifetime: Lifetime
) -> tuple[Profile, Session]:
    """Switches a session to an organisation. Raises SessionEnded, OrganisationNotFound, AccountGone."""
    if await sessions.profile_of(unit.connection, session_id) is None:
        raise SessionEnded
    session = await sessions.lock(unit.connection, session_id)
    if session is None or session.is_over(lifetime, unit.now):
        raise SessionEnded
    profile = await users.profile(unit.connection, session.user_id, organisation_id)
    if profile is None:
        raise AccountGone
    if profile.affiliation is None:
        raise OrganisationNotFound(organisation_id, "You are not a member of this organisation")
    issued_at = issue_time(unit.now, profile.user.tokens_dead_until)
    switched = replace(session, organisation_id=organisation_id, token_issued_at=issued_at)
    await sessions.note_use(unit.connection, switched)
    await unit.audit(_entry("session.switch", session_id, {"organisation_id": str(organisation_id)}))
    return profile, switched


async def end_session(unit: Unit, session_id: UUID, user_id: UUID) -> None:
    """Ends a session of the account. Raises SessionNotFound, also for other accounts' sessions."""
    session = await sessions.find(unit.connection, session_id)
    if session is None or session.user_id != user_id:
        raise SessionNotFound(session_id)
    await _end(unit, session_id, user_id, "logout")


async def end_by_token(unit: Unit, token: RefreshToken) -> None:
    """Ends the session of a refresh token, if it has not ended yet."""
    session = await sessions.find(unit.connection, token.session_id)
    if session is not None:
        await _end(unit, session.id, session.user_id, "logout")


async def end_all(unit: Unit, user_id: UUID, reason: str, *, keep: UUID | None = None) -> None:
    """Ends the sessions of an account, optionally except one."""
    ended = await sessions.end_all(unit.connection, user_id, reason, unit.now, keep=keep)
    await unit.revoke_sessions(ended)
    if ended:
        entry = NewEntry("session.end_all", user_id=user_id, details={"reason": reason, "count": len(ended)})
        await unit.audit(entry)
        await unit.report(*(_ended(session_id, user_id, reason) for session_id in ended))


async def _end(unit: Unit, session_id: UUID, user_id: UUID, reason: str, *, result: Result = "ok") -> None:
    if not await sessions.end(unit.connection, session_id, reason, unit.now):
        return
    await unit.revoke_sessions([session_id])
    entry = _entry("session.end", session_id, {"reason": reason})
    await unit.audit(replace(entry, user_id=user_id, result=result))
    await unit.report(_ended(session_id, user_id, reason))


def _ended(session_id: UUID, user_id: UUID, reason: str) -> events.SessionEnded:
    return events.SessionEnded(session_id=str(session_id), user_id=str(user_id), reason=reason)


def _entry(action: str, session_id: UUID, details: dict[str, str]) -> NewEntry:
    return NewEntry(action, target_kind="session", target_id=str(session_id), details=details)
