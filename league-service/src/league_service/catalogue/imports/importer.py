"""The importer of league lists, in each format that `reader.py` recognises."""

from collections.abc import AsyncIterator, Sequence

from league_service.catalogue.imports.facts import dated
from league_service.catalogue.imports.operations import Outcome, import_files, read_uploads
from league_service.core.importing.domain import Count, FileReport, Importer, ImportJob, Step, Summary
from league_service.core.text import forget
from service_kit.db.database import Database


async def import_leagues(database: Database, job: ImportJob) -> AsyncIterator[Step]:
    """Imports league lists. Raises UnreadableFile if none of the files is one."""
    files, unread = await read_uploads(job.uploads)
    if job.as_of is not None:
        for parsed in files:
            parsed.rows = [dated(row, job.as_of.date().isoformat()) for row in parsed.rows]
    outcome: Outcome | None = None
    try:
        async with database.transaction() as connection:
            async for step in import_files(connection, files, unread, job.now):
                if isinstance(step, Outcome):
                    outcome = step
                else:
                    yield step
    finally:
        forget()
    if outcome is not None:
        yield _summary(outcome)


def _summary(outcome: Outcome) -> Summary:
    plan, sports = outcome.plan, outcome.sports_added
    return Summary(
        files=[
            FileReport(parsed.name, parsed.format, parsed.row_count, outcome.refused_of(parsed.name))
            for parsed in outcome.files
        ],
        rows=plan.row_count,
        refused=plan.refused_count,
        counts=[
            Count("leagues_created", "leagues new", plan.created_count),
            Count("leagues_updated", "changed", plan.updated_count),
            Count("rows_unchanged", "rows unchanged", plan.unchanged_count),
        ],
        problems=[*outcome.unread, *plan.problems],
        notes=_notes(plan.contradictions, sports),
    )


def _notes(contradictions: int, sports: Sequence[str]) -> list[str]:
    notes = [f"New sports: {', '.join(sports)}"] if sports else []
    if contradictions:
        notes.append(f"Facts that contradict stored ones and were not taken: {contradictions}")
    return notes


LEAGUES = Importer(
    kind="leagues",
    holds="leagues of any sport, as CSV, openfootball lists, or JSON in the style of TheSportsDB",
    run=import_leagues,
    many_files=True,
    dated=True,
)
