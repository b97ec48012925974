"""The championship tables of a season, after any race."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from league_service.competition.results.repository import entrants_of, outcomes_of
from league_service.competition.rules.standings import Standing
from league_service.f1.domain import grand_prix_of, round_key
from league_service.f1.drivers.repository import drivers_of
from league_service.f1.races.domain import Race, named_race
from league_service.f1.races.repository import COUNTING, races_of
from league_service.f1.seasons.domain import Season
from league_service.f1.standings import rank
from service_kit.db.connection import Connection


@dataclass(frozen=True, slots=True)
class Tables:
    """The places of both tables, the names of drivers by id, and the key of the last race that counts."""

    season: Season
    after_race: str
    places: Sequence[Standing]
    names: dict[str, tuple[str, str]]


async def read_tables(connection: Connection, season: Season, race: str, at: datetime) -> Tables:
    """Reads the tables after a race, by default the last one. Raises RaceNotFound."""
    races = await races_of(connection, season, at)
    counting = _until(races, race)
    outcomes = await outcomes_of(
        connection, season.competition, season.year, stages=(), at=at, states=COUNTING
    )
    counted = [found for found in outcomes if round_key(*grand_prix_of(found.event)) in counting]
    played = {round_key(*grand_prix_of(found.event)) for found in counted}
    entrants = await entrants_of(connection, season.competition, season.year)
    return Tables(
        season,
        next((found.key for found in reversed(races) if found.key in played), ""),
        rank(entrants, counted) if counted else [],
        {driver.id: (driver.code, driver.name) for driver in await drivers_of(connection, season)},
    )


def _until(races: Sequence[Race], wanted: str) -> set[str]:
    """The keys of the races up to one, in order of time: a number may be given anew."""
    if not wanted:
        return {race.key for race in races}
    last = named_race(races, wanted).main.starts_at
    return {race.key for race in races if race.main.starts_at <= last}
