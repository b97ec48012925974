"""ChampionshipService: reads the tables of drivers and constructors."""

# ruff: noqa: ARG002 - the contract defines the signatures

from decimal import Decimal

from altsports.fantasy.v1 import championships_pb2 as pb
from altsports.fantasy.v1 import championships_pb2_grpc
from league_service.competition.rules.standings import Standing
from league_service.core.decimals import plain
from league_service.f1.championships.operations import Tables, read_tables
from league_service.f1.standings import DRIVERS
from league_service.f1.worlds import Worlds
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context


class ChampionshipRpc(championships_pb2_grpc.ChampionshipServiceServicer):
    """Reads championship tables."""

    def __init__(self, database: Database, worlds: Worlds) -> None:
        self._database = database
        self._worlds = worlds

    async def GetStandings(
        self, request: pb.GetStandingsRequest, context: Context
    ) -> pb.GetStandingsResponse:
        async with self._database.read() as connection:
            world = await self._worlds.open(connection, request)
            return _tables_to_pb(await read_tables(connection, world.season, request.race, world.at))


def _tables_to_pb(found: Tables) -> pb.GetStandingsResponse:
    drivers = [place for place in found.places if place.entrant.division == DRIVERS]
    constructors = [place for place in found.places if place.entrant.division != DRIVERS]
    return pb.GetStandingsResponse(
        standings=pb.ChampionshipTables(
            drivers=[_place_to_pb(place, found.names) for place in drivers],
            constructors=[_place_to_pb(place, {}) for place in constructors],
        ),
        season=found.season.year,
        after_race=found.after_race,
        simulated=found.season.competition.simulated,
    )


def _place_to_pb(place: Standing, names: dict[str, tuple[str, str]]) -> pb.ChampionshipPlace:
    entrant = place.entrant
    code, name = names.get(entrant.person_id, (entrant.code, entrant.name))
    return pb.ChampionshipPlace(
        rank=place.rank,
        id=entrant.person_id or entrant.team_id,
        code=code,
        name=name,
        points=plain(place.points or Decimal(0)),
        wins=place.wins,
        podiums=int(place.attributes["podiums"]),
    )
