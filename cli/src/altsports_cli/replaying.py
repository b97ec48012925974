"""Starts replays in the ai-service and follows them."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final

from altsports.ai.v1 import experts_pb2, replays_pb2
from altsports.fantasy.v1 import leaderboards_pb2
from altsports_cli.errors import CliError
from service_kit.caller import service_caller
from service_kit.errors import DomainError, Unavailable
from service_kit.rpc.field_paths import field_path
from service_kit.rpc.grpc_client import MeshClient
from service_kit.settings.mesh import MeshSettings

ENDED: Final = frozenset({"finished", "stopped", "failed"})
_REPLAYS: Final = "/altsports.ai.v1.ReplayService/"
_EXPERTS: Final = "/altsports.ai.v1.ExpertService/ListExperts"
_BOARD: Final = "/altsports.fantasy.v1.LeaderboardService/GetLeaderboard"
_TOP: Final = 10
_LOOK_S: Final = 0.3


class Replays:
    """The replays of the running mesh."""

    def __init__(self, client: MeshClient) -> None:
        self._client = client
        self._caller = service_caller("altsports-cli")

    async def start(self, request: replays_pb2.CreateReplayRequest) -> replays_pb2.Replay:
        """Starts a replay. Raises CliError with the reason of a refusal."""
        return (await self._call("CreateReplay", request)).replay

    async def change(self, replay_id: str, action: str) -> replays_pb2.Replay:
        """Pauses, resumes or stops a replay."""
        request = getattr(replays_pb2, f"{action}ReplayRequest")(replay_id=replay_id)
        return (await self._call(f"{action}Replay", request)).replay

    async def follow(self, replay: replays_pb2.Replay) -> AsyncGenerator[replays_pb2.Replay]:
        """Yields the state of a replay repeatedly until it has ended or is paused."""
        while replay.status == "running":
            yield replay
            await asyncio.sleep(_LOOK_S)
            replay = await self._look(replay)
        yield replay

    async def experts(self, replay: replays_pb2.Replay) -> list[experts_pb2.Expert]:
        """The experts at the end, by bankroll, largest first."""
        answer = await self._ask(_EXPERTS, experts_pb2.ListExpertsRequest(replay=replay.id))
        return sorted(answer.experts, key=lambda expert: -expert.bankroll.current)

    async def board(self, replay: replays_pb2.Replay) -> leaderboards_pb2.GetLeaderboardResponse:
        """The top of the leaderboard of a replay of Formula 1."""
        request = leaderboards_pb2.GetLeaderboardRequest(replay=replay.id, page_size=_TOP)
        return await self._ask(_BOARD, request)

    async def _look(self, replay: replays_pb2.Replay) -> replays_pb2.Replay:
        """The current state of the replay; the last known one while the service restarts."""
        try:
            request = replays_pb2.GetReplayRequest(replay_id=replay.id)
            answer = await self._client.call(f"{_REPLAYS}GetReplay", request, caller=self._caller)
        except Unavailable:
            return replay
        except DomainError as error:
            raise _as_cli_error(error) from error
        return answer.replay

    async def _call(self, method: str, request: Any) -> Any:
        return await self._ask(f"{_REPLAYS}{method}", request)

    async def _ask(self, path: str, request: Any) -> Any:
        try:
            return await self._client.call(path, request, caller=self._caller)
        except DomainError as error:
            raise _as_cli_error(error) from error


@asynccontextmanager
async def replays_of(settings: MeshSettings) -> AsyncGenerator[Replays]:
    """The replays of a mesh."""
    async with MeshClient.from_settings(settings) as client:
        yield Replays(client)


def _as_cli_error(error: DomainError) -> CliError:
    wrong = [f"{field_path(item['loc'])}: {item['msg']}" for item in error.violations]
    return CliError(f"{error.reason}: {error}", "\n  ".join([*wrong, *error.recovery]))
