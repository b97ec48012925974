"""What can go wrong with background work."""

from service_kit.errors import AlreadyExists, InvalidArgument, NotFound


class RunNotFound(NotFound):
    """There is no such run, or it is somebody else's."""

    reason = "RUN_NOT_FOUND"


class UnknownRunKind(InvalidArgument):
    """Nobody may start a run of this kind."""

    reason = "UNKNOWN_RUN_KIND"


class RequestIdReused(AlreadyExists):
    """The key was used for a run of another kind."""

    reason = "REQUEST_ID_REUSED"
