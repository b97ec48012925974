"""Errors of background work."""

from service_kit.errors import (
    AlreadyExists,
    Conflict,
    FailedPrecondition,
    Gone,
    InvalidArgument,
    NotFound,
    ValidationFailed,
)


class TaskNotFound(NotFound):
    """The task does not exist, or the caller may not see it."""

    reason = "TASK_NOT_FOUND"


class UnknownTaskType(InvalidArgument):
    """Tasks of this type cannot be started by a request."""

    reason = "UNKNOWN_TASK_TYPE"


class RequestIdReused(AlreadyExists):
    """The key was already used for a task of another type."""

    reason = "REQUEST_ID_REUSED"


class TaskEnded(FailedPrecondition):
    """The task is completed, failed or cancelled, so it cannot be cancelled."""

    reason = "TASK_ENDED"


class TaskNotFailed(FailedPrecondition):
    """Only failed and cancelled tasks can be started again."""

    reason = "TASK_NOT_FAILED"


class TaskNotFinished(Conflict):
    """The task still waits or runs."""

    reason = "TASK_NOT_FINISHED"
    default_retry_after_s = 2.0


class TaskHasNoResult(FailedPrecondition):
    """The task failed or was cancelled."""

    reason = "TASK_HAS_NO_RESULT"


class TaskResultExpired(Gone):
    """The result was deleted."""

    reason = "TASK_RESULT_EXPIRED"


class NoOrganisation(FailedPrecondition):
    """The caller acts for no organisation, so there is none to share with."""

    reason = "NO_ORGANISATION"


class TaskScheduleNotFound(NotFound):
    """The schedule does not exist."""

    reason = "TASK_SCHEDULE_NOT_FOUND"


class InvalidTaskSchedule(ValidationFailed):
    """The schedule has no dates, or one of its fields is wrong."""

    reason = "INVALID_TASK_SCHEDULE"


class TaskScheduleExists(AlreadyExists):
    """Another schedule has the name."""

    reason = "TASK_SCHEDULE_EXISTS"


class TaskScheduleDeclared(FailedPrecondition):
    """A service declares the schedule, so it would come back."""

    reason = "TASK_SCHEDULE_DECLARED"
