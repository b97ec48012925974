"""The errors that cross processes: what happened, why, and what to do; how they travel is in wire_errors.

    DomainError              HTTP  retry
      InvalidArgument        400   never  the request breaks a rule that the service knows
        ValidationFailed     422   never  the request breaks a rule of the contract; has `violations`
      Unauthenticated        401   never  the caller is unknown
      PermissionDenied       403   never  the caller is known and lacks the permission
      NotFound               404   never
      AlreadyExists          409   never
      Conflict               409   later  another request was faster
      FailedPrecondition     400   never  the state must change first
      ResourceExhausted      429   later  too many requests
      Unavailable            503   later  something needed does not answer
      DeadlineExceeded       504   later
      Unimplemented          501   never
      Internal               500   maybe  a mistake of ours

A service subclasses one of these and names its own `reason`:

    class LeagueNotFound(NotFound):
        reason = "LEAGUE_NOT_FOUND"
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final, Literal, Self, TypedDict

Kind = Literal[
    "invalid_argument",
    "validation_failed",
    "unauthenticated",
    "permission_denied",
    "not_found",
    "already_exists",
    "conflict",
    "failed_precondition",
    "resource_exhausted",
    "unavailable",
    "deadline_exceeded",
    "unimplemented",
    "internal",
]

Retry = Literal["never", "later", "maybe"]
"""What happens when the same request is sent again: it fails in the same way, it can succeed after a wait, or
nobody knows. Only the kind decides, so a peer that does not know the reason comes to the same answer."""


class Violation(TypedDict):
    """One broken rule, in the shape of FastAPI's 422: where, in words, and the rule's name."""

    loc: list[str | int]
    msg: str
    type: str


class DomainError(Exception):
    """What a caller may be told. `reason` is API: UPPER_SNAKE, never renamed, the `code` of every answer.

    The message may be shown to people and is never matched. Further keywords become `metadata`
    (text values that a program can use, such as `league_id`).
    `retry_after_s` is in seconds; `recovery` says what to try next, one sentence each.
    """

    kind: ClassVar[Kind] = "internal"
    retry: ClassVar[Retry] = "never"
    reason: str = "INTERNAL"
    undone: bool = False
    """Set where nothing happened and the same may be tried at once: see again.py. It does not travel."""

    def __init__(
        self,
        message: str = "",
        *,
        reason: str | None = None,
        retry_after_s: float | None = None,
        recovery: Iterable[str] = (),
        **metadata: object,
    ) -> None:
        super().__init__(message)
        self.message = message
        if reason is not None:
            self.reason = reason
        self.retry_after_s = retry_after_s
        self.recovery = list(recovery)
        self.metadata = {key: str(value) for key, value in metadata.items()}
        self.violations: list[Violation] = []

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "reason" in cls.__dict__:
            _KNOWN.setdefault((cls.kind, cls.reason), cls)

    def __str__(self) -> str:
        return self.message

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.message!r}, reason={self.reason!r})"

    @classmethod
    def rebuild(
        cls,
        message: str,
        *,
        reason: str,
        metadata: dict[str, str],
        violations: Iterable[Violation] = (),
        retry_after_s: float | None = None,
        recovery: Iterable[str] = (),
    ) -> Self:
        """The error as a peer raised it, whatever the constructor of a subclass asks for."""
        error = cls.__new__(cls, message)
        DomainError.__init__(error, message, reason=reason, retry_after_s=retry_after_s, recovery=recovery)
        error.metadata = dict(metadata)
        error.violations = list(violations)
        return error


_KNOWN: dict[tuple[Kind, str], type[DomainError]] = {}


def known_class(kind: Kind, reason: str) -> type[DomainError] | None:
    """The class that this process declared for a reason, None for a reason of another service."""
    return _KNOWN.get((kind, reason))


class InvalidArgument(DomainError):
    kind = "invalid_argument"
    reason = "INVALID_ARGUMENT"


class ValidationFailed(InvalidArgument):
    """The request breaks the contract; `violations` says where."""

    kind = "validation_failed"
    reason = "VALIDATION_FAILED"

    def __init__(
        self,
        message: str = "The request is not valid",
        *,
        violations: Iterable[Violation] = (),
        reason: str | None = None,
        retry_after_s: float | None = None,
        recovery: Iterable[str] = (),
        **metadata: object,
    ) -> None:
        super().__init__(message, reason=reason, retry_after_s=retry_after_s, recovery=recovery, **metadata)
        self.violations = list(violations)

    @classmethod
    def at(cls, loc: str | Sequence[str | int], message: str, *, type: str = "value_error") -> Self:
        """One broken rule at one place: `ValidationFailed.at("website", "must be a public address")`."""
        where: list[str | int] = [loc] if isinstance(loc, str) else list(loc)
        return cls.rebuild(
            message,
            reason=cls.reason,
            metadata={},
            violations=[{"loc": where, "msg": message, "type": type}],
        )


class Unauthenticated(DomainError):
    kind = "unauthenticated"
    reason = "UNAUTHENTICATED"


class PermissionDenied(DomainError):
    kind = "permission_denied"
    reason = "PERMISSION_DENIED"


class NotFound(DomainError):
    kind = "not_found"
    reason = "NOT_FOUND"


class AlreadyExists(DomainError):
    kind = "already_exists"
    reason = "ALREADY_EXISTS"


class Conflict(DomainError):
    kind = "conflict"
    retry = "later"
    reason = "CONFLICT"


class FailedPrecondition(DomainError):
    kind = "failed_precondition"
    reason = "FAILED_PRECONDITION"


class ResourceExhausted(DomainError):
    kind = "resource_exhausted"
    retry = "later"
    reason = "RESOURCE_EXHAUSTED"


class Unavailable(DomainError):
    kind = "unavailable"
    retry = "later"
    reason = "UNAVAILABLE"


class DeadlineExceeded(DomainError):
    kind = "deadline_exceeded"
    retry = "later"
    reason = "DEADLINE_EXCEEDED"


class Unimplemented(DomainError):
    kind = "unimplemented"
    reason = "UNIMPLEMENTED"


class Internal(DomainError):
    kind = "internal"
    retry = "maybe"
    reason = "INTERNAL"


NO_ANSWER: Final = (Unavailable, DeadlineExceeded)
"""What a caller catches that can do without the answer of something that is away."""
