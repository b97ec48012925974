"""The importer of soccer: fixtures and results of football.json."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Final

from league_service.competition.competitions.domain import Competition
from league_service.competition.imports.domain import SourceFile
from league_service.competition.imports.operations import Stored, store_events
from league_service.competition.imports.running import Started, importing
from league_service.core.files.text import read_text
from league_service.core.importing.domain import Importer, ImportJob, Upload
from league_service.soccer.domain import SPORT
from league_service.soccer.imports.football_json import SOURCE, SeasonFile, read_season
from league_service.soccer.imports.repository import store_source
from league_service.soccer.rules import soccer_rules
from service_kit.db.connection import Connection

_ORIGIN: Final = "https://github.com/openfootball/football.json"
_LICENCE: Final = "CC0 1.0 (public domain)"


async def _start(connection: Connection, job: ImportJob) -> Started:
    files = await asyncio.to_thread(read_files, job.uploads, job.season)
    whole = files[0].parsed if len(files) == 1 else _together(files)
    await store_source(connection, SOURCE, name="football.json", url=_ORIGIN, licence=_LICENCE, now=job.now)
    return whole, _store(connection, job, files)


def read_files(uploads: Sequence[Upload], season: int) -> list[SeasonFile]:
    """The files of one season, or all of them. Raises UnreadableFileError."""
    files = [_read_file(upload) for upload in uploads]
    return [file for file in files if season in (0, file.season.year)]


def _read_file(upload: Upload) -> SeasonFile:
    read = read_text(upload.name, upload.data)
    file = read_season(upload.name, read.text)
    file.parsed.problems[:0] = read.notes
    return file


def _together(files: Sequence[SeasonFile]) -> SourceFile:
    """The files as one source of many parts: the line of an event becomes the number of its part."""
    whole = SourceFile(SOURCE, SOURCE)
    for file in files:
        part = whole.part(file.parsed.name)
        file.parsed.events = [replace(event, line=part) for event in file.parsed.events]
        whole.row_count += file.parsed.row_count
        whole.problems += file.parsed.problems
    return whole


async def _store(
    connection: Connection, job: ImportJob, files: Sequence[SeasonFile]
) -> AsyncIterator[Stored]:
    for file in sorted(files, key=lambda each: (each.season.league.key, each.season.year)):
        league = file.season.league
        steps = store_events(
            connection,
            Competition(league.key, file.season.name, SPORT),
            replace(soccer_rules(), teams=file.teams),
            source=SOURCE,
            events=file.parsed.events,
            now=job.now,
            as_of=job.as_of,
        )
        async for step in steps:
            yield step


FOOTBALL_FIXTURES: Final = Importer(
    kind="football-fixtures",
    holds="soccer fixtures and results: files of football.json (openfootball), such as 2023-24/en.1.json",
    run=importing("football.json", _start),
    origin=_ORIGIN,
    licence=_LICENCE,
    many_files=True,
    by_season=True,
    dated=True,
    suffixes=(".json", ".gz"),
)
