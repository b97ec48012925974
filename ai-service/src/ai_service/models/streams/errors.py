"""What can go wrong with a stream."""

from service_kit.errors import NotFound, Unavailable, ValidationFailed


class StreamNotFound(NotFound):
    reason = "STREAM_NOT_FOUND"


class InvalidLastEventId(ValidationFailed):
    reason = "INVALID_LAST_EVENT_ID"


class StreamLost(Unavailable):
    """The process that wrote the stream has ended before the stream was complete."""

    reason = "STREAM_LOST"


class StreamStopped(Unavailable):
    """Nobody followed the stream any more, so its provider was stopped."""

    reason = "STREAM_STOPPED"
