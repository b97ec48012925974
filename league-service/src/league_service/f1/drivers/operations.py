"""Reads the drivers of a season with their statistics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from league_service.competition.results.repository import entrants_of, outcomes_of
from league_service.core.text import normalise
from league_service.f1.drivers import repository
from league_service.f1.drivers.domain import Statistics, statistics_of
from league_service.f1.drivers.repository import DriverRow
from league_service.f1.errors import DriverNotFound
from league_service.f1.races.domain import Race, named_race
from league_service.f1.races.repository import COUNTING, races_of
from league_service.f1.seasons.domain import Season
from league_service.f1.standings import DRIVERS, rank
from service_kit.db.connection import Connection


@dataclass(frozen=True, slots=True)
class Field:
    """The drivers of a season, their statistics and places, and who is entered in a race."""

    season: Season
    drivers: Sequence[DriverRow]
    statistics: Mapping[str, Statistics]
    ranks: Mapping[str, int]
    entered: frozenset[str] = field(default_factory=frozenset[str])
    prices: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])


async def read_field(connection: Connection, season: Season, race: str, at: datetime) -> Field:
    """Reads the drivers, as entered in `race` if it is stated. Raises RaceNotFound."""
    races = await races_of(connection, season, at)
    if race:
        weekend: Race | None = named_race(races, race)
    else:
        weekend = next((found for found in races if not found.is_over(at)), races[-1] if races else None)
    outcomes = await outcomes_of(
        connection, season.competition, season.year, stages=(), at=at, states=COUNTING
    )
    table = rank(await entrants_of(connection, season.competition, season.year), outcomes)
    return Field(
        season,
        await repository.drivers_of(connection, season, weekend.id if race and weekend else ""),
        statistics_of(outcomes),
        {line.entrant.person_id: line.rank for line in table if line.entrant.division == DRIVERS}
        if outcomes
        else {},
        frozenset() if weekend is None else await repository.entered_in(connection, weekend.id),
    )


def named(found: Field, driver: str) -> DriverRow:
    """The driver with an id or a key, or with an id that a source gives. Raises DriverNotFound."""
    for row in found.drivers:
        if driver in (row.id, row.key):
            return row
    for row in found.drivers:
        if driver in row.aliases:
            return row
    raise DriverNotFound(driver)


def is_named(row: DriverRow, query: str) -> bool:
    """Whether a query is the number or the code of a driver, or part of a name or id, without accents."""
    text = normalise(query)
    if not text:
        return False
    if text in (normalise(row.code), str(row.number)) or query.strip() in (row.id, row.key):
        return True
    spelled = map(normalise, (row.name, *row.aliases))
    return any(all(word in name for word in text.split()) for name in spelled)


def chosen(found: Field, *, query: str, only_entered: bool, sort: str) -> list[DriverRow]:
    """The drivers that a request asks for, in its order."""
    rows = [
        row
        for row in found.drivers
        if (not only_entered or row.id in found.entered) and (not query.strip() or is_named(row, query))
    ]
    if sort == "name":
        return sorted(rows, key=lambda row: (row.name.casefold(), row.id))
    if sort == "price":
        return sorted(
            rows, key=lambda row: (-found.prices.get(row.id, Decimal(0)), row.name.casefold(), row.id)
        )
    last = len(found.drivers) + 1
    return sorted(rows, key=lambda row: (found.ranks.get(row.id, last), row.name.casefold(), row.id))
