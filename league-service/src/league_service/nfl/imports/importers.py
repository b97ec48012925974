"""The importers of the NFL: games with results and closing lines, and opening lines."""

import asyncio
from dataclasses import replace

from league_service.competition.competitions.repository import lock_competition
from league_service.competition.imports.domain import SourceFile
from league_service.competition.imports.operations import store_events, store_quotes
from league_service.competition.imports.running import Started, importing
from league_service.core.files.text import read_text
from league_service.core.importing.domain import Importer, ImportJob, Upload
from league_service.nfl.domain import NFL
from league_service.nfl.imports import nflverse, opening_lines, repository
from league_service.nfl.names import nfl_teams
from league_service.nfl.rules import nfl_rules
from service_kit.db.connection import Connection


async def _start_games(connection: Connection, job: ImportJob) -> Started:
    (upload,) = job.uploads
    parsed = await asyncio.to_thread(_read_games, upload, job.season)
    return parsed, store_events(
        connection,
        NFL,
        nfl_rules(),
        source=parsed.source,
        events=parsed.events,
        now=job.now,
        habits=replace(nflverse.HABITS, lists_all=not parsed.refused_count),
        as_of=job.as_of,
    )


async def _start_openings(connection: Connection, job: ImportJob) -> Started:
    (upload,) = job.uploads
    await lock_competition(connection, NFL.key)
    index = opening_lines.GameIndex(await repository.stored_games(connection, NFL, job.season))
    parsed, openings = await asyncio.to_thread(
        opening_lines.read_openings, upload.name, upload.data, nfl_teams(), index, season=job.season
    )
    return parsed, store_quotes(
        connection, NFL, nfl_rules(), source=parsed.source, quotes=openings, now=job.now
    )


def _read_games(upload: Upload, season: int) -> SourceFile:
    read = read_text(upload.name, upload.data)
    parsed = nflverse.read_games(upload.name, read.text, nfl_teams(), season=season)
    parsed.problems[:0] = read.notes
    return parsed


NFLVERSE = Importer(
    kind="nflverse",
    holds="NFL games with results and closing lines: games.csv of nflverse",
    run=importing("nflverse", _start_games),
    origin="https://github.com/nflverse/nfldata",
    licence="CC BY 4.0",
    by_season=True,
    dated=True,
)
OPENING_LINES = Importer(
    kind="opening-lines",
    holds="NFL opening lines for stored games: JSON of the sportsbookreview archive",
    run=importing("opening-lines", _start_openings),
    origin="https://github.com/FinnedAI/sportsbookreview-scraper",
    by_season=True,
)
