"""Errors of background work."""

from service_kit.errors import AlreadyExists, InvalidArgument, NotFound


class RunNotFound(NotFound):
    """The run does not exist, or belongs to another user."""

    reason = "RUN_NOT_FOUND"


class UnknownRunKind(InvalidArgument):
    """Runs of this kind cannot be started by a request."""

    reason = "UNKNOWN_RUN_KIND"


class RequestIdReused(AlreadyExists):
    """The key was already used for a run of another kind."""

    reason = "REQUEST_ID_REUSED"
