"""Plays a season with made-up players, step by step: they choose before each lock, and results are scored.

A step knows only what was known at its time: the schedule, the results in force, and prices made of them.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from league_service.f1.drivers.repository import entered_in
from league_service.f1.races.domain import Race
from league_service.f1.races.repository import races_of
from league_service.f1.seasons.domain import Season
from league_service.fantasy.prices.operations import publish_list
from league_service.fantasy.replays import team_repository
from league_service.fantasy.replays.domain import Step
from league_service.fantasy.replays.managers import Manager
from league_service.fantasy.scoring.rescoring import rescore
from league_service.fantasy.teams.domain import Lineup
from league_service.fantasy.teams.repository import SavedLineup
from service_kit.clock.clocks import FixedClock
from service_kit.db.connection import Connection

_BEFORE_THE_LOCK: Final = timedelta(minutes=1)


async def steps_of(connection: Connection, races: Sequence[Race], until: datetime) -> list[Step]:
    """What happens in some races until a time, in order."""
    chosen = [Step(race.locks_at - _BEFORE_THE_LOCK, "choose", race.id) for race in races if not race.is_off]
    scored = await team_repository.result_times(connection, races, until)
    return sorted([*chosen, *(Step(at, "score", race) for race, at in scored)])


async def play(
    connection: Connection, season: Season, world: str, step: Step, managers: Sequence[Manager]
) -> None:
    """Does one step at its time. It tells nobody: what is played again is no news."""
    if step.kind == "score":
        await rescore(connection, step.race_id, FixedClock(step.at), world=world, announced=False)
        return
    races = await races_of(connection, season, step.at)
    race = next(found for found in races if found.id == step.race_id)
    prices = await publish_list(connection, season, races, race, step.at)
    entered = await entered_in(connection, race.id)
    known = await team_repository.latest_lineups(connection, world, [one.team_id for one in managers])
    offered = {driver: price for driver, price in prices.prices.items() if driver in entered}
    lineups = await asyncio.to_thread(lambda: dict(_choices(managers, race, offered, known)))
    await team_repository.insert_lineups(connection, world, race, lineups, step.at)


def _choices(
    managers: Sequence[Manager],
    race: Race,
    offered: Mapping[str, Decimal],
    known: Mapping[str, SavedLineup],
) -> Iterator[tuple[str, Lineup]]:
    for one in managers:
        before = known.get(one.team_id)
        chosen = one.choose(race.key, offered, None if before is None else before.lineup)
        if chosen is not None:
            yield one.team_id, chosen
