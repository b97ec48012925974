"""What can go wrong with reports of usage."""

from service_kit.errors import PermissionDenied, ValidationFailed


class NotYourUsage(PermissionDenied):
    reason = "NOT_YOUR_USAGE"


class InvalidUsagePeriod(ValidationFailed):
    """The period ends before it starts."""

    reason = "INVALID_USAGE_PERIOD"
