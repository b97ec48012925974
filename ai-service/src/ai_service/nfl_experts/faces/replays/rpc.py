"""The gRPC handlers of replays of all sports; the league service plays those of Formula 1."""

# ruff: noqa: ARG002 - the contract gives the signatures

from typing import Final

from google.protobuf.empty_pb2 import Empty

from ai_service.nfl_experts.errors import InvalidReplay, ReplayNotFound
from ai_service.nfl_experts.faces.replays.formula1 import PREFIX, Formula1Replays
from ai_service.nfl_experts.faces.replays.messages import replay_to_pb
from ai_service.nfl_experts.facts.client import Facts
from ai_service.nfl_experts.keeping.keeper import Keeper
from ai_service.nfl_experts.replays import operations, repository
from ai_service.nfl_experts.replays.domain import Status
from altsports.ai.v1 import replays_pb2 as pb
from altsports.ai.v1.replays_pb2_grpc import ReplayServiceServicer
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context

_MOST: Final = 100


class ReplayRpc(ReplayServiceServicer):
    """Creates, shows and ends replays. The keeper plays them, in this process or another."""

    def __init__(
        self, database: Database, facts: Facts, clock: Clock, keeper: Keeper, formula1: Formula1Replays
    ) -> None:
        self._database = database
        self._facts = facts
        self._clock = clock
        self._keeper = keeper
        self._formula1 = formula1

    async def CreateReplay(
        self, request: pb.CreateReplayRequest, context: Context
    ) -> pb.CreateReplayResponse:
        if request.sport == "f1":
            return pb.CreateReplayResponse(replay=await self._formula1.create(request))
        for name in ("rounds", "teams"):
            if request.HasField(name):
                raise InvalidReplay(f"{name}: only a replay of Formula 1 has it; an NFL season has weeks")
        self._facts.expire()
        now = self._clock.now()
        replay, season = await operations.new_replay(self._facts, request, now)
        async with self._database.transaction() as connection:
            await operations.start_replay(connection, season, replay, now)
        self._keeper.wake()
        return pb.CreateReplayResponse(replay=replay_to_pb(replay))

    async def ListReplays(self, request: pb.ListReplaysRequest, context: Context) -> pb.ListReplaysResponse:
        reader = self._database.pipelined
        found = await repository.list_replays(reader, request.status or None)
        others = await self._formula1.list(request.status)
        replays = sorted(
            [*map(replay_to_pb, found), *others], key=lambda one: one.created_at.ToNanoseconds(), reverse=True
        )
        return pb.ListReplaysResponse(replays=replays[:_MOST])

    async def GetReplay(self, request: pb.GetReplayRequest, context: Context) -> pb.GetReplayResponse:
        if request.replay_id.startswith(PREFIX):
            return pb.GetReplayResponse(replay=await self._formula1.get(request.replay_id))
        reader = self._database.pipelined
        replay = await repository.get_replay(reader, request.replay_id)
        if replay is None:
            raise ReplayNotFound(request.replay_id)
        return pb.GetReplayResponse(replay=replay_to_pb(replay))

    async def PauseReplay(self, request: pb.PauseReplayRequest, context: Context) -> pb.PauseReplayResponse:
        return pb.PauseReplayResponse(replay=await self._change(request.replay_id, "paused"))

    async def ResumeReplay(
        self, request: pb.ResumeReplayRequest, context: Context
    ) -> pb.ResumeReplayResponse:
        return pb.ResumeReplayResponse(replay=await self._change(request.replay_id, "running"))

    async def StopReplay(self, request: pb.StopReplayRequest, context: Context) -> pb.StopReplayResponse:
        return pb.StopReplayResponse(replay=await self._change(request.replay_id, "stopped"))

    async def DeleteReplay(self, request: pb.DeleteReplayRequest, context: Context) -> Empty:
        if request.replay_id.startswith(PREFIX):
            await self._formula1.delete(request.replay_id)
            return Empty()
        async with self._database.transaction() as connection:
            await operations.delete_replay(connection, request.replay_id)
        return Empty()

    async def _change(self, replay_id: str, status: Status) -> pb.Replay:
        if replay_id.startswith(PREFIX):
            return await self._formula1.change(replay_id, status)
        async with self._database.transaction() as connection:
            now = self._clock.now()
            replay = await operations.change_status(connection, replay_id, status=status, now=now)
        self._keeper.wake()
        return replay_to_pb(replay)
