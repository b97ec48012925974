"""The importers of the NFL: games with results and closing lines, and opening lines."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from league_service.competition.competitions.domain import NFL
from league_service.competition.teams.domain import nfl_teams
from league_service.core.errors import UnreadableFile
from league_service.core.files.rows import UnreadableFileError
from league_service.core.importing.domain import (
    Count,
    FileReport,
    Importer,
    ImportJob,
    Progress,
    Step,
    Summary,
    Upload,
)
from league_service.nfl.imports import nflverse, opening_lines, repository
from league_service.nfl.imports.domain import Counts, GameFile
from league_service.nfl.imports.operations import Stored, store_games, store_openings
from service_kit.db.connection import Connection
from service_kit.db.database import Database

Started = tuple[GameFile, AsyncIterator[Stored]]
Start = Callable[[Connection, Upload, ImportJob], Awaitable[Started]]
_MOST_SEASONS_LISTED = 3


async def import_games(database: Database, job: ImportJob) -> AsyncIterator[Step]:
    """Imports games.csv of nflverse. Raises UnreadableFile."""
    async for step in _import(database, job, _start_games, format_name="nflverse"):
        yield step


async def import_openings(database: Database, job: ImportJob) -> AsyncIterator[Step]:
    """Imports opening lines of games that are stored. Raises UnreadableFile."""
    async for step in _import(database, job, _start_openings, format_name="opening-lines"):
        yield step


async def _import(
    database: Database, job: ImportJob, start: Start, *, format_name: str
) -> AsyncIterator[Step]:
    (upload,) = job.uploads
    counts, seasons, done = Counts(), list[int](), 0
    async with database.transaction() as connection:
        parsed, steps = await _started(connection, upload, job, start)
        yield _progress(0, parsed)
        async for step in steps:
            counts.add(step.counts)
            seasons.append(step.season)
            done += step.game_count
            yield _progress(done, parsed)
    yield _summary(parsed, counts, seasons, format_name)


async def _started(connection: Connection, upload: Upload, job: ImportJob, start: Start) -> Started:
    try:
        parsed, steps = await start(connection, upload, job)
        if job.season and not parsed.row_count:
            message = f"the file has no row of season {job.season}"
            raise UnreadableFileError(upload.name, message, "leave the season out to import all of them")
    except UnreadableFileError as error:
        raise UnreadableFile(f"{error.file}: {error.message}", recovery=[error.hint]) from error
    return parsed, steps


async def _start_games(connection: Connection, upload: Upload, job: ImportJob) -> Started:
    parsed = await asyncio.to_thread(_read_games, upload, job.season)
    steps = store_games(connection, NFL, nfl_teams(), source=parsed.source, games=parsed.games, now=job.now)
    return parsed, steps


async def _start_openings(connection: Connection, upload: Upload, job: ImportJob) -> Started:
    await repository.lock_competition(connection, NFL.key)
    teams = nfl_teams()
    index = opening_lines.GameIndex(await repository.stored_games(connection, NFL, job.season))
    parsed, openings = await asyncio.to_thread(
        opening_lines.read_openings, upload.name, upload.data, teams, index, season=job.season
    )
    steps = store_openings(connection, NFL, teams, source=parsed.source, openings=openings, now=job.now)
    return parsed, steps


def _read_games(upload: Upload, season: int) -> GameFile:
    try:
        text = upload.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(upload.name, "the text is not UTF-8", "save it as UTF-8") from error
    return nflverse.read_games(upload.name, text, nfl_teams(), season=season)


def _progress(done: int, parsed: GameFile) -> Progress:
    return Progress(min(done + parsed.refused_count, parsed.row_count), parsed.row_count, parsed.name)


def _summary(parsed: GameFile, counts: Counts, seasons: list[int], format_name: str) -> Summary:
    return Summary(
        files=[FileReport(parsed.name, format_name, parsed.row_count, parsed.refused_count)],
        rows=parsed.row_count,
        refused=parsed.refused_count,
        counts=[
            Count("events_created", "games new", counts.events_created),
            Count("events_updated", "changed", counts.events_updated),
            Count("results_recorded", "results new", counts.results_recorded),
            Count("results_corrected", "corrected", counts.results_corrected),
            Count("quotes_recorded", "lines new", counts.quotes_recorded),
            Count("rows_unchanged", "rows unchanged", counts.unchanged),
        ],
        problems=parsed.problems,
        notes=[f"Seasons: {_listed(seasons)}"] if seasons else [],
    )


def _listed(seasons: list[int]) -> str:
    ordered = sorted(seasons)
    if len(ordered) > _MOST_SEASONS_LISTED:
        return f"{ordered[0]}-{ordered[-1]}"
    return ", ".join(map(str, ordered))


NFLVERSE = Importer(
    kind="nflverse",
    holds="NFL games with results and closing lines: games.csv of nflverse",
    run=import_games,
    origin="https://github.com/nflverse/nfldata",
    licence="CC BY 4.0",
    by_season=True,
)
OPENING_LINES = Importer(
    kind="opening-lines",
    holds="NFL opening lines for games that are stored: JSON of the sportsbookreview archive",
    run=import_openings,
    origin="https://github.com/FinnedAI/sportsbookreview-scraper",
    by_season=True,
)
