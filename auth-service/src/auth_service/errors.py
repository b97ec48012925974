"""What can go wrong with accounts and credentials, each with the reason that callers see."""

from service_kit.errors import (
    AlreadyExists,
    FailedPrecondition,
    InvalidArgument,
    NotFound,
    PermissionDenied,
    ResourceExhausted,
    Unauthenticated,
    Unavailable,
    ValidationFailed,
)


class EmailTaken(AlreadyExists):
    reason = "EMAIL_TAKEN"


class UsernameTaken(AlreadyExists):
    reason = "USERNAME_TAKEN"


class PasswordRefused(ValidationFailed):
    """A new password that everybody would try first."""

    reason = "PASSWORD_REFUSED"


class WrongPassword(InvalidArgument):
    """The current password of a caller who is logged in; not 401, which would log them out."""

    reason = "WRONG_PASSWORD"


class InvalidCredentials(Unauthenticated):
    """The same for a wrong name and a wrong password."""

    reason = "INVALID_CREDENTIALS"

    def __init__(self) -> None:
        super().__init__("Incorrect username or password")


class LoginThrottled(ResourceExhausted):
    """Too many wrong passwords; `retry_after_s` says when the next attempt counts."""

    reason = "LOGIN_THROTTLED"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(
            f"Too many failed attempts: try again in {retry_after_s} s",
            retry_after_s=retry_after_s,
            recovery=["Wait and try again", "Reset the password by mail"],
        )


class LoginBusy(Unavailable):
    """More passwords wait to be checked than can be checked in time."""

    reason = "LOGIN_BUSY"

    def __init__(self) -> None:
        super().__init__("Too many people log in at this moment", retry_after_s=1)


class AccountDisabled(PermissionDenied):
    """Told only to whoever knows the password."""

    reason = "ACCOUNT_DISABLED"

    def __init__(self) -> None:
        super().__init__("This account is disabled")


class AccountGone(Unauthenticated):
    """The token is good, its account is not there any more or is disabled."""

    reason = "ACCOUNT_GONE"

    def __init__(self) -> None:
        super().__init__("Could not validate credentials")


class RefreshTokenInvalid(Unauthenticated):
    reason = "REFRESH_TOKEN_INVALID"

    def __init__(self) -> None:
        super().__init__("Could not validate credentials")


class RefreshTokenReused(Unauthenticated):
    """A token that was replaced long ago: somebody else has a copy, so the session is over."""

    reason = "REFRESH_TOKEN_REUSED"

    def __init__(self) -> None:
        super().__init__("This session was ended because an old refresh token was used: log in again")


class SessionEnded(Unauthenticated):
    reason = "SESSION_ENDED"

    def __init__(self) -> None:
        super().__init__("This session has ended: log in again")


class NoSession(Unauthenticated):
    reason = "NO_SESSION"

    def __init__(self) -> None:
        super().__init__("There is no session to end: send an access token or a refresh token")


class SessionNeeded(PermissionDenied):
    """What only a person who is logged in may do."""

    reason = "SESSION_NEEDED"

    def __init__(self) -> None:
        super().__init__("An API key cannot do this: log in")


class LinkInvalid(InvalidArgument):
    """The same for unknown, used and expired links."""

    reason = "LINK_INVALID"

    def __init__(self) -> None:
        super().__init__("This link is not valid any more: ask for a new one")


class UserNotFound(NotFound):
    reason = "USER_NOT_FOUND"


class LastAdmin(FailedPrecondition):
    reason = "LAST_ADMIN"

    def __init__(self) -> None:
        super().__init__("This is the last administrator: make somebody else one first")


class SessionNotFound(NotFound):
    reason = "SESSION_NOT_FOUND"


class OrganisationNotFound(NotFound):
    reason = "ORGANISATION_NOT_FOUND"


class OrganisationLimitReached(FailedPrecondition):
    reason = "ORGANISATION_LIMIT_REACHED"


class NotAManager(PermissionDenied):
    reason = "NOT_A_MANAGER"

    def __init__(self) -> None:
        super().__init__("Insufficient permissions. Required role: account_manager")


class MemberNotFound(NotFound):
    reason = "MEMBER_NOT_FOUND"


class MemberExists(AlreadyExists):
    reason = "MEMBER_EXISTS"


class LastManager(FailedPrecondition):
    reason = "LAST_MANAGER"

    def __init__(self) -> None:
        super().__init__("This is the last account manager: make somebody else one first")


class ApiKeyNotFound(NotFound):
    reason = "API_KEY_NOT_FOUND"


class ApiKeyNotActive(FailedPrecondition):
    reason = "API_KEY_NOT_ACTIVE"


class ApiKeyLimitReached(FailedPrecondition):
    reason = "API_KEY_LIMIT_REACHED"


class ScopeNotHeld(PermissionDenied):
    reason = "SCOPE_NOT_HELD"


class ExpiryInThePast(ValidationFailed):
    reason = "EXPIRY_IN_THE_PAST"


class ApiKeyRefused(Unauthenticated):
    """A key that proves nothing; the reason says why."""

    reason = "API_KEY_UNKNOWN"

    def __init__(self, reason: str = "API_KEY_UNKNOWN") -> None:
        super().__init__("Could not validate credentials", reason=reason)


class RotationPending(FailedPrecondition):
    reason = "ROTATION_PENDING"


class NotYourAuditLog(PermissionDenied):
    reason = "NOT_YOUR_AUDIT_LOG"


class InboxClosed(NotFound):
    reason = "INBOX_CLOSED"
