"""The importer of what sensors measured on players in matches."""

from collections import Counter
from collections.abc import AsyncIterator, Collection, Mapping
from typing import Final
from uuid import UUID

from league_service.clubs.imports import repository
from league_service.clubs.imports.loads import repository as loads
from league_service.clubs.imports.loads.reader import LoadRow, read_loads
from league_service.clubs.imports.of_team import check_team, read_in_thread, summary_of
from league_service.clubs.match_reporting import figures_changed
from league_service.clubs.people.youth import closed_to_measurements
from league_service.clubs.player_match_statistics.domain import source_with
from league_service.core.files.rows import Problem
from league_service.core.importing.domain import Importer, ImportJob, Step
from league_service.core.text import normalise
from service_kit.db.connection import Connection
from service_kit.db.database import Database

_LABELS: Final = (("created", "player figures new"), ("updated", "changed"), ("unchanged", "unchanged"))


async def _run(database: Database, job: ImportJob) -> AsyncIterator[Step]:
    [upload] = job.uploads
    found = await read_in_thread(lambda: read_loads(upload))
    counts: Counter[str] = Counter()
    async with database.transaction() as connection:
        await check_team(connection, job, missing="state the team whose players were measured")
        players = await _players(connection, job)
        everybody = sorted({player for ids in players.values() for player in ids})
        today, age = job.now.date(), job.consent_age
        closed = await closed_to_measurements(
            connection, UUID(job.organisation), everybody, today=today, age=age
        )
        for row in found.rows:
            outcome = await _store(connection, job, row, players, closed)
            if isinstance(outcome, Problem):
                found.problems.append(outcome)
            else:
                counts[outcome] += 1
        if counts["created"] or counts["updated"]:
            await figures_changed(connection, job.organisation, job.now)
    report = (upload.name, "player-loads", found.row_count)
    yield summary_of(report, found.problems, counts, _LABELS, prefix="club_loads")


async def _players(connection: Connection, job: ImportJob) -> Mapping[str, set[str]]:
    """The players who ever belonged to the team, by name."""
    found: dict[str, set[str]] = {}
    for player, first, last, _ in await repository.squad(connection, job.organisation, job.team):
        found.setdefault(normalise(f"{first} {last}"), set()).add(player)
    return found


async def _store(
    connection: Connection,
    job: ImportJob,
    row: LoadRow,
    players: Mapping[str, Collection[str]],
    closed: Collection[str],
) -> str | Problem:
    """Stores a row, unless its player or its match is not certain, or the player may not be measured."""
    named = list(players.get(row.name, ()))
    if len(named) != 1:
        hint = "use the names as the club has them, and import the squad first"
        message = f"the team has {len(named) or 'no'} players of this name"
        return Problem(row.file, row.line, "last_name", message, hint)
    if named[0] in closed:
        hint = f"record a consent first (PUT /api/players/{named[0]}/consents/physical), or remove the row"
        message = "nothing physical may be stored of this player without a consent"
        return Problem(row.file, row.line, "last_name", message, hint)
    matches = await loads.matches_on(connection, job.organisation, job.team, row.day)
    if len(matches) != 1:
        hint = "record the match first, or correct match_day"
        message = f"the team has {len(matches) or 'no'} matches on {row.day}"
        return Problem(row.file, row.line, "match_day", message, hint)
    facts = row.figures, source_with(loads.SOURCE, row.threshold_kmh)
    return await loads.store(connection, job.organisation, (matches[0], named[0]), facts, job.now)


PLAYER_LOADS: Final = Importer(
    kind="player-loads",
    holds="what sensors measured on the players of a team in matches: a table whose headings state units",
    run=_run,
    licence="that of your club",
    of_club=True,
)
