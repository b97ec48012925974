"""Runs an import of events or quotes in one transaction, for any file format."""

from collections.abc import AsyncIterator, Awaitable, Callable

from league_service.competition.imports.domain import Counts, SourceFile
from league_service.competition.imports.operations import Stored
from league_service.competition.imports.plan import Note
from league_service.core.errors import UnreadableFile
from league_service.core.files.rows import Problem, UnreadableFileError
from league_service.core.importing.domain import (
    Count,
    FileReport,
    ImportJob,
    Progress,
    Run,
    Step,
    Summary,
)
from service_kit.db.connection import Connection
from service_kit.db.database import Database

Started = tuple[SourceFile, AsyncIterator[Stored]]
"""The parsed file, and the steps that store it."""

Start = Callable[[Connection, ImportJob], Awaitable[Started]]
"""Parses the files and returns the steps that store it. Raises UnreadableFileError."""

_MOST_SEASONS_LISTED = 3


def importing(format_name: str, start: Start) -> Run:
    """Returns the run function of an importer whose files are read as one."""

    async def run(database: Database, job: ImportJob) -> AsyncIterator[Step]:
        counts, seasons, done = Counts(), list[int](), 0
        async with database.transaction() as connection:
            parsed, steps = await _started(connection, job, start)
            yield _progress(0, parsed)
            async for step in steps:
                counts.add(step.counts)
                parsed.problems += [_problem(parsed, note) for note in step.notes]
                seasons.append(step.season)
                done += step.event_count
                yield _progress(done, parsed)
        yield _summary(parsed, counts, seasons, format_name)

    return run


async def _started(connection: Connection, job: ImportJob, start: Start) -> Started:
    try:
        parsed, steps = await start(connection, job)
        if job.season and not parsed.row_count:
            message = f"the file has no rows of season {job.season}"
            raise UnreadableFileError(parsed.name, message, "omit the season to import all seasons")
    except UnreadableFileError as error:
        raise UnreadableFile(f"{error.file}: {error.message}", recovery=[error.hint]) from error
    return parsed, steps


def _problem(parsed: SourceFile, note: Note) -> Problem:
    return Problem(*parsed.place(note.line), note.field, note.message, note.hint, refused=False)


def _progress(done: int, parsed: SourceFile) -> Progress:
    return Progress(min(done + parsed.refused_count, parsed.row_count), parsed.row_count, parsed.name)


def _summary(parsed: SourceFile, counts: Counts, seasons: list[int], format_name: str) -> Summary:
    rare = [
        Count("results_detailed", "results with new details", counts.results_detailed),
        Count("events_cancelled", "events cancelled", counts.events_cancelled),
    ]
    return Summary(
        files=[FileReport(parsed.name, format_name, parsed.row_count, parsed.refused_count)],
        rows=parsed.row_count,
        refused=parsed.refused_count,
        counts=[
            Count("events_created", "events new", counts.events_created),
            Count("events_updated", "changed", counts.events_updated),
            Count("results_recorded", "results new", counts.results_recorded),
            Count("results_corrected", "corrected", counts.results_corrected),
            Count("quotes_recorded", "lines new", counts.quotes_recorded),
            Count("rows_unchanged", "rows unchanged", counts.unchanged),
            *(each for each in rare if each.count),
        ],
        problems=parsed.problems,
        notes=[f"Seasons: {_listed(seasons)}"] if seasons else [],
    )


def _listed(seasons: list[int]) -> str:
    ordered = sorted(seasons)
    if len(ordered) > _MOST_SEASONS_LISTED:
        return f"{ordered[0]}-{ordered[-1]}"
    return ", ".join(map(str, ordered))
