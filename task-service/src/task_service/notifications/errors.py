"""Errors of notifications."""

from service_kit.errors import NotFound, ValidationFailed


class NotificationNotFound(NotFound):
    """The notification does not exist, was deleted, or belongs to another user."""

    reason = "NOTIFICATION_NOT_FOUND"


class UnknownNotificationKind(ValidationFailed):
    """The contract has no notice of this kind."""

    reason = "UNKNOWN_NOTIFICATION_KIND"


class UnknownTimezone(ValidationFailed):
    """The IANA database has no time zone of this name."""

    reason = "UNKNOWN_TIMEZONE"


class InvalidQuietHours(ValidationFailed):
    """The quiet hours begin and end at the same time."""

    reason = "INVALID_QUIET_HOURS"


class SecurityNotification(ValidationFailed):
    """The notification protects the account, so it cannot be switched off."""

    reason = "SECURITY_NOTIFICATION"


class InvalidNotice(ValidationFailed):
    """A service sent a notice that is not the message of its kind."""

    reason = "INVALID_NOTICE"


class UnsubscribeLinkInvalid(NotFound):
    """The link is incomplete, or of another installation."""

    reason = "UNSUBSCRIBE_LINK_INVALID"
