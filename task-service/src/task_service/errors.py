"""Errors of background work."""

from service_kit.errors import AlreadyExists, FailedPrecondition, InvalidArgument, NotFound, ValidationFailed


class RunNotFound(NotFound):
    """The run does not exist, or belongs to another user."""

    reason = "RUN_NOT_FOUND"


class UnknownRunKind(InvalidArgument):
    """Runs of this kind cannot be started by a request."""

    reason = "UNKNOWN_RUN_KIND"


class RequestIdReused(AlreadyExists):
    """The key was already used for a run of another kind."""

    reason = "REQUEST_ID_REUSED"


class RunScheduleNotFound(NotFound):
    """The schedule does not exist."""

    reason = "RUN_SCHEDULE_NOT_FOUND"


class InvalidRunSchedule(ValidationFailed):
    """The schedule has no dates, or one of its fields is wrong."""

    reason = "INVALID_RUN_SCHEDULE"


class RunScheduleExists(AlreadyExists):
    """Another schedule has the name."""

    reason = "RUN_SCHEDULE_EXISTS"


class RunScheduleDeclared(FailedPrecondition):
    """A service declares the schedule, so it would come back."""

    reason = "RUN_SCHEDULE_DECLARED"
