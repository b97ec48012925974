"""Stores a squad: players who are new, and what a newer file states of those who are there.

Importing a file again changes nothing, also where people have corrected it since.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid5

from league_service.clubs.imports import repository
from league_service.clubs.imports.squad import repository as players
from league_service.clubs.imports.squad.reader import SquadRow
from league_service.clubs.imports.squad.repository import Known
from league_service.clubs.people.domain import is_young
from league_service.clubs.people.repository import lacks_consent
from league_service.core.files.rows import Problem
from league_service.core.importing.domain import ImportJob
from league_service.core.text import normalise
from service_kit.caller import ALL_TEAMS
from service_kit.db.connection import Connection

SOURCE: Final = "squad"
_IDS: Final = UUID("6c0a9b52-30c4-5f0e-9a57-2f4d0e6b8a31")


async def store_squad(
    connection: Connection, job: ImportJob, rows: Sequence[SquadRow], counts: Counter[str]
) -> list[Problem]:
    """Stores the players of a team; returns the rows that cannot be stored."""
    matched = await _matched(connection, job, rows)
    organisation, problems, players_of_team = job.organisation, list[Problem](), list[str]()
    erased = await players.erased(connection, organisation, [each.new_id for each in matched])
    for each in matched:
        problem = await _refused(connection, job, each, erased)
        if problem is not None:
            problems.append(problem)
            continue
        row, digest = each.row, _digest(each.row)
        player = each.same[0].id if each.same else each.new_id
        if not each.same:
            await players.add(connection, organisation, player, row, job.now)
            counts["created"] += 1
        elif each.digest == digest:
            counts["unchanged"] += 1
        else:
            changed = await players.change(connection, organisation, player, row.facts, job.now)
            counts["updated" if changed else "unchanged"] += 1
        players_of_team.append(player)
        made = {each.key: player}
        await repository.remember(
            connection, organisation, SOURCE, "player", made, now=job.now, digest=digest
        )
    day = (job.as_of or job.now).date()
    await repository.register(connection, organisation, job.team, players_of_team, day)
    return problems


class Matched(NamedTuple):
    """A row with the players whom it may mean: none if the player is new, one if that is clear."""

    row: SquadRow
    key: str
    new_id: str
    same: Sequence[Known]
    digest: str
    """The content of the file when the row was last imported."""


async def _matched(connection: Connection, job: ImportJob, rows: Sequence[SquadRow]) -> list[Matched]:
    """Compares rows with earlier imports and with the players of the club whom the import may change.

    An import that is limited to some teams keeps its own memory, so that players of other teams look like
    nobody.
    """
    known = {each.id: each for each in await players.known_players(connection, job)}
    mark = "" if ALL_TEAMS in job.team_access else f"{job.team}/"
    keys = [f"{mark}{row.name}/{row.birth_date or ''}" for row in rows]
    made = await repository.made_rows(connection, job.organisation, SOURCE, "player", keys)
    found: list[Matched] = []
    for row, key in zip(rows, keys, strict=True):
        earlier, digest = made.get(key, ("", ""))
        same = (
            [known[earlier]] if earlier in known else [each for each in known.values() if _is_same(row, each)]
        )
        new_id = str(uuid5(_IDS, f"{job.organisation}/{key}"))
        found.append(Matched(row, key, new_id, same, digest if earlier in known else ""))
    return found


async def _refused(
    connection: Connection, job: ImportJob, each: Matched, erased: Collection[str]
) -> Problem | None:
    row = each.row
    if len(each.same) > 1:
        return _ambiguous(row, len(each.same))
    if not each.same:
        hint = "remove the row"
        problem = Problem(row.file, row.line, "last_name", "the player was erased from the club", hint)
        return problem if each.new_id in erased else None
    player = each.same[0]
    young = is_young(row.birth_date, job.now.date(), job.consent_age)
    if not young or player.birth_date or not await lacks_consent(connection, job.organisation, player.id):
        return None
    hint = (
        f"record a consent first (PUT /api/players/{player.id}/consents/physical), or remove the birth date"
    )
    message = "figures of the body are stored, which needs a consent of somebody so young"
    return Problem(row.file, row.line, "birth_date", message, hint)


def _ambiguous(row: SquadRow, count: int) -> Problem:
    hint = "state the birth_date of the player, as the club has it"
    return Problem(row.file, row.line, "birth_date", f"the club has {count} players of this name", hint)


def _is_same(row: SquadRow, known: Known) -> bool:
    """Whether a row means a player: the same name, and no other birth date."""
    if known.is_archived or normalise(f"{known.first_name} {known.last_name}") != row.name:
        return False
    return not row.birth_date or not known.birth_date or row.birth_date == known.birth_date


def _digest(row: SquadRow) -> str:
    values: list[Any] = [row.first_name, row.last_name, *sorted(row.facts.items())]
    return hashlib.sha256(repr(values).encode()).hexdigest()
