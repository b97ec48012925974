"""F1ReplayService: the replays of Formula 1, for the service that offers those of all sports."""

# ruff: noqa: ARG002 - the contract defines the signatures

from typing import cast

from google.protobuf.empty_pb2 import Empty

from altsports.fantasy.v1 import f1_replays_pb2 as pb
from altsports.fantasy.v1.f1_replays_pb2_grpc import F1ReplayServiceServicer
from league_service.fantasy.replays import operations
from league_service.fantasy.replays import replay_repository as repository
from league_service.fantasy.replays.domain import Replay, Status
from league_service.fantasy.replays.errors import ReplayNotFound
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class F1ReplayRpc(F1ReplayServiceServicer):
    """Creates, shows and ends replays. A loop plays them, in this process or another."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def CreateF1Replay(
        self, request: pb.CreateF1ReplayRequest, context: Context
    ) -> pb.CreateF1ReplayResponse:
        asked = operations.Asked(
            season=request.season,
            competition=request.competition,
            first=request.first_round if request.HasField("first_round") else None,
            last=request.last_round if request.HasField("last_round") else None,
            speed=request.speed if request.HasField("speed") else None,
            teams=request.teams,
        )
        async with self._database.transaction() as connection:
            replay = await operations.start_replay(connection, asked, self._clock.now())
        return pb.CreateF1ReplayResponse(replay=_to_pb(replay))

    async def ListF1Replays(
        self, request: pb.ListF1ReplaysRequest, context: Context
    ) -> pb.ListF1ReplaysResponse:
        found = await repository.list_replays(self._database.pipelined, request.status or None)
        return pb.ListF1ReplaysResponse(replays=map(_to_pb, found))

    async def GetF1Replay(self, request: pb.GetF1ReplayRequest, context: Context) -> pb.GetF1ReplayResponse:
        replay = await repository.get_replay(self._database.pipelined, request.replay_id)
        if replay is None:
            raise ReplayNotFound(request.replay_id)
        return pb.GetF1ReplayResponse(replay=_to_pb(replay))

    async def ChangeF1Replay(
        self, request: pb.ChangeF1ReplayRequest, context: Context
    ) -> pb.ChangeF1ReplayResponse:
        status = cast("Status", request.status)
        async with self._database.transaction() as connection:
            replay = await operations.change_status(connection, request.replay_id, status, self._clock.now())
        return pb.ChangeF1ReplayResponse(replay=_to_pb(replay))

    async def DeleteF1Replay(self, request: pb.DeleteF1ReplayRequest, context: Context) -> Empty:
        async with self._database.transaction() as connection:
            await operations.delete_replay(connection, request.replay_id, self._clock.now())
        return Empty()


def _to_pb(replay: Replay) -> pb.F1Replay:
    return pb.F1Replay(
        id=replay.id,
        competition=replay.competition,
        season=replay.season,
        simulated=replay.simulated,
        first_round=replay.first_round,
        last_round=replay.last_round,
        speed=replay.speed,
        teams=replay.teams,
        status=replay.status,
        error=replay.error,
        steps_done=replay.steps_done,
        steps_total=replay.steps_total,
        round=replay.round,
        running_seconds=round(replay.running_seconds, 3),
        created_at=time_to_pb(replay.created_at),
        cursor_time=time_to_pb(replay.cursor_time),
        ended_at=time_to_pb(replay.ended_at),
    )
