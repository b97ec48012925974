"""Whole line-ups: one side of a match, replaced in one transaction, so that two coaches never mix theirs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from league_service.clubs.engine.access import Access
from league_service.clubs.errors import ImpossibleLineup, VersionMismatch
from league_service.clubs.imported_rows import note_deleted
from league_service.clubs.match_lineups import repository
from league_service.clubs.match_lineups.domain import (
    Entry,
    SquadPlayer,
    Warned,
    is_goalkeeper,
    refusals,
    warnings,
)
from league_service.clubs.match_lineups.operations import rules_of
from league_service.clubs.match_reporting import report_lineup
from league_service.clubs.matches.repository import Match
from service_kit.db.connection import Connection
from service_kit.errors import Violation


@dataclass(frozen=True, slots=True)
class LineupChange:
    """A line-up to set: the side, its players, and the version on which it is based."""

    team_id: str
    entries: Sequence[Entry]
    expected: int | None


async def set_lineup(
    connection: Connection, access: Access, match: Match, change: LineupChange, now: datetime
) -> list[Warned]:
    """Replaces the line-up of a side; returns what is doubtful. The same line-up again changes nothing.

    Raises VersionMismatch, ImpossibleLineup.
    """
    organisation, team_id = access.organisation, change.team_id
    version = await repository.lock_sheet(connection, organisation, match.id, team_id, now)
    if change.expected is not None and change.expected != version:
        raise VersionMismatch("line-up", version)
    day = None if match.kick_off_unknown else match.day
    players = [entry.player_id for entry in change.entries]
    squad = await repository.squad_of(connection, access, team_id, players, day)
    entries = _numbered(change.entries, squad.numbers)
    side = rules_of(match.sides[team_id])
    _refuse(entries, squad.players, match, team_id)
    stored = await repository.entries_of(connection, organisation, match.id, team_id)
    if {each.player_id: each for each in stored.values()} != {each.player_id: each for each in entries}:
        await _store(connection, (organisation, match.id, team_id), stored, entries, now)
        await repository.raise_version(connection, organisation, match.id, team_id, now)
        await report_lineup(connection, organisation, match.id, team_id, now)
    return warnings(entries, squad.players, side, match.day)


def _numbered(entries: Sequence[Entry], usual: dict[str, int]) -> list[Entry]:
    """Gives players without a number their usual one, if nobody else has it."""
    taken = {entry.jersey_number for entry in entries}
    found: list[Entry] = []
    for entry in entries:
        number = usual.get(entry.player_id)
        if entry.jersey_number is None and number is not None and number not in taken:
            taken.add(number)
            entry = replace(entry, jersey_number=number)
        found.append(entry)
    return found


def _refuse(entries: Sequence[Entry], squad: dict[str, SquadPlayer], match: Match, team_id: str) -> None:
    found = refusals(entries, squad, rules_of(match.sides[team_id]))
    if not found:
        return
    violations: list[Violation] = [
        {
            "loc": [int(part) if part.isdecimal() else part for part in each.field.split(".")],
            "msg": each.message,
            "type": "impossible_lineup",
        }
        for each in found
    ]
    raise ImpossibleLineup(f"The line-up cannot play: {violations[0]['msg']}", violations=violations)


async def _store(
    connection: Connection,
    of: tuple[str, str, str],
    stored: dict[str, Entry],
    entries: Sequence[Entry],
    now: datetime,
) -> None:
    """Keeps the rows of players who stay, so that their ids stay as well."""
    rows = {entry.player_id: (row_id, entry) for row_id, entry in stored.items()}
    named = {entry.player_id for entry in entries}
    gone = [rows[each][0] for each in rows if each not in named]
    await repository.delete_lines(connection, of[0], gone)
    await note_deleted(connection, of[0], of[1], gone, now)
    for entry in entries:
        row_id, earlier = rows.get(entry.player_id, (str(uuid4()), None))
        if earlier is None:
            await repository.insert_line(connection, of, row_id, entry, now)
        elif earlier != entry:
            await repository.update_line(connection, of[0], row_id, entry, now)


def suggested(squad: dict[str, SquadPlayer], numbers: dict[str, int], most: int) -> list[Entry]:
    """A line-up of players in the order of their answers: a goalkeeper first, then the others."""
    coming = [player for player, about in squad.items() if about.registered]
    keeper = next((player for player in coming if is_goalkeeper(squad[player].position)), None)
    ordered = ([keeper] if keeper else []) + [player for player in coming if player != keeper]
    return _numbered(
        [
            Entry(player, "starter" if at < most else "substitute", squad[player].position)
            for at, player in enumerate(ordered)
        ],
        numbers,
    )
