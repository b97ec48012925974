"""Stores matches that were read in one club: teams, players, line-ups, events, figures and the result.

Importing the same file again changes nothing. What people have corrected since is kept, also when a newer
file brings other facts.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from league_service.clubs.engine.hooks import Row
from league_service.clubs.imported_rows import deleted_rows
from league_service.clubs.imports import repository
from league_service.clubs.imports.domain import ReadMatch, ReadPlayer, ReadTeam
from league_service.clubs.imports.matches import Club, create_match, update_match
from league_service.clubs.imports.sides import Stored, new_id, stored_teams, teams_of
from league_service.clubs.match_events.domain import sequence_of
from league_service.clubs.match_lineups.domain import Entry, is_goalkeeper
from league_service.clubs.match_lineups.repository import entries_of, lock_sheet, raise_version
from league_service.clubs.match_reporting import report_lineup
from league_service.clubs.matches.changes import match_duration
from league_service.clubs.matches.statistics import Recorded, player_counts
from league_service.core.text import normalise
from service_kit.db.connection import Connection

_UNKNOWN_FIGURES: Final = {"metrica": ("xg", "passes_completed", "pressures", "tackles")}
"""Figures of players that a source does not state."""


async def store_match(connection: Connection, club: Club, match: ReadMatch, stored: Stored) -> None:
    """Stores one match. Raises OwnSideUnknown, InvalidClub."""
    digest = _digest(match, club)
    known = await repository.made_rows(connection, club.organisation, match.source, "match", [match.key])
    if match.key in known:
        teams = await stored_teams(connection, club.job, match, known[match.key][0])
        if known[match.key][1] == digest:
            stored.counts["unchanged"] += 1
            return
    else:
        teams = await teams_of(connection, club.job, match, club.now, stored)
    kick_off = match.kick_off or club.played_at or club.now
    players = await _squads(connection, club, match, teams, kick_off.date(), stored)
    match_id = (
        known[match.key][0]
        if match.key in known
        else new_id(club.organisation, match.source, "match", match.key)
    )
    lines = _line_rows(club, match, match_id, teams, players)
    if match.key in known:
        before = await _lineups(connection, club, match_id, teams.values())
        await update_match(connection, club, match, match_id, [line["id"] for line in lines], stored)
        stored.counts["updated"] += 1
    else:
        before = None
        await create_match(connection, club, match, match_id, teams, kick_off)
        stored.counts["created"] += 1
    await _store_facts(connection, club, match, match_id, (teams, players), lines, stored)
    await _note_lineups(connection, club, match_id, before, teams.values())
    made = {match.key: match_id}
    await repository.remember(
        connection, club.organisation, match.source, "match", made, now=club.now, digest=digest
    )


def _digest(match: ReadMatch, club: Club) -> str:
    """Changes if and only if the file brings other facts."""
    parts = (
        match.events, match.home, match.away, match.score, match.kick_off, match.venue, club.played_at,
        match.status, match.competition, match.season,
    )  # fmt: skip
    return hashlib.sha256(repr(parts).encode()).hexdigest()


async def _squads(
    connection: Connection, club: Club, match: ReadMatch, teams: Mapping[str, str], day: date, stored: Stored
) -> dict[str, str]:
    """The players of both sides by their keys, registered on the day of the match."""
    found: dict[str, str] = {}
    for side in (match.home, match.away):
        players = await _players(connection, club, match, side, teams[side.key], stored)
        named = list(players.values())
        await repository.register(connection, club.organisation, teams[side.key], named, day)
        found |= players
    return found


async def _players(
    connection: Connection, club: Club, match: ReadMatch, side: ReadTeam, team_id: str, stored: Stored
) -> dict[str, str]:
    """The player of each key: one that an import made, one of the team with the same name, or a new one."""
    scope = f"{match.key}:" if match.anonymous else ""
    keys = [scope + key for key in side.players]
    known = await repository.made_rows(connection, club.organisation, match.source, "player", keys)
    names: dict[str, str] = {}
    for player_id, first, last, known_as in await repository.squad(connection, club.organisation, team_id):
        names[normalise(f"{first} {last}")] = player_id
        if known_as:
            names.setdefault(normalise(known_as), player_id)
    found: dict[str, str] = {}
    new: list[Row] = []
    for key, player in side.players.items():
        if scope + key in known:
            found[key] = known[scope + key][0]
            continue
        same = names.get(normalise(player.name)) or names.get(normalise(player.known_as))
        found[key] = same or new_id(club.organisation, match.source, "player", scope + key)
        if same is None:
            new.append(_player_row(found[key], player))
    stored.counts["players"] += await repository.insert(
        connection, club.organisation, "players", new, club.now
    )
    made = {scope + key: row_id for key, row_id in found.items()}
    await repository.remember(connection, club.organisation, match.source, "player", made, now=club.now)
    return found


def _player_row(player_id: str, player: ReadPlayer) -> Row:
    first, _, last = player.name.strip().partition(" ")
    number = player.jersey_number
    return {
        "id": player_id,
        "first_name": first[:100],
        "last_name": (last.strip() or first)[:100],
        "known_as": player.known_as[:100] or None,
        "jersey_number": number if number is not None and 1 <= number <= 99 else None,
        "position": "goalkeeper" if is_goalkeeper(player.position) else None,
        "status": "active",
    }


async def _lineups(
    connection: Connection, club: Club, match_id: str, teams: Iterable[str]
) -> dict[str, dict[str, Entry]]:
    """The line-ups of both sides by team."""
    return {team: await entries_of(connection, club.organisation, match_id, team) for team in teams}


async def _note_lineups(
    connection: Connection,
    club: Club,
    match_id: str,
    before: Mapping[str, Mapping[str, Entry]] | None,
    teams: Iterable[str],
) -> None:
    """Counts the line-ups that are new or changed; a new match is reported as a whole."""
    for team, entries in (await _lineups(connection, club, match_id, teams)).items():
        if entries != (before[team] if before is not None else {}):
            await lock_sheet(connection, club.organisation, match_id, team, club.now)
            await raise_version(connection, club.organisation, match_id, team, club.now)
            if before is not None:
                await report_lineup(connection, club.organisation, match_id, team, club.now)


def _line_rows(
    club: Club, match: ReadMatch, match_id: str, teams: Mapping[str, str], players: Mapping[str, str]
) -> list[Row]:
    return [
        {
            "id": new_id(club.organisation, match_id, "lineup", entry.player),
            "match_id": match_id,
            "player_id": players[entry.player],
            "team_id": teams[side.key],
            "role": entry.role,
            "position": entry.position[:60] or None,
            "jersey_number": entry.jersey_number,
            "captain": False,
        }
        for side in (match.home, match.away)
        for entry in side.lineup
    ]


async def _store_facts(
    connection: Connection,
    club: Club,
    match: ReadMatch,
    match_id: str,
    ids: tuple[Mapping[str, str], Mapping[str, str]],
    lines: Sequence[Row],
    stored: Stored,
) -> None:
    """Stores line-ups, events and figures that are new, except those that people deleted."""
    deleted = await deleted_rows(connection, club.organisation, match_id)
    found = {
        "match_lineups": ("lines", lines),
        "match_events": ("events", _event_rows(club, match, match_id, *ids)),
        "player_match_statistics": ("figures", _figure_rows(club, match, match_id, ids[1])),
    }
    left_out = 0
    for table, (name, rows) in found.items():
        new = [row for row in rows if row["id"] not in deleted]
        left_out += len(rows) - len(new)
        stored.counts[name] += await repository.insert(connection, club.organisation, table, new, club.now)
    if left_out:
        stored.notes.append(f"{match.title}: {left_out} rows that your staff deleted stay deleted.")


def _event_rows(
    club: Club, match: ReadMatch, match_id: str, teams: Mapping[str, str], players: Mapping[str, str]
) -> list[Row]:
    among: Counter[int] = Counter()
    rows: list[Row] = []
    keys = {team.key: team.key for team in (match.home, match.away)} | match.team_keys
    for number, event in enumerate(match.events):
        first = sequence_of(event, match.clock, 0)
        row: Row = {
            "id": new_id(club.organisation, match_id, "event", event.id or str(number)),
            "match_id": match_id,
            "team_id": teams[keys[event.team_id]],
            "player_id": players.get(event.player_id),
            "related_player_id": players.get(event.related_player_id),
            "sequence": first + min(among[first], 99),
            "stoppage_minute": event.stoppage_minute or None,
            "outcome": event.outcome or None,
            "detail": event.detail[:100] or None,
        }
        for name in ("type", "period", "minute", "second", "x", "y", "end_x", "end_y", "xg", "source"):
            row[name] = getattr(event, name)
        among[first] += 1
        rows.append(row)
    return rows


def _figure_rows(club: Club, match: ReadMatch, match_id: str, players: Mapping[str, str]) -> list[Row]:
    duration = match_duration(match.events, match.clock, finished=True)
    recorded = Recorded(match.events, match.clock, duration, match.pitch)
    rows: list[Row] = []
    for key, counts in player_counts(recorded).items():
        if key not in players:
            continue
        row: Row = {
            "id": new_id(club.organisation, match_id, "figures", key),
            "match_id": match_id,
            "player_id": players[key],
            "source": match.source,
        }
        for name in ("goals", "assists", "shots", "xg", "passes", "passes_completed", "pressures", "tackles"):
            row[name] = None if name in _UNKNOWN_FIGURES.get(match.source, ()) else getattr(counts, name)
        rows.append(row)
    return rows
