"""Issues tokens, for a login, a refresh and a change of organisation."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID, uuid4

from auth_service.sessions import access_tokens, refresh_tokens
from auth_service.sessions import repository as sessions
from auth_service.sessions.access_tokens import SigningPair, TokenTerms
from auth_service.sessions.domain import Session, issue_time
from auth_service.sessions.refresh_tokens import RefreshToken
from auth_service.units import Unit
from auth_service.users.repository import Profile


@dataclass(frozen=True, slots=True)
class Grant:
    """The tokens of a session and its account; no refresh token if the old one stays valid."""

    access_token: str
    refresh_token: str | None
    expires_in: int
    session_id: UUID
    profile: Profile


class SigningKeys(Protocol):
    """Provides the key that currently signs."""

    def signing_pair(self) -> SigningPair: ...


class TokenIssuer:
    """Issues the tokens of sessions."""

    def __init__(
        self, keys: SigningKeys, terms: TokenTerms, *, lifetime: timedelta, refresh_key: bytes
    ) -> None:
        self._keys = keys
        self._terms = terms
        self.lifetime_s = int(lifetime.total_seconds())
        self.refresh_key = refresh_key

    def grant(self, profile: Profile, session: Session, *, with_refresh: bool = True) -> Grant:
        """Issues tokens for a stored session."""
        claims = access_tokens.claims_of(profile.user, profile.affiliation, str(session.id))
        access = access_tokens.sign(
            claims,
            self._keys.signing_pair(),
            self._terms,
            issued_at=session.token_issued_at,
            lifetime_s=self.lifetime_s,
        )
        refresh = refresh_tokens.encode(RefreshToken(session.id, session.counter), self.refresh_key)
        return Grant(access, refresh if with_refresh else None, self.lifetime_s, session.id, profile)


async def start_session(unit: Unit, profile: Profile, device: str | None) -> Session:
    """Stores a new session of an account."""
    session = Session(
        id=uuid4(),
        user_id=profile.user.id,
        organisation_id=profile.affiliation.organisation_id if profile.affiliation else None,
        counter=0,
        rotated_at=unit.now,
        token_issued_at=issue_time(unit.now, profile.user.tokens_dead_until),
        device=device,
        ip=unit.caller.ip or None,
        created_at=unit.now,
        last_used_at=unit.now,
        ended_at=None,
    )
    await sessions.add(unit.connection, session)
    return session
