"""Errors about accounts and credentials, with the reasons that callers see."""

from uuid import UUID

from service_kit.errors import (
    AlreadyExists,
    Conflict,
    FailedPrecondition,
    InvalidArgument,
    NotFound,
    PermissionDenied,
    PreconditionFailed,
    ResourceExhausted,
    Unauthenticated,
    Unavailable,
    ValidationFailed,
)


class EmailTaken(AlreadyExists):
    reason = "EMAIL_TAKEN"


class UsernameTaken(AlreadyExists):
    reason = "USERNAME_TAKEN"


class NotAnAdministrator(NotFound):
    """An operator named an account that is not an administrator's."""

    reason = "NOT_AN_ADMINISTRATOR"

    def __init__(self, name: str, administrators: list[str]) -> None:
        known = f"the administrators are {', '.join(administrators)}" if administrators else "there is none"
        super().__init__(f"{name} is not an administrator: {known}")


class PasswordRefused(ValidationFailed):
    """The new password is too common or too obvious."""

    reason = "PASSWORD_REFUSED"


class WrongPassword(InvalidArgument):
    """The current password of a logged-in caller is wrong; not 401, which would log them out."""

    reason = "WRONG_PASSWORD"


class InvalidCredentials(Unauthenticated):
    """The same error for a wrong name and a wrong password."""

    reason = "INVALID_CREDENTIALS"

    def __init__(self) -> None:
        super().__init__("Incorrect username or password")


class LoginThrottled(ResourceExhausted):
    """Too many wrong passwords; after `retry_after_s` the next attempt is accepted."""

    reason = "LOGIN_THROTTLED"

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(
            f"Too many failed attempts; try again in {retry_after_s} s",
            retry_after_s=retry_after_s,
            recovery=["Wait and try again", "Reset the password by mail"],
        )


class LoginBusy(Unavailable):
    """Too many passwords are waiting to be checked."""

    reason = "LOGIN_BUSY"

    def __init__(self) -> None:
        super().__init__("Too many logins at the same time", retry_after_s=1)


class AccountDisabled(PermissionDenied):
    """Returned only if the password is correct."""

    reason = "ACCOUNT_DISABLED"

    def __init__(self) -> None:
        super().__init__("This account is disabled")


class EmailNotVerified(PermissionDenied):
    """Anybody can register any address, so an account proves its address before it gets lasting access."""

    reason = "EMAIL_NOT_VERIFIED"

    def __init__(self) -> None:
        super().__init__(
            "Verify the e-mail address of the account first",
            recovery=[
                "Use the link in the mail that was sent when you registered",
                "Request a new link with POST /api/v1/auth/email-verification",
                "Outside production, GET /api/v1/dev/inbox shows the mail",
                "Ask an administrator to verify the address with PATCH /api/v1/users/{user_id}",
            ],
        )


class AccountNotProven(PermissionDenied):
    """A link proves the mailbox only. Somebody else may have registered the account."""

    reason = "ACCOUNT_NOT_PROVEN"

    def __init__(self) -> None:
        super().__init__(
            "The link proves the mailbox, but not that the account is yours",
            field="password",
            recovery=[
                "Send the password of the account, or an access token of it",
                "If you did not register, ignore the mail",
                "To take over the address, reset the password: what the account contains is deleted",
            ],
        )


class PasswordChanged(Conflict):
    """The password changed after it was proven. The handler runs again and proves the current one."""

    reason = "PASSWORD_CHANGED"
    undone = True


class AccountGone(Unauthenticated):
    """The token is valid, but its account no longer exists or is disabled."""

    reason = "ACCOUNT_GONE"

    def __init__(self) -> None:
        super().__init__("Could not validate credentials")


class RefreshTokenInvalid(Unauthenticated):
    reason = "REFRESH_TOKEN_INVALID"

    def __init__(self) -> None:
        super().__init__("Could not validate credentials")


class RefreshTokenReused(Unauthenticated):
    """The token was replaced long ago: somebody else has a copy, so the session is ended."""

    reason = "REFRESH_TOKEN_REUSED"

    def __init__(self) -> None:
        super().__init__("This session was ended because an old refresh token was used; log in again")


class SessionEnded(Unauthenticated):
    reason = "SESSION_ENDED"

    def __init__(self) -> None:
        super().__init__("This session has ended; log in again")


class NoSession(Unauthenticated):
    reason = "NO_SESSION"

    def __init__(self) -> None:
        super().__init__("No session to end; send an access token or a refresh token")


