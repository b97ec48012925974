"""Errors of replays; the reasons are API and documented at the RPCs."""

from service_kit.errors import Conflict, InvalidArgument, NotFound, ResourceExhausted


class ReplayNotFound(NotFound):
    reason = "REPLAY_NOT_FOUND"

    def __init__(self, replay_id: str) -> None:
        super().__init__(
            f"No such replay: {replay_id}",
            replay_id=replay_id,
            recovery=["GET /api/v1/replays lists replays"],
        )


class InvalidReplay(InvalidArgument):
    reason = "INVALID_REPLAY"


class ReplayEnded(Conflict):
    reason = "REPLAY_ENDED"


class TooManyReplays(ResourceExhausted):
    reason = "TOO_MANY_REPLAYS"
