"""The importers of Formula 1."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Final

from league_service.competition.competitions.repository import lock_competition
from league_service.competition.imports.domain import PLAIN
from league_service.competition.imports.operations import Stored, store_events
from league_service.competition.imports.running import Started, importing
from league_service.core.importing.domain import Importer, ImportJob
from league_service.f1.domain import F1
from league_service.f1.imports import repository
from league_service.f1.imports.drivers import keys_of, with_people
from league_service.f1.imports.ergast import read_ergast
from league_service.f1.imports.f1db import read_f1db
from league_service.f1.imports.found import F1File
from league_service.f1.rules import f1_rules
from service_kit.db.connection import Connection


async def _start_f1db(connection: Connection, job: ImportJob) -> Started:
    return await _start(connection, job, lambda: read_f1db(job.uploads, season=job.season))


async def _start_ergast(connection: Connection, job: ImportJob) -> Started:
    return await _start(connection, job, lambda: read_ergast(job.uploads, season=job.season))


async def _start(connection: Connection, job: ImportJob, read: Callable[[], F1File]) -> Started:
    found = await asyncio.to_thread(read)
    return found.parsed, _store(connection, job, found)


async def _store(connection: Connection, job: ImportJob, found: F1File) -> AsyncIterator[Stored]:
    """Stores drivers first, then events by season, then who is entered in their rounds."""
    source = found.parsed.source
    await lock_competition(connection, F1.key)
    keys = keys_of(source, found.drivers, await repository.known_drivers(connection))
    await repository.store_drivers(connection, source, found.drivers, keys)
    steps = store_events(
        connection,
        F1,
        replace(f1_rules(), teams=found.teams),
        source=source,
        events=[with_people(event, keys) for event in found.parsed.events],
        now=job.now,
        habits=PLAIN,
        as_of=job.as_of,
    )
    async for step in steps:
        of_season = [entry for entry in found.entries if entry.season == step.season]
        await repository.store_entries(connection, F1, source, of_season, keys)
        yield step


F1DB: Final = Importer(
    kind="f1db",
    holds="Formula 1 schedules, entries and results: the folder of F1DB with seasons/, or an archive of it",
    run=importing("f1db", _start_f1db),
    origin="https://github.com/f1db/f1db",
    licence="CC BY 4.0",
    many_files=True,
    by_season=True,
    dated=True,
    suffixes=(".yml",),
)

ERGAST: Final = Importer(
    kind="ergast",
    holds="Formula 1 races and results in the Ergast format: saved answers of an API such as Jolpica",
    run=importing("ergast", _start_ergast),
    origin="https://github.com/jolpica/jolpica-f1",
    licence="CC BY-NC-SA 4.0 (data of Jolpica; no commercial use)",
    many_files=True,
    by_season=True,
    dated=True,
    suffixes=(".json",),
)
