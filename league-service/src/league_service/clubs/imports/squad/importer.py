"""The importer of squads."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Final

from league_service.clubs.imports import repository
from league_service.clubs.imports.squad.reader import ReadSquad, read_squad
from league_service.clubs.imports.squad.storing import store_squad
from league_service.core.errors import InvalidClub, UnreadableFile
from league_service.core.files.rows import UnreadableFileError
from league_service.core.importing.domain import Count, FileReport, Importer, ImportJob, Step, Summary
from service_kit.db.database import Database

_LABELS: Final = (("created", "players new"), ("updated", "changed"), ("unchanged", "unchanged"))


async def _run(database: Database, job: ImportJob) -> AsyncIterator[Step]:
    [upload] = job.uploads
    try:
        squad = await asyncio.to_thread(read_squad, upload, job.now.date())
    except UnreadableFileError as error:
        raise UnreadableFile(f"{error.file}: {error.message}", recovery=[error.hint]) from error
    counts: Counter[str] = Counter()
    day = (job.as_of or job.now).date()
    async with database.transaction() as connection:
        team = await repository.find_team(connection, job.organisation, job.team) if job.team else None
        if team is None:
            stated = f"the club has no team {job.team[:64]}" if job.team else "a squad is that of one team"
            raise InvalidClub("team", f"{stated}: GET /api/teams lists the ids")
        club, times = (job.organisation, job.team), (job.now, day)
        squad.problems += await store_squad(connection, club, squad.rows, times, counts)
    yield _summary(upload.name, squad, counts)


def _summary(file: str, squad: ReadSquad, counts: Counter[str]) -> Summary:
    refused = len({problem.line for problem in squad.problems if problem.refused})
    return Summary(
        files=[FileReport(file, "squad", squad.row_count, refused)],
        rows=squad.row_count,
        refused=refused,
        counts=[Count(f"club_players_{name}", label, counts[name]) for name, label in _LABELS],
        problems=squad.problems,
    )


SQUAD: Final = Importer(
    kind="squad",
    holds="the squad of a team: a table with names, numbers, positions and birth dates",
    run=_run,
    licence="that of your club",
    dated=True,
    of_club=True,
)
