"""The importers of Formula 1."""

import asyncio
from collections.abc import Callable
from typing import Final

from league_service.competition.imports.running import Started, importing
from league_service.core.importing.domain import Importer, ImportJob
from league_service.f1.imports.ergast import read_ergast
from league_service.f1.imports.f1db import read_f1db
from league_service.f1.imports.found import F1File
from league_service.f1.imports.storing import store_found
from service_kit.db.connection import Connection


async def _start_f1db(connection: Connection, job: ImportJob) -> Started:
    return await _start(connection, job, lambda: read_f1db(job.uploads, season=job.season))


async def _start_ergast(connection: Connection, job: ImportJob) -> Started:
    return await _start(connection, job, lambda: read_ergast(job.uploads, season=job.season))


async def _start(connection: Connection, job: ImportJob, read: Callable[[], F1File]) -> Started:
    found = await asyncio.to_thread(read)
    return found.parsed, store_found(connection, found, now=job.now, as_of=job.as_of)


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
    holds="Formula 1 races and results in the Ergast format: saved answers, or the address of an API",
    run=importing("ergast", _start_ergast),
    origin="https://github.com/jolpica/jolpica-f1",
    licence="CC BY-NC-SA 4.0 (data of Jolpica; no commercial use)",
    many_files=True,
    by_season=True,
    dated=True,
    paged=True,
    suffixes=(".json",),
)
