"""Which prices hold: a list is published with the first result of the race before, and then frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

from league_service.competition.competitions.repository import years_before
from league_service.core.schema import SCHEMA
from league_service.f1.domain import RACE_LENGTH
from league_service.f1.drivers.repository import drivers_of
from league_service.f1.errors import DriverNotFound
from league_service.f1.races.domain import Race, named_race, next_open
from league_service.f1.races.repository import first_result_at, races_of
from league_service.f1.seasons.domain import Season
from league_service.f1.seasons.operations import get_season, report_change
from league_service.fantasy.errors import PricesPublished
from league_service.fantasy.prices import repository
from league_service.fantasy.prices.domain import price_of
from service_kit.db.connection import Connection
from service_kit.deliveries.audit import audit


@dataclass(frozen=True, slots=True)
class PriceList:
    """The prices for a race, by driver. `due` is when they are published, and when they stop to change."""

    race: Race
    due: datetime
    prices: Mapping[str, Decimal]


async def read_list(
    connection: Connection, season: Season, races: Sequence[Race], race: Race, now: datetime
) -> PriceList:
    """Returns the newest list that is published for a race or one before it.

    Drivers who are not on it yet, because they were entered later, get the price that they would have had.
    """
    ordered = sorted(races, key=lambda found: found.locks_at)
    upto = [found for found in ordered if found.locks_at <= race.locks_at and not found.is_off]
    for before, found in reversed(list(pairwise(upto))):
        due = await first_result_at(connection, before.main.id) if before.main.revision else None
        if due is not None and due <= now:
            return await _list_of(connection, season, found, due, now)
    first = upto[0] if upto else race
    due = await _end_of_last_season(connection, season, first)
    return await _list_of(connection, season, first, due, now)


async def prices_for(
    connection: Connection, season: Season, race: str, at: datetime
) -> Mapping[str, Decimal]:
    """What drivers cost for a race, by default the next one, as known at a time. Raises RaceNotFound."""
    races = await races_of(connection, season, at)
    wanted = named_race(races, race) if race else next_open(races, at)
    if wanted is None:
        wanted = max(races, key=lambda found: found.locks_at, default=None)
    return {} if wanted is None else (await read_list(connection, season, races, wanted, at)).prices


async def publish_list(
    connection: Connection, season: Season, races: Sequence[Race], race: Race, now: datetime
) -> PriceList:
    """Returns the newest list for a race, and stores it unless it is stored already."""
    found = await read_list(connection, season, races, race, now)
    if found.due <= now:
        await repository.publish(connection, found.race.id, found.prices, now)
    return found


async def set_price(
    connection: Connection, year: int | None, driver: str, *, race: str, price: Decimal, now: datetime
) -> tuple[str, Race]:
    """Sets a price for a race; returns the id of the driver, and the race.

    Raises SeasonNotFound, DriverNotFound, RaceNotFound, PricesPublished.
    """
    season = await get_season(connection, year, now)
    found = next(
        (each for each in await drivers_of(connection, season) if driver in (each.id, each.key)), None
    )
    if found is None:
        raise DriverNotFound(driver)
    races = await races_of(connection, season, now)
    wanted = named_race(races, race)
    newest = await read_list(connection, season, races, wanted, now)
    if newest.race.locks_at >= wanted.locks_at and newest.due <= now:
        raise PricesPublished(wanted.key)
    await repository.set_price(connection, wanted.id, found.id, price)
    await report_change(connection, season, now)
    details = {"driver": found.key, "race": wanted.key, "price": str(price)}
    await audit(connection, SCHEMA, "f1_price.set", target=("driver", found.id), details=details, now=now)
    return found.id, wanted


async def _list_of(
    connection: Connection, season: Season, race: Race, due: datetime, now: datetime
) -> PriceList:
    entered = await repository.entered_drivers(connection, season.id)
    found = await repository.prices_of(connection, race.id)
    stored = {driver: price for driver, price in found.items() if driver in entered}
    missing = entered - stored.keys()
    if not missing:
        return PriceList(race, due, stored)
    at = min(due, now)
    points = await repository.recent_points(connection, season, missing, before=race.locks_at, at=at)
    computed = {driver: price_of(points.get(driver, [])) for driver in missing}
    return PriceList(race, due, stored | computed)


async def _end_of_last_season(connection: Connection, season: Season, first: Race) -> datetime:
    """When the last race before a season got its first result, or should get it.

    Seasons that were not imported are passed over. Without an earlier season, it is the beginning of time.
    """
    for year in await years_before(connection, season.competition, season.year):
        races = await races_of(connection, Season(season.competition, year), first.locks_at)
        held = [race for race in races if not race.is_off]
        if held:
            last = max(held, key=lambda race: race.locks_at).main
            return await first_result_at(connection, last.id) or last.starts_at + RACE_LENGTH
    return datetime.min.replace(tzinfo=UTC)
