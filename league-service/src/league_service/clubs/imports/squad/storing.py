"""Stores a squad: players who are new, and what a newer file states of those who are there.

Importing a file again changes nothing, also where people have corrected it since.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from league_service.clubs.imports import repository
from league_service.clubs.imports.squad import repository as players
from league_service.clubs.imports.squad.reader import SquadRow
from league_service.clubs.imports.squad.repository import Known
from league_service.core.files.rows import Problem
from league_service.core.text import normalise
from service_kit.db.connection import Connection

SOURCE: Final = "squad"
_IDS: Final = UUID("6c0a9b52-30c4-5f0e-9a57-2f4d0e6b8a31")


async def store_squad(
    connection: Connection,
    club: tuple[str, str],
    rows: Sequence[SquadRow],
    times: tuple[datetime, date],
    counts: Counter[str],
) -> list[Problem]:
    """Stores the players of a team; returns the rows that could mean several players.

    `club` is the organisation and the team, `times` now and the first day of new registrations.
    """
    organisation, team = club
    now, day = times
    known = await players.all_players(connection, organisation)
    keys = {row.line: f"{row.name}/{row.birth_date or ''}" for row in rows}
    made = await repository.made_rows(connection, organisation, SOURCE, "player", list(keys.values()))
    problems: list[Problem] = []
    found: dict[str, str] = {}
    for row in rows:
        key, digest = keys[row.line], _digest(row)
        same = [made[key][0]] if key in made else [each.id for each in known if _is_same(row, each)]
        if len(same) > 1:
            problems.append(_ambiguous(row, len(same)))
            continue
        player = same[0] if same else str(uuid5(_IDS, f"{organisation}/{key}"))
        if not same:
            await players.add(connection, organisation, player, row, now)
            counts["created"] += 1
        elif key in made and made[key][1] == digest:
            counts["unchanged"] += 1
        else:
            changed = await players.change(connection, organisation, player, row.facts, now)
            counts["updated" if changed else "unchanged"] += 1
        found[key] = player
        await repository.remember(
            connection, organisation, SOURCE, "player", {key: player}, now=now, digest=digest
        )
    await repository.register(connection, organisation, team, list(found.values()), day)
    return problems


def _ambiguous(row: SquadRow, count: int) -> Problem:
    hint = "state the birth_date of the player, as the club has it"
    return Problem(row.file, row.line, "birth_date", f"the club has {count} players of this name", hint)


def _is_same(row: SquadRow, known: Known) -> bool:
    """Whether a row means a player: the same name, and no other birth date."""
    if normalise(f"{known.first_name} {known.last_name}") != row.name:
        return False
    return not row.birth_date or not known.birth_date or row.birth_date == known.birth_date


def _digest(row: SquadRow) -> str:
    values: list[Any] = [row.first_name, row.last_name, *sorted(row.facts.items())]
    return hashlib.sha256(repr(values).encode()).hexdigest()
