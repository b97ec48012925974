"""The importer of squads."""

from collections import Counter
from collections.abc import AsyncIterator
from typing import Final

from league_service.clubs.imports.of_team import check_team, read_in_thread, summary_of
from league_service.clubs.imports.squad.reader import read_squad
from league_service.clubs.imports.squad.storing import store_squad
from league_service.core.importing.domain import Importer, ImportJob, Step
from service_kit.db.database import Database

_LABELS: Final = (("created", "players new"), ("updated", "changed"), ("unchanged", "unchanged"))


async def _run(database: Database, job: ImportJob) -> AsyncIterator[Step]:
    [upload] = job.uploads
    squad = await read_in_thread(lambda: read_squad(upload, job.now.date()))
    counts: Counter[str] = Counter()
    async with database.transaction() as connection:
        await check_team(connection, job, missing="state the team that the squad is of")
        squad.problems += await store_squad(connection, job, squad.rows, counts)
    report = (upload.name, "squad", squad.row_count)
    yield summary_of(report, squad.problems, counts, _LABELS, prefix="club_players")


SQUAD: Final = Importer(
    kind="squad",
    holds="the squad of a team: a table with names, numbers, positions and birth dates",
    run=_run,
    licence="that of your club",
    dated=True,
    of_club=True,
)
