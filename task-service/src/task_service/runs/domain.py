"""A run, which users know as a task: work that outlives its request; its rules, without I/O or clock.

pending → running → completed
   ↑         ├────→ failed       after MAX_ATTEMPTS, or at once if a retry cannot help
   │         └────→ cancelled    at any time before the end
   └─────────┘                   a failed attempt, a lost worker, a deploy, a service that is away
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from service_kit import backoff
from service_kit.errors import DomainError

Status = Literal["pending", "running", "completed", "failed", "cancelled"]

AREA: Final = "task"
MAX_ATTEMPTS: Final = 3
MAX_WAITS: Final = 3000
"""The number of starts that a run waits for a service that is away: about a day."""
_FIRST_WAIT_S: Final = 1.0
_LONGEST_WAIT_S: Final = 30.0
HOUSEKEEPING: Final = "housekeeping"
STARTABLE_KINDS: Final = frozenset({HOUSEKEEPING})
LOST_WORKER: Final = "The worker was lost three times during this task"
_REPORT: Final = "Retry the task; if it fails again, report its task_id to the support"
_RECOVERY: Final = {
    "never": "Start a new task with other values",
    "later": "Retry the task in a few minutes",
    "maybe": _REPORT,
}


@dataclass(frozen=True, slots=True)
class Run:
    """One piece of background work. `progress` is 0 to 100; `user_id` is None for scheduled runs.

    A run without `queued_at` waits until its user has a free place and `run_at` has come.
    """

    id: UUID
    area: str
    kind: str
    status: Status
    progress: float
    message: str
    partial: dict[str, Any] | None
    attempts: int
    waits_for: str | None
    queued_at: datetime | None
    user_id: str | None
    organisation_id: str | None
    shared_with: list[str]
    request_id: str | None
    result: dict[str, Any] | None
    error: str | None
    error_reason: str | None
    recovery: list[str]
    estimated_s: int | None
    created_at: datetime
    run_at: datetime
    started_at: datetime | None
    completed_at: datetime | None
    expires_at: datetime | None
    fence: int = 0

    @property
    def has_ended(self) -> bool:
        return self.status not in ("pending", "running")

    def has_expired(self, now: datetime) -> bool:
        """Whether the result is no longer available."""
        return self.expires_at is not None and self.expires_at <= now

    def remaining_s(self, now: datetime) -> int | None:
        """The seconds that a running run probably still needs; None if that cannot be estimated.

        The pace counts from the first start only, because a later attempt begins with saved progress.
        """
        if self.status != "running" or self.started_at is None:
            return None
        elapsed_s = (now - self.started_at).total_seconds()
        if self.attempts == 1 and self.progress > 0:
            return round(elapsed_s * (100 - self.progress) / self.progress)
        if self.estimated_s is None:
            return None
        left_s = self.estimated_s * (100 - self.progress) / 100
        return round(left_s if self.progress else max(left_s - elapsed_s, 0))


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """The right to write to a run. It is lost as soon as another start raises the fence.

    `claim_id` names the start. Its fence does not suffice: it is given again if a crash of PostgreSQL forgets
    the start. `attempts` counts this start; `saved` is the state after the last step, empty at the first one.
    """

    run_id: UUID
    claim_id: UUID
    area: str
    kind: str
    params: dict[str, Any]
    user_id: str | None
    organisation_id: str | None
    fence: int
    attempts: int
    waits: int
    saved: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a pending run may wait for: other runs of its user, runs that are ahead of it, workers."""

    admitted: int
    ahead: int
    workers: int


@dataclass(frozen=True, slots=True)
class Failure:
    """An error as users see it."""

    message: str
    reason: str
    recovery: list[str]


class OwnerAway(Exception):
    """The service that owns the work cannot take it now. Waiting costs no attempt."""


def waiting_reason(run: Run, around: Surroundings, now: datetime) -> str | None:
    """Why a pending run does not run yet."""
    if run.status != "pending":
        return None
    if run.queued_at is None and run.run_at > now:
        when = f"{run.run_at:%Y-%m-%d %H:%M:%S} UTC"
        if run.waits_for is not None:
            return f"{run.waits_for}; the next start is at {when}"
        return f"The last attempt failed; the next one is at {when}" if run.error else f"It starts at {when}"
    if around.workers == 0:
        return "No worker is running"
    if run.queued_at is None:
        return f"{around.admitted} other tasks of this account come first"
    return f"{around.ahead} tasks are ahead of it" if around.ahead else "A worker takes it next"


def retry_at(now: datetime, attempts: int, first_delay: float) -> datetime:
    """When the next attempt starts; the delay doubles with each attempt."""
    return now + timedelta(seconds=backoff.doubled(attempts, first_s=first_delay))


def wait_until(now: datetime, waits: int) -> datetime:
    """When a run looks for a service that is away again."""
    return now + timedelta(seconds=backoff.doubled(waits, first_s=_FIRST_WAIT_S, longest_s=_LONGEST_WAIT_S))


def may_retry(error: Exception, attempts: int) -> bool:
    """Whether a retry can help."""
    is_final = isinstance(error, DomainError) and error.retry == "never"
    return not is_final and attempts < MAX_ATTEMPTS


def database_is_away(error: Exception) -> bool:
    """Whether PostgreSQL did not answer, that of this service or of the one that does the work."""
    return isinstance(error, DomainError) and error.reason == "DATABASE_UNAVAILABLE"


def failure_of(error: Exception) -> Failure:
    """The message, reason and recovery of our own errors, but no internals of others."""
    if isinstance(error, DomainError) and error.message and error.kind != "internal":
        return Failure(error.message, error.reason, error.recovery or [_RECOVERY[error.retry]])
    return Failure("Internal error", "INTERNAL", [_REPORT])


LOST: Final = Failure(LOST_WORKER, "WORKER_LOST", [_REPORT])
AWAY_TOO_LONG: Final = "SERVICE_AWAY_TOO_LONG"
