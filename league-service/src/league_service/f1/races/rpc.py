"""RaceService: reads and changes race weekends; verifies results, and decides about them."""

# ruff: noqa: ARG002 - the contract defines the signatures

from datetime import datetime
from typing import Any

from google.protobuf.empty_pb2 import Empty

from altsports.fantasy.v1 import races_pb2 as pb
from altsports.fantasy.v1 import races_pb2_grpc
from league_service.competition.errors import SeasonNotFound
from league_service.core.paging import page_of
from league_service.core.zones import NOT_A_ZONE, is_time_zone
from league_service.f1.domain import F1
from league_service.f1.errors import InvalidRace, ResultsUpstreamMissing, RevisionNotFound
from league_service.f1.points import exceptions_of, is_known, scheme_of
from league_service.f1.quarantine import repository as quarantine
from league_service.f1.quarantine.operations import decide
from league_service.f1.races import repository
from league_service.f1.races.changes import (
    RaceChange,
    Times,
    create_race,
    delete_race,
    read_times,
    update_race,
)
from league_service.f1.races.domain import Race
from league_service.f1.races.messages import (
    decision_to_pb,
    finding_to_pb,
    quarantined_to_pb,
    race_to_pb,
    result_to_pb,
    scheme_to_pb,
)
from league_service.f1.races.operations import read_race
from league_service.f1.watch.operations import Watcher
from league_service.f1.worlds import Worlds, year_of
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_from_pb


class RaceRpc(races_pb2_grpc.RaceServiceServicer):
    """Reads and changes race weekends, and keeps their results right."""

    def __init__(self, database: Database, clock: Clock, worlds: Worlds, watcher: Watcher) -> None:
        self._database = database
        self._clock = clock
        self._worlds = worlds
        self._watcher = watcher

    async def ListRaces(self, request: pb.ListRacesRequest, context: Context) -> pb.ListRacesResponse:
        async with self._database.read() as connection:
            world = await self._worlds.open(connection, request)
            live = not world.replay
            races = await repository.races_of(connection, world.season, world.at, as_scheduled=live)
        shown = [race for race in races if not request.upcoming or not race.is_over(world.at)]
        page = page_of(shown, request)
        return pb.ListRacesResponse(
            races=[self._race_to_pb(race, world.at) for race in page.items],
            season=world.season.year,
            simulated=world.season.competition.simulated,
            next_page_token=page.next_token,
            total_size=len(shown),
        )

    async def GetRace(self, request: pb.GetRaceRequest, context: Context) -> pb.GetRaceResponse:
        race, at = await read_race(self._database.pipelined, self._worlds, request)
        return pb.GetRaceResponse(race=self._race_to_pb(race, at), simulated=race.simulated)

    async def GetRaceResults(
        self, request: pb.GetRaceResultsRequest, context: Context
    ) -> pb.GetRaceResultsResponse:
        async with self._database.read() as connection:
            race, at = await read_race(connection, self._worlds, request)
            lines = await repository.lines_of(connection, race, at)
        return pb.GetRaceResultsResponse(
            sessions=[
                result_to_pb(race, session, lines.get(session.id, ()), at) for session in race.sessions
            ],
            simulated=race.simulated,
        )

    async def VerifyRace(self, request: pb.VerifyRaceRequest, context: Context) -> pb.VerifyRaceResponse:
        race = await repository.get_race(self._database.pipelined, request.race_id, self._clock.now())
        if race.simulated:
            raise ResultsUpstreamMissing.simulated(race.key)
        found = await self._watcher.verify(race.id)
        return pb.VerifyRaceResponse(sessions=map(finding_to_pb, found))

    async def ListQuarantine(
        self, request: pb.ListQuarantineRequest, context: Context
    ) -> pb.ListQuarantineResponse:
        async with self._database.read() as connection:
            at = self._worlds.time(request.as_of)
            found = await quarantine.open_results(connection, at, year=year_of(request))
            page = page_of(found, request)
            pairs = [(each.event_id, each.revision) for each in page.items]
            held = [(each.event_id, each.revision_in_force or 0) for each in page.items]
            lines = await quarantine.lines_of(connection, [*pairs, *held])
        return pb.ListQuarantineResponse(
            results=[
                quarantined_to_pb(each, lines[pair], lines[other])
                for each, pair, other in zip(page.items, pairs, held, strict=True)
            ],
            next_page_token=page.next_token,
            total_size=len(found),
        )

    async def DecideResult(
        self, request: pb.DecideResultRequest, context: Context
    ) -> pb.DecideResultResponse:
        now = self._clock.now()
        async with self._database.transaction() as connection:
            race = await repository.get_race(connection, request.race_id, now)
            kind = request.session or "race"
            session = next((each for each in race.sessions if each.kind == kind), None)
            if session is None:
                raise RevisionNotFound(request.revision, f"{race.name} ({kind})")
            decision = await decide(
                connection,
                session.id,
                request.revision,
                decision=request.decision,
                reason=request.reason,
                now=now,
            )
        return pb.DecideResultResponse(decision=decision_to_pb(decision))

    async def CreateRace(self, request: pb.CreateRaceRequest, context: Context) -> pb.CreateRaceResponse:
        now = self._clock.now()
        change = RaceChange(_facts(request), request.round, times=_times(request))
        async with self._database.transaction() as connection:
            race = await create_race(connection, request.season, request.grand_prix, change, now)
        return pb.CreateRaceResponse(race=self._race_to_pb(race, now))

    async def UpdateRace(self, request: pb.UpdateRaceRequest, context: Context) -> pb.UpdateRaceResponse:
        now = self._clock.now()
        number = request.round if request.HasField("round") else None
        change = RaceChange(_facts(request), number, request.status, request.reason, _times(request))
        async with self._database.transaction() as connection:
            race = await update_race(connection, request.race_id, change, now)
        return pb.UpdateRaceResponse(race=self._race_to_pb(race, now))

    async def DeleteRace(self, request: pb.DeleteRaceRequest, context: Context) -> Empty:
        async with self._database.transaction() as connection:
            await delete_race(connection, request.race_id, self._clock.now())
        return Empty()

    async def GetRules(self, request: pb.GetRulesRequest, context: Context) -> pb.GetRulesResponse:
        if request.replay:
            season = (await self._worlds.find_replay(self._database.pipelined, request.replay)).season.year
        else:
            year, at = year_of(request), self._worlds.time(request.as_of)
            season = at.year if year is None else year
        if not is_known(season):
            raise SeasonNotFound(F1.key, season)
        found = [(session, "", scheme_of(season, "", session)) for session in ("race", "sprint")]
        return pb.GetRulesResponse(
            schemes=[
                scheme_to_pb(session, grand_prix, scheme)
                for session, grand_prix, scheme in [*found, *exceptions_of(season)]
                if scheme is not None
            ],
            season=season,
        )

    def _race_to_pb(self, race: Race, at: datetime) -> pb.Race:
        return race_to_pb(race, at, is_watched=self._watcher.has_upstream)


def _times(request: Any) -> Times:
    return read_times([(session.kind, time_from_pb(session.starts_at)) for session in request.sessions])


def _facts(request: Any) -> dict[str, str]:
    """The facts of a weekend that a request states."""
    stated = {field.name for field, _ in request.ListFields()}
    if request.zone and not is_time_zone(request.zone):
        raise InvalidRace.at("zone", NOT_A_ZONE)
    return {name: getattr(request, name) for name in ("name", "circuit", "country", "zone") if name in stated}
