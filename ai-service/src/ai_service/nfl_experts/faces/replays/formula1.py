"""The replays of Formula 1, which the league service plays."""

from datetime import timedelta
from typing import Any, Final

from ai_service.nfl_experts.errors import FactsUnavailable, InvalidReplay
from ai_service.nfl_experts.faces.replays.messages import f1_replay_to_pb
from ai_service.nfl_experts.replays.domain import read_range, read_speed
from altsports.ai.v1 import replays_pb2 as pb
from altsports.fantasy.v1 import f1_replays_pb2 as f1
from service_kit.caller import service_caller
from service_kit.errors import NO_ANSWER
from service_kit.logging import logs
from service_kit.rpc.grpc_client import MeshClient

PREFIX: Final = "f1-"
"""The ids of these replays begin with it; those of other sports are hexadecimal or words."""

_SERVICE: Final = "/altsports.fantasy.v1.F1ReplayService/"
_MOST_ROUNDS: Final = 99
_LIST_WITHIN: Final = timedelta(seconds=3)
"""How long a list waits for these replays before it goes without them."""

log = logs.get_logger(__name__)


class Formula1Replays:
    """Forwards calls to the league service. Every method but `list` raises FactsUnavailable."""

    def __init__(self, client: MeshClient) -> None:
        self._client = client
        self._caller = service_caller("ai-service")

    async def create(self, request: pb.CreateReplayRequest) -> pb.Replay:
        """Starts a replay. Raises InvalidReplay, SeasonNotFound, TooManyReplays."""
        if request.HasField("weeks"):
            raise InvalidReplay("weeks: a Formula 1 season has rounds; state rounds instead, such as 1-11")
        first, last = read_range(request.rounds, "rounds", _MOST_ROUNDS) or (None, None)
        asked = f1.CreateF1ReplayRequest(
            season=request.season,
            first_round=first,
            last_round=last,
            speed=read_speed(request.speed),
            teams=request.teams or None,
        )
        if request.competition:
            asked.competition = request.competition
        return f1_replay_to_pb((await self._call("CreateF1Replay", asked)).replay)

    async def list(self, status: str) -> list[pb.Replay]:
        """The newest replays; none while the league service does not answer."""
        asked = f1.ListF1ReplaysRequest(status=status or None)
        try:
            answer = await self._client.call(
                f"{_SERVICE}ListF1Replays",
                asked,
                caller=self._caller,
                timeout_s=_LIST_WITHIN.total_seconds(),
            )
        except NO_ANSWER as error:
            log.warning("The replays of Formula 1 are not listed", reason=error.reason)
            return []
        return [f1_replay_to_pb(replay) for replay in answer.replays]

    async def get(self, replay_id: str) -> pb.Replay:
        """A replay. Raises ReplayNotFound."""
        answer = await self._call("GetF1Replay", f1.GetF1ReplayRequest(replay_id=replay_id))
        return f1_replay_to_pb(answer.replay)

    async def change(self, replay_id: str, status: str) -> pb.Replay:
        """Pauses, resumes or stops a replay. Raises ReplayNotFound, ReplayEnded, TooManyReplays."""
        asked = f1.ChangeF1ReplayRequest(replay_id=replay_id, status=status)
        return f1_replay_to_pb((await self._call("ChangeF1Replay", asked)).replay)

    async def delete(self, replay_id: str) -> None:
        """Deletes a replay. Raises ReplayNotFound."""
        await self._call("DeleteF1Replay", f1.DeleteF1ReplayRequest(replay_id=replay_id))

    async def _call(self, method: str, request: Any) -> Any:
        try:
            return await self._client.call(f"{_SERVICE}{method}", request, caller=self._caller)
        except NO_ANSWER as error:
            raise FactsUnavailable(error.message) from error
