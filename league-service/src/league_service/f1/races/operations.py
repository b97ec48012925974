"""Reads a race weekend as a request asks for it."""

from datetime import datetime
from typing import Any

from league_service.f1.errors import RaceNotFound
from league_service.f1.races.domain import Race
from league_service.f1.races.repository import get_race
from league_service.f1.worlds import Worlds
from service_kit.db.reader import Reader


async def read_race(reader: Reader, worlds: Worlds, request: Any) -> tuple[Race, datetime]:
    """The race of `race_id`, an id or a key, and the time that the request asks about.

    Raises RaceNotFound, also for a race that is not in the season of the replay; ReplayNotFound,
    InvalidMoment.
    """
    if not request.replay:
        at = worlds.time(request.as_of)
        return await get_race(reader, request.race_id, at, as_scheduled=True), at
    world = await worlds.open(reader, request)
    race = await get_race(reader, request.race_id, world.at)
    if race.of_season != world.season:
        raise RaceNotFound(request.race_id, world.season.year)
    return race, world.at
