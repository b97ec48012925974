"""Adds, changes and deletes drivers. What an administrator states wins over imports."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from psycopg.errors import ForeignKeyViolation

from league_service.competition.competitions.domain import ADMIN
from league_service.competition.competitions.repository import lock_competition
from league_service.core.text import slug
from league_service.f1.drivers import repository
from league_service.f1.drivers.repository import Entered
from league_service.f1.errors import (
    ConstructorNotFound,
    DriverExists,
    DriverInUse,
    DriverNotFound,
    InvalidDriver,
)
from league_service.f1.races.domain import Race, named_race
from league_service.f1.races.repository import races_of
from league_service.f1.seasons.domain import Season
from league_service.f1.seasons.operations import get_season, report_change
from service_kit.db.connection import Connection


@dataclass(frozen=True, slots=True)
class Entering:
    """How a driver is entered in some races of a season; None keeps what holds.

    The first race defaults to the next one, or the last if none is to come; the last race to that of the
    season.
    """

    season: int | None = None
    first_race: str = ""
    last_race: str = ""
    number: int | None = None
    racing_team: str = ""
    entered: bool | None = None

    @property
    def is_stated(self) -> bool:
        """Whether anything changes."""
        return self.number is not None or bool(self.racing_team) or self.entered is not None


async def create_driver(
    connection: Connection, facts: Mapping[str, str], entering: Entering, now: datetime
) -> str:
    """Stores a driver and enters the driver; returns the key.

    Raises DriverExists, SeasonNotFound, RaceNotFound, ConstructorNotFound.
    """
    season = await get_season(connection, entering.season, now)
    await lock_competition(connection, season.competition.key)
    key = f"{ADMIN}:{slug(facts['name'], '-')}"
    same = await repository.key_of(connection, code=facts["code"], born=facts.get("born"))
    if same is not None:
        raise DriverExists(same)
    if not await repository.insert_driver(connection, key, facts):
        raise DriverExists(key)
    await _enter(connection, season, key, replace(entering, entered=True), now)
    await report_change(connection, season, now)
    return key


async def update_driver(
    connection: Connection, driver: str, facts: Mapping[str, str], entering: Entering, now: datetime
) -> str:
    """Stores what is stated about a driver; an empty text forgets what was stated before. Returns the key.

    Raises DriverNotFound, SeasonNotFound, RaceNotFound, ConstructorNotFound, InvalidDriver.
    """
    season = await get_season(connection, entering.season, now)
    await lock_competition(connection, season.competition.key)
    key = await repository.find_key(connection, driver)
    if key is None:
        raise DriverNotFound(driver)
    await repository.correct(connection, key, facts)
    if entering.is_stated:
        await _enter(connection, season, key, entering, now)
    await report_change(connection, season, now)
    return key


async def delete_driver(connection: Connection, driver: str, now: datetime) -> None:
    """Deletes a driver of an administrator. Raises DriverNotFound, DriverInUse."""
    key = await repository.find_key(connection, driver)
    if key is None:
        raise DriverNotFound(driver)
    uses = await repository.uses_of(connection, key)
    if uses.sessions:
        raise DriverInUse(key, f"the driver is part of {uses.sessions} sessions")
    if uses.sources:
        raise DriverInUse(key, f"{', '.join(uses.sources)} states the driver")
    seasons = await repository.seasons_of(connection, key)
    try:
        await repository.delete_driver(connection, key)
    except ForeignKeyViolation as error:
        raise DriverInUse(key, "the driver is part of line-ups") from error
    for season in seasons:
        await report_change(connection, season, now)


async def _enter(connection: Connection, season: Season, key: str, entering: Entering, now: datetime) -> None:
    races = _concerned(await races_of(connection, season, now), entering, now)
    team = None
    if entering.racing_team:
        team = await repository.constructor_id(connection, entering.racing_team)
        if team is None:
            raise ConstructorNotFound(entering.racing_team)
    entered = Entered(key, team, entering.number, entering.entered, ADMIN)
    await repository.enter(connection, [race.id for race in races], entered)


def _concerned(races: list[Race], entering: Entering, now: datetime) -> list[Race]:
    first = _place(races, entering.first_race)
    last = _place(races, entering.last_race)
    if first is None:
        first = next((at for at, race in enumerate(races) if not race.is_over(now)), len(races) - 1)
    if last is not None and last < first:
        raise InvalidDriver.at("last_race", f"{races[last].key} is before {races[first].key}: state both")
    return races[first : len(races) if last is None else last + 1]


def _place(races: list[Race], wanted: str) -> int | None:
    return races.index(named_race(races, wanted)) if wanted else None
