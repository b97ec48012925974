"""What the importers of files about one team of a club share."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from league_service.clubs.imports import repository
from league_service.core.errors import InvalidClub, UnreadableFile
from league_service.core.files.rows import Problem, UnreadableFileError
from league_service.core.importing.domain import Count, FileReport, ImportJob, Summary
from service_kit.db.connection import Connection

T = TypeVar("T")


async def read_in_thread(read: Callable[[], T]) -> T:
    """Reads a file while other requests go on. Raises UnreadableFile with the way out."""
    try:
        return await asyncio.to_thread(read)
    except UnreadableFileError as error:
        raise UnreadableFile(f"{error.file}: {error.message}", recovery=[error.hint]) from error


async def check_team(connection: Connection, job: ImportJob, *, missing: str) -> None:
    """Raises InvalidClub if the job names no team (`missing` says why it must) or an unknown one."""
    found = await repository.find_team(connection, job.organisation, job.team) if job.team else None
    if found and (found[2] != "own" or job.may_name(job.team)):
        return
    stated = f"the club has no team {job.team[:64]}" if job.team else missing
    raise InvalidClub("team_id", f"{stated}: GET /api/teams lists the ids")


def summary_of(
    report: tuple[str, str, int],
    problems: Sequence[Problem],
    counts: Counter[str],
    labels: Iterable[tuple[str, str]],
    *,
    prefix: str,
) -> Summary:
    """What was done with one file: (name, kind, rows), and counts under the labels of the importer."""
    refused = len({problem.line for problem in problems if problem.refused})
    return Summary(
        files=[FileReport(*report, refused)],
        rows=report[2],
        refused=refused,
        counts=[Count(f"{prefix}_{name}", label, counts[name]) for name, label in labels],
        problems=list(problems),
    )
