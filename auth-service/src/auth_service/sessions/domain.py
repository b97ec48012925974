"""Sessions without I/O: when a session ends, and how a presented refresh token is judged."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from math import ceil
from typing import Final
from uuid import UUID

from service_kit.limits.rates import Rate
from service_kit.limits.refusals import RateLimited

RETRY_ALLOWANCE: Final = timedelta(seconds=60)
"""How long the previous token is accepted again: the client may have lost the response."""


@dataclass(frozen=True, slots=True)
class Lifetime:
    """The maximum age of sessions, and the maximum time without use."""

    absolute: timedelta = timedelta(days=30)
    idle: timedelta = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Session:
    """One logged-in device or program."""

    id: UUID
    user_id: UUID
    organisation_id: UUID | None
    counter: int
    rotated_at: datetime
    token_issued_at: int
    device: str | None
    ip: str | None
    created_at: datetime
    last_used_at: datetime
    ended_at: datetime | None
    refreshes: int = 0
    refreshes_since: datetime | None = None

    def expires_at(self, lifetime: Lifetime) -> datetime:
        """The time when the session ends if it is not used before."""
        return min(self.created_at + lifetime.absolute, self.last_used_at + lifetime.idle)

    def is_over(self, lifetime: Lifetime, now: datetime) -> bool:
        return self.ended_at is not None or now >= self.expires_at(lifetime)


def counted(session: Session, rate: Rate | None, now: datetime) -> Session:
    """The session with one more refresh in its window. Raises RateLimited.

    Refreshes are counted by session, because many people may share one address.
    """
    since = session.refreshes_since
    if rate is None:
        return session
    passed = None if since is None else (now - since).total_seconds()
    if passed is None or not 0 <= passed < rate.window_s:
        return replace(session, refreshes=1, refreshes_since=now)
    if session.refreshes >= rate.limit:
        raise RateLimited(rate, max(ceil(rate.window_s - passed), 1))
    return replace(session, refreshes=session.refreshes + 1)


class Verdict(Enum):
    """The meaning of a presented refresh token."""

    ROTATE = "rotated"
    """The current token: the next one is issued."""
    LOST_ANSWER = "lost_answer"
    """The previous token, soon after: the response was lost, or two tabs refreshed. The same token again."""
    REUSED = "reused"
    """The previous token, late, or any older one: somebody else has a copy."""
    UNKNOWN = "unknown"
    """A token that was never issued: the database is older than the token."""


def judge(session: Session, counter: int, now: datetime) -> Verdict:
    """Judges a genuine refresh token of an active session by how far behind it is."""
    behind = session.counter - counter
    age = now - session.rotated_at
    if behind < 0:
        return Verdict.UNKNOWN
    if behind == 0:
        return Verdict.ROTATE
    if behind == 1 and age <= RETRY_ALLOWANCE:
        return Verdict.LOST_ANSWER
    return Verdict.REUSED


def issue_time(now: datetime, dead_until: int) -> int:
    """The `iat` of a token: whole seconds, and later than the last revocation.

    Otherwise, a token issued within the second of a revocation would itself be revoked.
    """
    return max(int(now.timestamp()), dead_until + 1)
