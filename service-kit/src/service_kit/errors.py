"""The errors that cross processes: what happened, why, and how to fix it; wire_errors defines their encoding.

    DomainError              HTTP  retry
      InvalidArgument        400   never  the request violates a rule of the service
        ValidationFailed     422   never  the request violates a rule of the contract; has `violations`
      TooLarge               413   never  what was sent is larger than allowed
      UnsupportedMedia       415   never  what was sent is of a type that is not accepted
      Unauthenticated        401   never  the caller is unknown
      PermissionDenied       403   never  the caller is known and lacks the permission
      NotFound               404   never
      Gone                   410   never  it existed, and has expired
      AlreadyExists          409   never
      Conflict               409   later  a concurrent request was faster
      FailedPrecondition     400   never  the state must change first
      PreconditionFailed     412   never  the request was made from an older state
      ResourceExhausted      429   later  too many requests
      PaymentRequired        402   never  a budget is used up
      Unavailable            503   later  a dependency does not answer
      DeadlineExceeded       504   later
      Unimplemented          501   never
      Internal               500   maybe  a bug

A service subclasses one of these and defines its own `reason`:

    class LeagueNotFound(NotFound):
        reason = "LEAGUE_NOT_FOUND"
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final, Literal, Self, TypedDict

Kind = Literal[
    "invalid_argument",
    "validation_failed",
    "too_large",
    "unsupported_media",
    "unauthenticated",
    "permission_denied",
    "not_found",
    "gone",
    "already_exists",
    "conflict",
    "failed_precondition",
    "precondition_failed",
    "resource_exhausted",
    "payment_required",
    "unavailable",
    "deadline_exceeded",
    "unimplemented",
    "internal",
]

Retry = Literal["never", "later", "maybe"]
"""The effect of retrying the same request: it fails in the same way, it can succeed after a wait, or this is
unknown. Only the kind decides, so that a peer that does not know the reason decides in the same way."""


class Violation(TypedDict):
    """One violation, in the format of FastAPI's 422: the position, the message, and the name of the rule."""

    loc: list[str | int]
    msg: str
    type: str


class DomainError(Exception):
    """An error that callers see. `reason` is API: UPPER_SNAKE, never renamed, the `code` of every answer.

    The message can be shown to people and is never matched. Further keywords become `metadata` (text values
    for programs, such as `league_id`). `retry_after_s` is in seconds; errors of the kinds unavailable and
    deadline_exceeded always have it. `recovery` lists what to try next, one sentence each. `details` has
    further fields of the answer, as JSON, such as the `quota` of a refusal.
    """

    kind: ClassVar[Kind] = "internal"
    retry: ClassVar[Retry] = "never"
    reason: str = "INTERNAL"
    default_retry_after_s: ClassVar[float | None] = None
    undone: bool = False
    """Set if nothing happened and the work can be repeated at once: see again.py. It is not sent to peers."""

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
        self.retry_after_s = self.default_retry_after_s if retry_after_s is None else retry_after_s
        self.recovery = list(recovery)
        self.metadata = {key: str(value) for key, value in metadata.items()}
        self.violations: list[Violation] = []
        self.details: dict[str, Any] = {}

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
        details: Mapping[str, Any] | None = None,
    ) -> Self:
        """Rebuilds an error that a peer raised, without calling the constructor of the subclass."""
        error = cls.__new__(cls, message)
        DomainError.__init__(error, message, reason=reason, retry_after_s=retry_after_s, recovery=recovery)
        error.metadata = dict(metadata)
        error.violations = list(violations)
        error.details = dict(details or {})
        return error


_KNOWN: dict[tuple[Kind, str], type[DomainError]] = {}


def known_class(kind: Kind, reason: str) -> type[DomainError] | None:
    """The class that this process defines for a reason; None for a reason of another service."""
    return _KNOWN.get((kind, reason))


class InvalidArgument(DomainError):
    kind = "invalid_argument"
    reason = "INVALID_ARGUMENT"


class ValidationFailed(InvalidArgument):
    """The request violates the contract; `violations` lists where."""

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
        """One violation at one position: `ValidationFailed.at("website", "must be a public address")`."""
        where: list[str | int] = [loc] if isinstance(loc, str) else list(loc)
        return cls.rebuild(
            message,
            reason=cls.reason,
            metadata={},
            violations=[{"loc": where, "msg": message, "type": type}],
        )


class TooLarge(DomainError):
    kind = "too_large"
    reason = "TOO_LARGE"


class UnsupportedMedia(DomainError):
    kind = "unsupported_media"
    reason = "UNSUPPORTED_MEDIA"


class Unauthenticated(DomainError):
    kind = "unauthenticated"
    reason = "UNAUTHENTICATED"


class PermissionDenied(DomainError):
    kind = "permission_denied"
    reason = "PERMISSION_DENIED"


class NotFound(DomainError):
    kind = "not_found"
    reason = "NOT_FOUND"


class Gone(DomainError):
    kind = "gone"
    reason = "GONE"


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


class PreconditionFailed(DomainError):
    kind = "precondition_failed"
    reason = "PRECONDITION_FAILED"


class ResourceExhausted(DomainError):
    kind = "resource_exhausted"
    retry = "later"
    reason = "RESOURCE_EXHAUSTED"


class PaymentRequired(DomainError):
    kind = "payment_required"
    reason = "PAYMENT_REQUIRED"


class Unavailable(DomainError):
    kind = "unavailable"
    retry = "later"
    default_retry_after_s = 1.0
    reason = "UNAVAILABLE"


class DeadlineExceeded(DomainError):
    kind = "deadline_exceeded"
    retry = "later"
    default_retry_after_s = 1.0
    reason = "DEADLINE_EXCEEDED"


class Unimplemented(DomainError):
    kind = "unimplemented"
    reason = "UNIMPLEMENTED"


class Internal(DomainError):
    kind = "internal"
    retry = "maybe"
    reason = "INTERNAL"


NO_ANSWER: Final = (Unavailable, DeadlineExceeded)
"""The errors that a caller catches if it can do without the answer of an unavailable dependency."""
