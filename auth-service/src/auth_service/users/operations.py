"""Operations on accounts that several features share: creation, and revocation of access tokens."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from altsports.auth.v1.events_models import UserCreated
from auth_service.errors import EmailTaken, UsernameTaken
from auth_service.roles.domain import PlatformRole
from auth_service.units import Unit
from auth_service.users import repository as users
from auth_service.users.domain import Tier, User, UserType, normal_email, username_from

_NAME_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The facts of a new account. Without `username`, one is derived from the address."""

    email: str
    username: str | None = None
    full_name: str | None = None
    user_type: UserType = "owner"
    role: PlatformRole = "user"
    tier: Tier = "basic"
    email_verified: bool = False
    id: UUID | None = None


async def create_account(unit: Unit, newcomer: Newcomer, password_hash: str | None) -> User:
    """Stores a new account. Raises EmailTaken, UsernameTaken."""
    for attempt in range(_NAME_ATTEMPTS):
        user = _user(newcomer, _username(newcomer, attempt), unit.now)
        if await users.add(unit.connection, user, password_hash):
            await unit.report(UserCreated(user_id=str(user.id), role=user.role, tier=user.tier))
            return user
        if await users.email_exists(unit.connection, user.email):
            raise EmailTaken("An account with this address already exists")
        if newcomer.username is not None:
            break
    raise UsernameTaken("This login name is already in use")


def _username(newcomer: Newcomer, attempt: int) -> str:
    if newcomer.username is not None:
        return newcomer.username
    name = username_from(newcomer.email)
    return name if attempt == 0 else f"{name}{secrets.randbelow(10 ** min(attempt + 1, 6))}"


def _user(newcomer: Newcomer, username: str, now: datetime) -> User:
    return User(
        id=newcomer.id or uuid4(),
        username=username,
        email=normal_email(newcomer.email),
        email_verified=newcomer.email_verified,
        full_name=newcomer.full_name or None,
        user_type=newcomer.user_type,
        role=newcomer.role,
        tier=newcomer.tier,
        is_active=True,
        avatar_url=None,
        timezone=None,
        locale=None,
        tokens_dead_until=0,
        created_at=now,
        updated_at=now,
        last_login_at=None,
    )


async def kill_tokens(unit: Unit, user_id: UUID) -> None:
    """Revokes the access tokens of an account; its sessions then get new ones with current permissions."""
    dead_until = await users.kill_tokens(unit.connection, user_id, int(unit.now.timestamp()))
    await unit.revoke_user_tokens(user_id, dead_until)
