"""Imports files: reads them, decides about every row, and writes all changes in one transaction."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from league_service.catalogue.figures.repository import store_figures
from league_service.catalogue.imports import repository
from league_service.catalogue.imports.matching import LeagueIndex, comparable, names_of
from league_service.catalogue.imports.planning import KnownRow, Plan, Planner, RowKey, says_nothing_new
from league_service.catalogue.imports.reader import read_file
from league_service.catalogue.imports.rows import ParsedFile
from league_service.catalogue.imports.sports import SportResolver
from league_service.catalogue.leagues import events
from league_service.catalogue.leagues.domain import League
from league_service.catalogue.leagues.repository import confirm_leagues, insert_leagues, update_leagues
from league_service.catalogue.leagues.search_index import index_leagues, index_new_leagues
from league_service.core.errors import UnreadableFile
from league_service.core.files.rows import Problem, UnreadableFileError
from league_service.core.importing.domain import Progress, Upload
from league_service.core.vocabulary.domain import Vocabulary
from league_service.core.vocabulary.repository import add_sports, load_vocabulary
from service_kit.db.connection import Connection

_ROWS_A_STEP = 100
_LEAGUES_A_WRITE = 200  # indexing more at once would block other calls
_SHOWN_FILES = 5


@dataclass(slots=True)
class Outcome:
    """The result of an import; `formats` and `unread` are by file name, in order."""

    plan: Plan
    files: list[ParsedFile]
    unread: list[Problem]
    sports_added: list[str] = field(default_factory=list[str])

    def refused_of(self, file: str) -> int:
        """The number of refused rows of a file."""
        return Counter(problem.file for problem in self.plan.problems if problem.refused)[file]


async def read_uploads(uploads: Sequence[Upload]) -> tuple[list[ParsedFile], list[Problem]]:
    """Returns the readable files, and the problems of the others.

    Raises UnreadableFile only if none is readable, because a folder may contain files of other kinds.
    """
    files: list[ParsedFile] = []
    unread: list[Problem] = []
    for upload in uploads:
        try:
            files.append(await asyncio.to_thread(read_file, upload.name, upload.data, source=upload.source))
        except UnreadableFileError as error:
            unread.append(Problem(error.file, 0, "", error.message, error.hint, refused=False))
    if not files:
        said = [f"{problem.file}: {problem.message} ({problem.hint})" for problem in unread[:_SHOWN_FILES]]
        raise UnreadableFile("; ".join(said) or "no file was sent")
    return files, unread


async def import_files(
    connection: Connection, files: list[ParsedFile], unread: list[Problem], now: datetime
) -> AsyncIterator[Progress | Outcome]:
    """Decides about every row, writes the changes, and finally yields the outcome. The caller commits."""
    await repository.lock_imports(connection)
    vocabulary = await load_vocabulary(connection)
    planner = await _planner(connection, files, vocabulary, now)
    total = sum(parsed.row_count for parsed in files)
    for step in _decide(planner, files, total):
        yield step
        await asyncio.sleep(0)
    added = planner.sports.added
    await add_sports(connection, added.values(), now)
    await _write(connection, planner.plan, files, vocabulary.with_sports(added.values()), now)
    yield Outcome(planner.plan, files, unread, sorted(added))


async def _planner(
    connection: Connection, files: list[ParsedFile], vocabulary: Vocabulary, now: datetime
) -> Planner:
    sources = sorted({parsed.source.key for parsed in files})
    known_rows = await repository.known_rows(connection, sources)
    listed: dict[str, set[str]] = {}
    for (source, _), row in known_rows.items():
        listed.setdefault(source, set()).add(row.league_id)
    sports = SportResolver(vocabulary)
    stake = await asyncio.to_thread(_at_stake, files, known_rows, sports)
    leagues = await repository.leagues_at_stake(connection, stake.sports, stake.names, sources)
    womens = await repository.described_as_womens(connection) if stake.womens else frozenset[str]()
    return Planner(
        index=LeagueIndex(leagues, listed),
        sports=sports,
        known_rows=known_rows,
        deleted_rows=await repository.deleted_rows(connection, sources),
        womens=womens,
        this_year=now.year,
    )


@dataclass(frozen=True, slots=True)
class _Stake:
    """What rows with news may be about: sports, names without spaces, and whether any is about women."""

    sports: list[str]
    names: list[str]
    womens: bool


def _at_stake(
    files: list[ParsedFile], known_rows: Mapping[RowKey, KnownRow], sports: SportResolver
) -> _Stake:
    keys: set[str] = set()
    names: set[str] = set()
    womens = False
    for parsed in files:
        for row in parsed.rows:
            if says_nothing_new(row, parsed.source.key, known_rows):
                continue
            reading = sports.read(row.sport, row.category, row.places)
            keys.update(reading.keys)
            names.update(map(comparable, names_of(row)))
            womens = womens or reading.womens
    return _Stake(sorted(keys), sorted(names), womens)


def _decide(planner: Planner, files: list[ParsedFile], total: int) -> Iterator[Progress]:
    done = reported = 0
    for parsed in files:
        yield Progress(done, total, parsed.name)
        done += parsed.refused
        for count in planner.add_file(parsed):
            done += count
            if done - reported >= _ROWS_A_STEP:
                reported = done
                yield Progress(done, total, parsed.name)
        yield Progress(done, total, parsed.name)


async def _write(
    connection: Connection, plan: Plan, files: list[ParsedFile], vocabulary: Vocabulary, now: datetime
) -> None:
    created, updated = list(plan.created.values()), list(plan.updated.values())
    for leagues in _parts(created):
        await insert_leagues(connection, leagues, now)
    for leagues in _parts(updated):
        await update_leagues(connection, leagues, now)
    await confirm_leagues(connection, list(plan.confirmed.values()))
    for leagues in _parts(
        created
    ):  # after all are stored: PostgreSQL plans foreign key checks by the number of rows
        await index_new_leagues(connection, leagues, vocabulary)
    for leagues in _parts(updated):
        await index_leagues(connection, leagues, vocabulary)
    licences = {parsed.source.key: parsed.source.licence for parsed in files}
    await repository.store_sources(connection, [parsed.source for parsed in files], now)
    await repository.store_rows(connection, plan.rows, licences, now)
    await store_figures(connection, plan.figures, now)
    changed = [*plan.created, *plan.updated, *plan.confirmed]
    await events.append_imported(connection, changed, sorted(licences), now)


def _parts(leagues: Sequence[League]) -> Iterator[Sequence[League]]:
    return (leagues[at : at + _LEAGUES_A_WRITE] for at in range(0, len(leagues), _LEAGUES_A_WRITE))
