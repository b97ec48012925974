"""Which prices hold: a list is published with the first result of the race before, and then frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

from league_service.competition.competitions.repository import has_season
from league_service.core.ids import season_id
from league_service.f1.races.domain import Race
from league_service.f1.races.repository import first_result_at, races_of
from league_service.f1.seasons.operations import Season
from league_service.fantasy.prices import repository
from league_service.fantasy.prices.domain import price_of
from service_kit.db.connection import Connection


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


async def publish_list(
    connection: Connection, season: Season, races: Sequence[Race], race: Race, now: datetime
) -> PriceList:
    """Returns the newest list for a race, and stores it unless it is stored already."""
    found = await read_list(connection, season, races, race, now)
    if found.due <= now:
        await repository.publish(connection, found.race.id, found.prices, now)
    return found


async def _list_of(
    connection: Connection, season: Season, race: Race, due: datetime, now: datetime
) -> PriceList:
    stored = await repository.prices_of(connection, race.id)
    entered = await repository.entered_drivers(connection, season_id(season.competition.key, season.year))
    missing = entered - stored.keys()
    if not missing:
        return PriceList(race, due, stored)
    at = min(due, now)
    points = await repository.recent_points(connection, season, missing, before=race.locks_at, at=at)
    computed = {driver: price_of(points.get(driver, [])) for driver in missing}
    return PriceList(race, due, stored | computed)


async def _end_of_last_season(connection: Connection, season: Season, first: Race) -> datetime:
    """When the last race before a season got or gets its first result; without one, the beginning of time."""
    last = Season(season.competition, season.year - 1)
    if await has_season(connection, last.competition, last.year):
        before = sorted(await races_of(connection, last, first.locks_at), key=lambda race: race.locks_at)
        for race in reversed(before):
            due = await first_result_at(connection, race.main.id)
            if due is not None:
                return due
    return datetime.min.replace(tzinfo=UTC)
