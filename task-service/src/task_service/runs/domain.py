"""A run: background work as users see it, and the rules of its lifecycle; no I/O, no clock.

pending → running → completed
   ↑         ├────→ failed       after MAX_ATTEMPTS, or at once if a retry cannot help
   └─────────┘                   a failed attempt, a lost worker, a deploy
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

from service_kit import backoff
from service_kit.errors import DomainError

Status = Literal["pending", "running", "completed", "failed", "cancelled"]

MAX_ATTEMPTS: Final = 3
HOUSEKEEPING: Final = "housekeeping"
STARTABLE_KINDS: Final = frozenset({HOUSEKEEPING})
LOST_WORKER: Final = "The worker was lost three times during this run"


@dataclass(frozen=True, slots=True)
class Run:
    """One piece of background work. `progress` is 0 to 100; `user_id` is None for scheduled runs."""

    id: UUID
    kind: str
    status: Status
    progress: float
    attempts: int
    user_id: str | None
    request_id: str | None
    result: dict[str, Any] | None
    error: str | None
    created_at: datetime
    started_at: datetime | None
    completed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to write to a run. It is lost as soon as another start raises the fence.

    `attempts` counts this start; `saved` is the state after the last step, empty at the first start.
    """

    run_id: UUID
    area: str
    kind: str
    params: dict[str, Any]
    user_id: str | None
    organisation_id: str | None
    fence: int
    attempts: int
    saved: dict[str, Any]


def retry_delay(attempts: int, first_delay: float) -> float:
    """Seconds until the next attempt; doubles with each attempt."""
    return backoff.doubled(attempts, first_s=first_delay)


def may_retry(error: Exception, attempts: int) -> bool:
    """Whether a retry can help."""
    is_final = isinstance(error, DomainError) and error.retry == "never"
    return not is_final and attempts < MAX_ATTEMPTS


def public_error(error: Exception) -> str:
    """The text that users may read: the message of our own errors, but no internals of others."""
    if isinstance(error, DomainError) and error.message:
        return error.message
    return "Internal error"
