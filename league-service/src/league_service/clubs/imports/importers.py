"""The importers of matches into a club."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final

from league_service.clubs.imports.domain import ReadFiles
from league_service.clubs.imports.matches import Club
from league_service.clubs.imports.metrica.reader import read_metrica
from league_service.clubs.imports.sides import Stored, check_own_side
from league_service.clubs.imports.statsbomb.reader import read_statsbomb
from league_service.clubs.imports.storing import store_match
from league_service.clubs.match_reporting import figures_changed
from league_service.core.errors import UnreadableFile
from league_service.core.files.rows import UnreadableFileError
from league_service.core.importing.domain import (
    Count,
    FileReport,
    Importer,
    ImportJob,
    Progress,
    Run,
    Step,
    Summary,
    Upload,
)
from service_kit.db.database import Database

COUNTS: Final = (
    ("created", "matches new"),
    ("updated", "changed"),
    ("unchanged", "unchanged"),
    ("teams", "teams new"),
    ("players", "players new"),
    ("lines", "line-up entries new"),
    ("events", "events new"),
    ("figures", "player figures new"),
)


def importing_matches(format_name: str, read: Callable[[Sequence[Upload]], ReadFiles]) -> Run:
    """Returns the run function of an importer of matches."""

    async def run(database: Database, job: ImportJob) -> AsyncIterator[Step]:
        try:
            files = await asyncio.to_thread(read, job.uploads)
        except UnreadableFileError as error:
            raise UnreadableFile(f"{error.file}: {error.message}", recovery=[error.hint]) from error
        check_own_side(job.own_side, files.matches)
        club, stored = Club(job), Stored()
        async with database.transaction() as connection:
            for done, match in enumerate(files.matches):
                yield Progress(done, len(files.matches), match.file)
                await store_match(connection, club, match, stored)
            await figures_changed(connection, job.organisation, job.now)
        yield _summary(files, stored, format_name, dated=job.as_of is not None)

    return run


def _summary(files: ReadFiles, stored: Stored, format_name: str, *, dated: bool) -> Summary:
    notes = [note for note in [*files.notes, *stored.notes] if not (dated and "--as-of" in note)]
    return Summary(
        files=[
            FileReport(match.file, format_name, match.row_count, match.refused_count)
            for match in files.matches
        ],
        rows=sum(match.row_count for match in files.matches),
        refused=sum(match.refused_count for match in files.matches),
        counts=[Count(f"club_{name}", label, stored.counts[name]) for name, label in COUNTS],
        problems=files.problems,
        notes=list(dict.fromkeys(notes)),
    )


STATSBOMB: Final = Importer(
    kind="statsbomb",
    holds="matches of StatsBomb's open data: events, with line-ups and lists of matches beside them",
    run=importing_matches("statsbomb", read_statsbomb),
    origin="https://github.com/statsbomb/open-data",
    licence="StatsBomb Public Data User Agreement (research, no redistribution, credit to StatsBomb)",
    many_files=True,
    dated=True,
    of_club=True,
    suffixes=(".json", ".gz"),
)

METRICA: Final = Importer(
    kind="metrica-events",
    holds="matches of Metrica Sports: events as CSV, or as JSON with the metadata beside them",
    run=importing_matches("metrica", read_metrica),
    origin="https://github.com/metrica-sports/sample-data",
    licence="none stated; name Metrica Sports as the source",
    many_files=True,
    dated=True,
    of_club=True,
    suffixes=(".csv", ".json", ".xml", ".gz"),
)
