"""Sessions without I/O: when one is over, and what a refresh token that comes back means."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final
from uuid import UUID

RETRY_ALLOWANCE: Final = timedelta(seconds=60)
"""How long the token before the last may come again: the client lost the answer."""
REUSE_INTERVAL: Final = timedelta(seconds=10)
"""How long any older token may come again: tabs that refresh at the same time."""


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long sessions live in all, and without use."""

    absolute: timedelta = timedelta(days=30)
    idle: timedelta = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Session:
    """One device or program that is logged in."""

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

    def expires_at(self, lifetime: Lifetime) -> datetime:
        """When it ends unless it is used before."""
        return min(self.created_at + lifetime.absolute, self.last_used_at + lifetime.idle)

    def is_over(self, lifetime: Lifetime, now: datetime) -> bool:
        return self.ended_at is not None or now >= self.expires_at(lifetime)


class Verdict(Enum):
    """What a refresh token that came back means."""

    ROTATE = "rotated"
    """The current one: the next one follows."""
    LOST_ANSWER = "lost_answer"
    """The one before, soon after: the client never got the answer, or two tabs asked. The same again."""
    CONCURRENT = "concurrent"
    """An older one within seconds: several tabs, several times. The same again."""
    REUSED = "reused"
    """An old one, late: a copy is in other hands."""
    UNKNOWN = "unknown"
    """One that was never given: the database is older than the token."""


def judge(session: Session, counter: int, now: datetime) -> Verdict:
    """What a genuine refresh token of a live session means, by how far behind it is."""
    behind = session.counter - counter
    age = now - session.rotated_at
    if behind < 0:
        return Verdict.UNKNOWN
    if behind == 0:
        return Verdict.ROTATE
    if behind == 1 and age <= RETRY_ALLOWANCE:
        return Verdict.LOST_ANSWER
    if behind > 1 and age <= REUSE_INTERVAL:
        return Verdict.CONCURRENT
    return Verdict.REUSED


def issue_time(now: datetime, dead_until: int) -> int:
    """The `iat` of a token: whole seconds, and after the last moment whose tokens are dead.

    A token that follows a revocation within the same second would be dead with the ones before it.
    """
    return max(int(now.timestamp()), dead_until + 1)