class SessionNeeded(PermissionDenied):
    """The operation requires a logged-in user."""

    reason = "SESSION_NEEDED"

    def __init__(self) -> None:
        super().__init__("This operation is not available with an API key; log in")


class LinkInvalid(InvalidArgument):
    """The same error for unknown, used and expired links."""

    reason = "LINK_INVALID"

    def __init__(self) -> None:
        super().__init__("This link is no longer valid; request a new one")


class UserNotFound(NotFound):
    reason = "USER_NOT_FOUND"

    def __init__(self, user_id: str | UUID) -> None:
        super().__init__(f"user {user_id} not found", user_id=user_id)


class LastAdmin(FailedPrecondition):
    reason = "LAST_ADMIN"

    def __init__(self) -> None:
        super().__init__("This is the last administrator; make another account an administrator first")


class SessionNotFound(NotFound):
    reason = "SESSION_NOT_FOUND"

    def __init__(self, session_id: str | UUID) -> None:
        super().__init__(f"session {session_id} not found", session_id=session_id)


class OrganisationNotFound(NotFound):
    reason = "ORGANISATION_NOT_FOUND"

    def __init__(self, organisation_id: str | UUID, message: str = "") -> None:
        message = message or f"organisation {organisation_id} not found"
        super().__init__(message, organisation_id=organisation_id)


class OrganisationLimitReached(FailedPrecondition):
    reason = "ORGANISATION_LIMIT_REACHED"


class NotAManager(PermissionDenied):
    reason = "NOT_A_MANAGER"

    def __init__(self) -> None:
        super().__init__("Insufficient permissions. Required role: account_manager")


class MemberNotFound(NotFound):
    reason = "MEMBER_NOT_FOUND"

    def __init__(self, member_id: str | UUID) -> None:
        super().__init__(f"member {member_id} not found", member_id=member_id)


class MemberExists(AlreadyExists):
    reason = "MEMBER_EXISTS"


class StaffNotFound(NotFound):
    reason = "STAFF_NOT_FOUND"

    def __init__(self, staff_id: str | UUID) -> None:
        super().__init__(
            f"staff {staff_id} not found",
            staff_id=staff_id,
            recovery=["GET /api/v1/football/staff lists the staff of your club"],
        )


class StaffExists(AlreadyExists):
    reason = "STAFF_EXISTS"

    def __init__(self, staff_id: UUID) -> None:
        super().__init__(
            "This person already has a job in the club",
            staff_id=staff_id,
            recovery=[f"PATCH /api/v1/football/staff/{staff_id} changes it"],
        )


class PersonNeeded(ValidationFailed):
    reason = "PERSON_NEEDED"


class UnknownUser(ValidationFailed):
    reason = "UNKNOWN_USER"


class UnknownTeam(ValidationFailed):
    reason = "UNKNOWN_TEAM"


class AddressNotYours(ValidationFailed):
    reason = "ADDRESS_NOT_YOURS"


class VersionMismatch(PreconditionFailed):
    reason = "VERSION_MISMATCH"

    def __init__(self, version: int) -> None:
        super().__init__(
            f"Somebody changed this in the meantime: it is at version {version} now",
            version=version,
            recovery=["Read it again, and repeat the change with its version"],
        )


class LastManager(FailedPrecondition):
    reason = "LAST_MANAGER"

    def __init__(self) -> None:
        super().__init__("This is the last account manager; make another member an account manager first")


class ApiKeyNotFound(NotFound):
    reason = "API_KEY_NOT_FOUND"

    def __init__(self, api_key_id: str | UUID) -> None:
        super().__init__(f"API key {api_key_id} not found", api_key_id=api_key_id)


class ApiKeyNotActive(FailedPrecondition):
    reason = "API_KEY_NOT_ACTIVE"


class ApiKeyLimitReached(FailedPrecondition):
    reason = "API_KEY_LIMIT_REACHED"


class ScopeNotHeld(PermissionDenied):
    reason = "SCOPE_NOT_HELD"


class ExpiryInThePast(ValidationFailed):
    reason = "EXPIRY_IN_THE_PAST"


class ApiKeyRefused(Unauthenticated):
    """The API key is not valid; the reason says why."""

    reason = "API_KEY_UNKNOWN"

    def __init__(self, reason: str = "API_KEY_UNKNOWN") -> None:
        super().__init__("Could not validate credentials", reason=reason)


class RotationPending(FailedPrecondition):
    reason = "ROTATION_PENDING"


class NotYourAuditLog(PermissionDenied):
    reason = "NOT_YOUR_AUDIT_LOG"


class InboxClosed(NotFound):
    reason = "INBOX_CLOSED"
