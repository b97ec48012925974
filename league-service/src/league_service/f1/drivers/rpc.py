"""DriverService: reads and changes the drivers of Formula 1."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from google.protobuf.empty_pb2 import Empty

from altsports.fantasy.v1 import drivers_pb2 as pb
from altsports.fantasy.v1 import drivers_pb2_grpc
from league_service.core.decimals import plain
from league_service.core.paging import page_of
from league_service.f1.drivers.changes import Entering, create_driver, delete_driver, update_driver
from league_service.f1.drivers.domain import Statistics
from league_service.f1.drivers.operations import Field, chosen, named, read_field
from league_service.f1.drivers.repository import DriverRow
from league_service.f1.errors import InvalidDriver
from league_service.f1.seasons.domain import Season
from league_service.f1.seasons.operations import get_season
from league_service.f1.worlds import Worlds, year_of
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context

Prices = Callable[[Connection, Season, str, datetime], Awaitable[Mapping[str, Decimal]]]
"""What drivers cost for a race of a season, or for the next one, as known at a time."""

_FACTS: Final = ("name", "code", "nationality", "born")
_FIRST_BIRTH: Final = 1850
"""Nobody who was born before that drove in Formula 1."""


class DriverRpc(drivers_pb2_grpc.DriverServiceServicer):
    """Reads and changes drivers."""

    def __init__(self, database: Database, clock: Clock, worlds: Worlds, prices: Prices) -> None:
        self._database = database
        self._clock = clock
        self._worlds = worlds
        self._prices = prices

    async def ListDrivers(self, request: pb.ListDriversRequest, context: Context) -> pb.ListDriversResponse:
        found = await self._read(request, request.race)
        rows = chosen(found, query=request.query, only_entered=bool(request.race), sort=request.sort)
        page = page_of(rows, request)
        return pb.ListDriversResponse(
            drivers=[_driver_to_pb(row, found) for row in page.items],
            season=found.season.year,
            simulated=found.season.competition.simulated,
            next_page_token=page.next_token,
            total_size=len(rows),
        )

    async def GetDriver(self, request: pb.GetDriverRequest, context: Context) -> pb.GetDriverResponse:
        found = await self._read(request, "")
        return pb.GetDriverResponse(
            driver=_driver_to_pb(named(found, request.driver_id), found),
            season=found.season.year,
            simulated=found.season.competition.simulated,
        )

    async def CreateDriver(
        self, request: pb.CreateDriverRequest, context: Context
    ) -> pb.CreateDriverResponse:
        now = self._clock.now()
        facts = {name: value for name, value in _facts(request, now).items() if value}
        async with self._database.transaction() as connection:
            key = await create_driver(connection, facts, _entering(request), now)
            season = await get_season(connection, year_of(request), now)
            found = await self._field(connection, season, "", now)
        return pb.CreateDriverResponse(driver=_driver_to_pb(named(found, key), found))

    async def UpdateDriver(
        self, request: pb.UpdateDriverRequest, context: Context
    ) -> pb.UpdateDriverResponse:
        now = self._clock.now()
        entering = replace(
            _entering(request),
            last_race=request.last_race,
            entered=request.entered if request.HasField("entered") else None,
        )
        async with self._database.transaction() as connection:
            key = await update_driver(connection, request.driver_id, _facts(request, now), entering, now)
            season = await get_season(connection, year_of(request), now)
            found = await self._field(connection, season, "", now)
        return pb.UpdateDriverResponse(driver=_driver_to_pb(named(found, key), found))

    async def DeleteDriver(self, request: pb.DeleteDriverRequest, context: Context) -> Empty:
        async with self._database.transaction() as connection:
            await delete_driver(connection, request.driver_id, self._clock.now())
        return Empty()

    async def _read(self, request: pb.ListDriversRequest | pb.GetDriverRequest, race: str) -> Field:
        async with self._database.read() as connection:
            world = await self._worlds.open(connection, request)
            return await self._field(connection, world.season, race, world.at)

    async def _field(self, connection: Connection, season: Season, race: str, at: datetime) -> Field:
        found = await read_field(connection, season, race, at)
        return replace(found, prices=await self._prices(connection, season, race, at))


def _facts(request: Any, now: datetime) -> dict[str, str]:
    """The facts about the person that a request states. Raises InvalidDriver."""
    stated = {field.name for field, _ in request.ListFields()}
    if request.born and not _FIRST_BIRTH <= date.fromisoformat(request.born).year <= now.year:
        raise InvalidDriver.at("born", f"Input should be a date from {_FIRST_BIRTH} to {now.year}")
    return {name: getattr(request, name) for name in _FACTS if name in stated}


def _entering(request: Any) -> Entering:
    return Entering(
        season=year_of(request),
        first_race=request.first_race,
        number=request.number if request.HasField("number") else None,
        racing_team=request.racing_team,
    )


def _driver_to_pb(row: DriverRow, found: Field) -> pb.Driver:
    return pb.Driver(
        id=row.id,
        key=row.key,
        code=row.code,
        name=row.name,
        number=row.number,
        nationality=row.nationality,
        born=None if row.born is None else row.born.isoformat(),
        racing_team=_constructor_to_pb(row),
        entered=row.id in found.entered,
        price=str(found.prices[row.id]) if row.id in found.prices else "",
        statistics=_statistics_to_pb(found.statistics.get(row.id, Statistics()), found.ranks.get(row.id)),
    )


def _constructor_to_pb(row: DriverRow) -> pb.Constructor | None:
    if row.team_id is None:
        return None
    return pb.Constructor(id=row.team_id, key=row.team_key, code=row.team_code, name=row.team_name)


def _statistics_to_pb(found: Statistics, rank: int | None) -> pb.DriverStatistics:
    return pb.DriverStatistics(
        rank=rank,
        points=plain(found.points),
        starts=found.starts,
        wins=found.wins,
        podiums=found.podiums,
        poles=found.poles,
        fastest_laps=found.fastest_laps,
        retirements=found.retirements,
        best_rank=found.best_rank,
        sprint_wins=found.sprint_wins,
    )
