"""The replays of Formula 1, which the league service plays."""

import re
from datetime import timedelta
from typing import Any, Final

from ai_service.nfl_experts.errors import FactsUnavailable, InvalidReplay
from ai_service.nfl_experts.replays.domain import read_speed, speed_text
from altsports.ai.v1 import replays_pb2 as pb
from altsports.fantasy.v1 import f1_replays_pb2 as f1
from service_kit.caller import service_caller
from service_kit.errors import NO_ANSWER
from service_kit.logging import logs
from service_kit.rpc.grpc_client import MeshClient

PREFIX: Final = "f1-"
"""The ids of these replays begin with it; those of other sports are hexadecimal or words."""

_SERVICE: Final = "/altsports.fantasy.v1.F1ReplayService/"
_ROUNDS: Final = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?")
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
        first, last = read_rounds(request.rounds)
        asked = f1.CreateF1ReplayRequest(
            season=request.season,
            first_round=first,
            last_round=last,
            speed=read_speed(request.speed),
            teams=request.teams or None,
        )
        if request.competition:
            asked.competition = request.competition
        return from_f1((await self._call("CreateF1Replay", asked)).replay)

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
        return [from_f1(replay) for replay in answer.replays]

    async def get(self, replay_id: str) -> pb.Replay:
        """A replay. Raises ReplayNotFound."""
        answer = await self._call("GetF1Replay", f1.GetF1ReplayRequest(replay_id=replay_id))
        return from_f1(answer.replay)

    async def change(self, replay_id: str, status: str) -> pb.Replay:
        """Pauses, resumes or stops a replay. Raises ReplayNotFound, ReplayEnded, TooManyReplays."""
        asked = f1.ChangeF1ReplayRequest(replay_id=replay_id, status=status)
        return from_f1((await self._call("ChangeF1Replay", asked)).replay)

    async def delete(self, replay_id: str) -> None:
        """Deletes a replay. Raises ReplayNotFound."""
        await self._call("DeleteF1Replay", f1.DeleteF1ReplayRequest(replay_id=replay_id))

    async def _call(self, method: str, request: Any) -> Any:
        try:
            return await self._client.call(f"{_SERVICE}{method}", request, caller=self._caller)
        except NO_ANSWER as error:
            raise FactsUnavailable(error.message) from error


def read_rounds(text: str) -> tuple[int | None, int | None]:
    """The first and last round in "1-11" or "7"; nothing if the text is empty. Raises InvalidReplay."""
    if not text:
        return None, None
    match = _ROUNDS.fullmatch(text)
    if match is None:
        raise InvalidReplay(f"rounds: write 1-11 or 7, not {text}")
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1 <= first <= last:
        raise InvalidReplay(f"rounds: the first round is 1 or later, and not after the last one: {text}")
    return first, last


def from_f1(replay: f1.F1Replay) -> pb.Replay:
    """A replay as responses show it."""
    return pb.Replay(
        id=replay.id,
        sport="f1",
        competition=replay.competition,
        season=replay.season,
        simulated=replay.simulated,
        first_week=replay.first_round,
        last_week=replay.last_round,
        speed=speed_text(replay.speed if replay.HasField("speed") else None),
        status=replay.status,
        error=replay.error if replay.HasField("error") else None,
        steps_done=replay.steps_done,
        steps_total=replay.steps_total,
        progress=replay.steps_done / replay.steps_total if replay.steps_total else 0.0,
        cursor_time=replay.cursor_time if replay.HasField("cursor_time") else None,
        week=replay.round if replay.HasField("round") else None,
        created_at=replay.created_at,
        ended_at=replay.ended_at if replay.HasField("ended_at") else None,
        running_seconds=replay.running_seconds,
        teams=replay.teams,
    )
