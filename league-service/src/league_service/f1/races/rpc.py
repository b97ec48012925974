"""RaceService: reads and changes race weekends; reads their results and the rules."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from google.protobuf.empty_pb2 import Empty

from altsports.fantasy.v1 import races_pb2 as pb
from altsports.fantasy.v1 import races_pb2_grpc
from league_service.competition.errors import SeasonNotFound
from league_service.core.decimals import plain
from league_service.core.moments import read_moment
from league_service.f1.domain import F1, grand_prix_of
from league_service.f1.errors import RaceNotFound
from league_service.f1.points import Scheme, exceptions_of, is_known, scheme_of
from league_service.f1.races import repository
from league_service.f1.races.changes import (
    RaceChange,
    Times,
    create_race,
    delete_race,
    read_times,
    update_race,
)
from league_service.f1.races.domain import Race, Session, state_of
from league_service.f1.races.repository import LineRow
from league_service.f1.seasons.operations import get_season
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.db.reader import Reader
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_from_pb, time_to_pb


class RaceRpc(races_pb2_grpc.RaceServiceServicer):
    """Reads and changes race weekends."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def ListRaces(self, request: pb.ListRacesRequest, context: Context) -> pb.ListRacesResponse:
        at = read_moment(request.as_of, self._clock.now())
        async with self._database.read() as connection:
            season = await get_season(connection, request.season if request.HasField("season") else None, at)
            races = await repository.races_of(connection, season, at)
        shown = [race for race in races if not request.upcoming or not race.is_over(at)]
        return pb.ListRacesResponse(
            races=[race_to_pb(race, at) for race in shown],
            season=season.year,
            simulated=season.competition.simulated,
        )

    async def GetRace(self, request: pb.GetRaceRequest, context: Context) -> pb.GetRaceResponse:
        at = read_moment(request.as_of, self._clock.now())
        race = await _must_find(self._database.pipelined, request.race_id, at)
        return pb.GetRaceResponse(race=race_to_pb(race, at), simulated=race.simulated)

    async def GetRaceResults(
        self, request: pb.GetRaceResultsRequest, context: Context
    ) -> pb.GetRaceResultsResponse:
        at = read_moment(request.as_of, self._clock.now())
        async with self._database.read() as connection:
            race = await _must_find(connection, request.race_id, at)
            lines = await repository.lines_of(connection, race, at)
        return pb.GetRaceResultsResponse(
            sessions=[
                _result_to_pb(race, session, lines.get(session.id, ()), at) for session in race.sessions
            ],
            simulated=race.simulated,
        )

    async def CreateRace(self, request: pb.CreateRaceRequest, context: Context) -> pb.CreateRaceResponse:
        now = self._clock.now()
        change = RaceChange(_facts(request), request.round, times=_times(request))
        async with self._database.transaction() as connection:
            race = await create_race(connection, request.season, request.grand_prix, change, now)
        return pb.CreateRaceResponse(race=race_to_pb(race, now))

    async def UpdateRace(self, request: pb.UpdateRaceRequest, context: Context) -> pb.UpdateRaceResponse:
        now = self._clock.now()
        number = request.round if request.HasField("round") else None
        change = RaceChange(_facts(request), number, request.status, request.reason, _times(request))
        async with self._database.transaction() as connection:
            race = await update_race(connection, request.race_id, change, now)
        return pb.UpdateRaceResponse(race=race_to_pb(race, now))

    async def DeleteRace(self, request: pb.DeleteRaceRequest, context: Context) -> Empty:
        async with self._database.transaction() as connection:
            await delete_race(connection, request.race_id, self._clock.now())
        return Empty()

    async def GetRules(self, request: pb.GetRulesRequest, context: Context) -> pb.GetRulesResponse:
        season = request.season if request.HasField("season") else self._clock.now().year
        if not is_known(season):
            raise SeasonNotFound(F1.key, season)
        found = [(session, "", scheme_of(season, "", session)) for session in ("race", "sprint")]
        return pb.GetRulesResponse(
            schemes=[
                _scheme_to_pb(session, grand_prix, scheme)
                for session, grand_prix, scheme in [*found, *exceptions_of(season)]
                if scheme is not None
            ],
            season=season,
        )


async def _must_find(reader: Reader, race_id: str, at: datetime) -> Race:
    race = await repository.find_race(reader, race_id, at)
    if race is None:
        raise RaceNotFound(race_id)
    return race


def _times(request: Any) -> Times:
    return read_times([(session.kind, time_from_pb(session.starts_at)) for session in request.sessions])


def _facts(request: Any) -> dict[str, str]:
    """The facts of a weekend that a request states."""
    stated = {field.name for field, _ in request.ListFields()}
    return {name: getattr(request, name) for name in ("name", "circuit", "country", "zone") if name in stated}


def race_to_pb(race: Race, at: datetime) -> pb.Race:
    return pb.Race(
        id=race.id,
        key=race.key,
        season=race.season,
        round=race.number,
        name=race.name,
        circuit=race.circuit,
        country=race.country,
        zone=race.zone,
        status=race.main.status,
        reason=race.main.reason,
        locks_at=time_to_pb(race.locks_at),
        locked=race.is_locked(at),
        sessions=[
            pb.RaceSession(
                id=session.id,
                kind=session.kind,
                starts_at=time_to_pb(session.starts_at),
                hour_known=session.hour_known,
                state=state_of(session, at),
            )
            for session in race.sessions
        ],
    )


def _result_to_pb(race: Race, session: Session, rows: Sequence[LineRow], at: datetime) -> pb.SessionResult:
    season, grand_prix = grand_prix_of(race.key)
    scheme = scheme_of(season, grand_prix, session.kind)
    return pb.SessionResult(
        kind=session.kind,
        state=state_of(session, at),
        revision=session.revision,
        effective_at=None if session.effective_at is None else time_to_pb(session.effective_at),
        lines=[_line_to_pb(row, scheme) for row in rows],
    )


def _line_to_pb(row: LineRow, scheme: Scheme | None) -> pb.SessionLine:
    line = row.line
    return pb.SessionLine(
        driver_id=row.driver_id,
        code=row.code,
        name=row.name,
        racing_team=row.constructor,
        rank=line.rank,
        status=line.status,
        laps=line.laps,
        time_s=None if line.time_s is None else plain(line.time_s),
        points=plain(Decimal(0) if scheme is None else scheme.of(line)),
        stated_points=None if line.points is None else plain(line.points),
        rule="" if scheme is None else scheme.rule(line),
        attributes=line.attributes,
    )


def _scheme_to_pb(session: str, grand_prix: str, scheme: Scheme) -> pb.Scheme:
    return pb.Scheme(
        session=session,
        grand_prix=grand_prix,
        points=map(plain, scheme.points),
        fastest_lap=plain(scheme.fastest_lap),
        fastest_lap_within=scheme.fastest_lap_within,
        source=scheme.source,
    )
