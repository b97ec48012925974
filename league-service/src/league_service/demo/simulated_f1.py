"""The demo's Formula 1: simulated seasons of last year and this year, marked as simulated.

From December on, when the season ends, the next one is there too, so that players can make teams for it.
Results are stored with the time from which they are known, so the season follows the calendar.
"""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Final

from league_service.competition.competitions.repository import has_season
from league_service.competition.imports.operations import store_events
from league_service.demo import repository
from league_service.f1.domain import F1_SIMULATED
from league_service.f1.imports.drivers import Entry, SourceDriver
from league_service.f1.imports.repository import remove_unlisted, store_drivers, store_entries
from league_service.f1.rules import f1_rules
from league_service.f1.simulation.season import drivers, simulate_season, simulated_constructors
from service_kit.db.database import Database

SOURCE = "simulation"
_LAST_MONTH: Final = 12


async def store_simulated_races(database: Database, now: datetime) -> int:
    """Stores the missing facts of both seasons; returns how many are new."""
    simulated = await asyncio.to_thread(lambda: {year: simulate_season(year) for year in _years(now)})
    found = [SourceDriver(d.key, d.name, d.code, d.born, d.nationality, d.number) for d in drivers()]
    keys = {driver.id: driver.id for driver in found}
    changed = 0
    async with database.transaction() as connection:
        await store_drivers(connection, SOURCE, found, keys)
        events = [event for season in simulated.values() for event in season]
        rules = replace(f1_rules(), teams=simulated_constructors())
        async for step in store_events(
            connection, F1_SIMULATED, rules, source=SOURCE, events=events, now=now
        ):
            changed += step.counts.changed
            grands_prix = {event.round.key for event in simulated[step.season]}
            entries = [
                Entry(step.season, key, driver.key, driver.constructor, driver.number)
                for key in grands_prix
                for driver in drivers()
            ]
            await remove_unlisted(connection, F1_SIMULATED, SOURCE, entries, keys)
            await store_entries(connection, F1_SIMULATED, SOURCE, entries, keys)
    return changed


async def begin_season(database: Database, now: datetime) -> int:
    """Stores the season of a new year if the demo's Formula 1 is stored; returns how many facts are new."""
    async with database.read() as connection:
        if not await repository.is_stored(connection, F1_SIMULATED):
            return 0
        is_there = [await has_season(connection, F1_SIMULATED, year) for year in _years(now)]
    return 0 if all(is_there) else await store_simulated_races(database, now)


def _years(now: datetime) -> list[int]:
    return [now.year - 1, now.year, *([now.year + 1] if now.month == _LAST_MONTH else [])]
