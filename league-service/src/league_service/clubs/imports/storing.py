"""Stores matches that were read in one club: teams, players, line-ups, events, figures and the result.

Importing the same file again changes nothing. What people have corrected since is kept, also when a newer
file brings other facts.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.imports import repository
from league_service.clubs.imports.domain import ReadMatch, ReadPlayer, ReadTeam
from league_service.clubs.imports.sides import Stored, new_id, teams_of
from league_service.clubs.match_events.domain import sequence_of
from league_service.clubs.match_lineups.domain import is_goalkeeper
from league_service.clubs.match_reporting import report_result
from league_service.clubs.matches.changes import match_duration
from league_service.clubs.matches.repository import add_result
from league_service.clubs.matches.statistics import Recorded, player_counts
from league_service.clubs.planning import report_change
from league_service.core.importing.domain import ImportJob
from league_service.core.text import normalise
from service_kit.caller import Caller
from service_kit.db.connection import Connection

_UNKNOWN_FIGURES: Final = {"metrica": ("xg", "passes_completed", "pressures", "tackles")}
"""Figures of players that a source does not state."""


@dataclass(frozen=True, slots=True)
class Club:
    """Where an import goes: the club, the time, the stated date of its matches, and what was asked for."""

    job: ImportJob

    @property
    def organisation(self) -> str:
        return self.job.organisation

    @property
    def now(self) -> datetime:
        return self.job.now

    @property
    def played_at(self) -> datetime | None:
        return self.job.as_of


async def store_match(connection: Connection, club: Club, match: ReadMatch, stored: Stored) -> None:
    """Stores one match. Raises OwnSideUnknown, InvalidClub."""
    digest = _digest(match, club)
    known = await repository.made_rows(connection, club.organisation, match.source, "match", [match.key])
    if match.key in known and known[match.key][1] == digest:
        stored.counts["unchanged"] += 1
        return
    if match.key in known:
        sides = await repository.sides_of(connection, club.organisation, known[match.key][0])
        teams = dict(zip((match.home.key, match.away.key), sides, strict=True))
    else:
        teams = await teams_of(connection, club.job, match, club.now, stored)
    kick_off = match.kick_off or club.played_at or club.now
    players: dict[str, str] = {}
    for side in (match.home, match.away):
        players |= await _players(connection, club, match, side, teams[side.key], stored)
        own = [players[key] for key in side.players]
        await repository.register(connection, club.organisation, teams[side.key], own, kick_off.date())
    match_id = known[match.key][0] if match.key in known else _id(club, match.source, "match", match.key)
    if match.key in known:
        await _update(connection, club, match, match_id)
        stored.counts["updated"] += 1
    else:
        await _create(connection, club, match, match_id, teams, kick_off)
        stored.counts["created"] += 1
    await _store_facts(connection, club, match, match_id, (teams, players), stored)
    await repository.remember(
        connection,
        club.organisation,
        match.source,
        "match",
        {match.key: match_id},
        now=club.now,
        digest=digest,
    )


def _digest(match: ReadMatch, club: Club) -> str:
    """Changes if and only if the file brings other facts."""
    parts = (match.events, match.home, match.away, match.score, match.kick_off, match.venue, club.played_at)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _id(club: Club, *parts: str) -> str:
    return new_id(club.organisation, *parts)


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
        found[key] = same or _id(club, match.source, "player", scope + key)
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


async def _create(
    connection: Connection,
    club: Club,
    match: ReadMatch,
    match_id: str,
    teams: Mapping[str, str],
    kick_off: datetime,
) -> None:
    score = _score_row(match)
    row = {
        "id": match_id,
        "home_team_id": teams[match.home.key],
        "away_team_id": teams[match.away.key],
        "kick_off_at": kick_off,
        "venue": match.venue[:200] or None,
        "neutral": False,
        "status": "finished",
        "periods": match.clock.periods,
        "period_minutes": match.clock.period_minutes,
        "extra_time_minutes": match.clock.extra_minutes,
        "pitch_length_m": match.pitch.length_m,
        "pitch_width_m": match.pitch.width_m,
        "score": score,
        "kick_off_unknown": match.kick_off is None and club.played_at is None,
        "source": match.source,
    }
    await repository.insert(connection, club.organisation, "matches", [row], club.now)
    await add_result(connection, club.organisation, match_id, score, by="", now=club.now)
    importer = Caller(kind="service", organisation_id=club.organisation)
    write = Write(connection, importer, club.now)
    stored: Row = {**row, "version": 1, "archived_at": None, "time_zone": None}
    await report_change(write, "matches", None, stored)
    await report_result(write, None, stored)


async def _update(connection: Connection, club: Club, match: ReadMatch, match_id: str) -> None:
    """Brings another score of the same source, unless people have recorded one since."""
    earlier = await repository.score_of(connection, club.organisation, match_id)
    score = _score_row(match)
    if earlier is None or (earlier.get("source") == match.source and _goals(earlier) != _goals(score)):
        score["reason"] = "A newer file has another score."
        await repository.set_score(connection, club.organisation, match_id, score, club.now)
        await add_result(connection, club.organisation, match_id, score, by="", now=club.now)
    if (kick_off := match.kick_off or club.played_at) is not None:
        await repository.set_date(connection, club.organisation, match_id, kick_off, club.now)
    await repository.forget(connection, club.organisation, match_id, match.source)


def _score_row(match: ReadMatch) -> Row:
    score = match.score
    values: Row = {"home": score.home, "away": score.away}
    if score.home_penalties is not None and score.away_penalties is not None:
        values |= {"home_penalties": score.home_penalties, "away_penalties": score.away_penalties}
    return {**values, "source": match.source}


def _goals(score: Row) -> tuple[Any, ...]:
    return tuple(score.get(name) for name in ("home", "away", "home_penalties", "away_penalties"))


async def _store_facts(
    connection: Connection,
    club: Club,
    match: ReadMatch,
    match_id: str,
    ids: tuple[Mapping[str, str], Mapping[str, str]],
    stored: Stored,
) -> None:
    teams, players = ids
    lines = [
        {
            "id": _id(club, match_id, "lineup", entry.player),
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
    insert = repository.insert
    stored.counts["lines"] += await insert(connection, club.organisation, "match_lineups", lines, club.now)
    events = _event_rows(club, match, match_id, teams, players)
    stored.counts["events"] += await insert(connection, club.organisation, "match_events", events, club.now)
    figures = _figure_rows(club, match, match_id, players)
    stored.counts["figures"] += await insert(
        connection, club.organisation, "player_match_statistics", figures, club.now
    )


def _event_rows(
    club: Club, match: ReadMatch, match_id: str, teams: Mapping[str, str], players: Mapping[str, str]
) -> list[Row]:
    among: Counter[int] = Counter()
    rows: list[Row] = []
    keys = {team.key: team.key for team in (match.home, match.away)} | match.team_keys
    for number, event in enumerate(match.events):
        first = sequence_of(event, match.clock, 0)
        row: Row = {
            "id": _id(club, match_id, "event", event.id or str(number)),
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
            "id": _id(club, match_id, "figures", key),
            "match_id": match_id,
            "player_id": players[key],
            "source": match.source,
        }
        for name in ("goals", "assists", "shots", "xg", "passes", "passes_completed", "pressures", "tackles"):
            row[name] = None if name in _UNKNOWN_FIGURES.get(match.source, ()) else getattr(counts, name)
        rows.append(row)
    return rows
