"""Stores the match itself: its sides, day and result. What people have corrected since is kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import orjson

from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.imported_rows import forget_deleted
from league_service.clubs.imports import repository
from league_service.clubs.imports.domain import ReadMatch
from league_service.clubs.imports.sides import Stored, new_id
from league_service.clubs.match_reporting import report_result
from league_service.clubs.matches.repository import add_result
from league_service.clubs.planning import report_change
from league_service.core.importing.domain import ImportJob
from service_kit.caller import Caller
from service_kit.db.connection import Connection

_STATED = "stated"


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

    def write(self, connection: Connection) -> Write:
        """The import as a write of rows."""
        return Write(connection, Caller(kind="service", organisation_id=self.organisation), self.now)


async def create_match(
    connection: Connection,
    club: Club,
    match: ReadMatch,
    match_id: str,
    teams: Mapping[str, str],
    kick_off: datetime,
) -> None:
    """Stores a new match."""
    row: Row = {
        "id": match_id,
        "home_team_id": teams[match.home.key],
        "away_team_id": teams[match.away.key],
        "kick_off_at": kick_off,
        "time_zone": match.time_zone or None,
        "event_id": await _competition(connection, club, match),
        "venue": match.venue[:200] or None,
        "neutral": False,
        "status": match.status,
        "periods": match.clock.periods,
        "period_minutes": match.clock.period_minutes,
        "extra_time_minutes": match.clock.extra_minutes,
        "pitch_length_m": match.pitch.length_m,
        "pitch_width_m": match.pitch.width_m,
        "score": _score_row(match),
        "kick_off_unknown": match.kick_off is None and club.played_at is None,
        "source": match.source,
    }
    await forget_deleted(connection, club.organisation, match_id)
    await repository.insert(connection, club.organisation, "matches", [row], club.now)
    await _remember_stated(connection, club, match, match_id)
    if row["score"] is not None:
        await add_result(connection, club.organisation, match_id, row["score"], by="", now=club.now)
    stored: Row = {**row, "version": 1, "archived_at": None}
    await report_change(club.write(connection), "matches", None, stored)
    await report_result(club.write(connection), None, stored)


async def update_match(
    connection: Connection,
    club: Club,
    match: ReadMatch,
    match_id: str,
    lines: Sequence[str],
    stored: Stored,
) -> None:
    """Brings what a newer file states, except where people have stated something else since."""
    before = await repository.match_of(connection, club.organisation, match_id)
    stated = await repository.stated_of(connection, club.organisation, match.source, match.key)
    after, kept = dict(before), [*_settle(before, match)]
    earlier: Row = orjson.loads(stated) if stated else {}
    after |= _newer(before, match, club, earlier)
    score: Row | None = before["score"] if kept else _score_of(before, match)
    after["score"] = score
    if before["event_id"] is None:
        after["event_id"] = await _competition(connection, club, match)
    write = club.write(connection)
    if after != before:
        after["version"] += 1
        await repository.change_match(connection, club.organisation, after, club.now)
    if score is not None and score != before["score"]:
        await add_result(connection, club.organisation, match_id, score, by="", now=club.now)
    await report_change(write, "matches", before, after)
    await report_result(write, before, after)
    await _remember_stated(connection, club, match, match_id)
    counts = await repository.forget(connection, club.organisation, match_id, match.source, lines)
    named = zip(counts, ("events", "player figures", "line-up entries"), strict=True)
    kept += [f"{count} {what}" for count, what in named if count]
    if kept:
        stored.notes.append(f"{match.title}: what your staff corrected was kept: {', '.join(kept)}.")


def _settle(before: Row, match: ReadMatch) -> Iterator[str]:
    """The result that people have recorded, if the file has another one."""
    score, new = before["score"], _score_row(match)
    if score is None or new is None or score.get("source") == match.source or _goals(score) == _goals(new):
        return
    yield f"the result {score['home']}-{score['away']} (the file has {new['home']}-{new['away']})"


def _score_of(before: Row, match: ReadMatch) -> Row | None:
    score, new = before["score"], _score_row(match)
    if new is None or (score is not None and _goals(score) == _goals(new)):
        return score
    return new if score is None else new | {"reason": "A newer file has another score."}


def _newer(before: Row, match: ReadMatch, club: Club, earlier: Row) -> Row:
    """The kick-off and the status of the file, where the row still has those of the file before it."""
    found: Row = {}
    kick_off = match.kick_off or club.played_at
    same = earlier.get("kick_off_at") == _in_utc(before["kick_off_at"])
    if kick_off is not None and (before["kick_off_unknown"] or same):
        found |= {"kick_off_at": kick_off, "kick_off_unknown": False}
    if earlier.get("status") == before["status"]:
        found["status"] = match.status
    return found


def _in_utc(time: datetime) -> str:
    return time.astimezone(UTC).isoformat()


async def _remember_stated(connection: Connection, club: Club, match: ReadMatch, match_id: str) -> None:
    kick_off = match.kick_off or club.played_at
    stated = {"kick_off_at": _in_utc(kick_off) if kick_off else None, "status": match.status}
    await repository.remember(
        connection, club.organisation, match.source, _STATED, {match.key: match_id},
        now=club.now, digest=orjson.dumps(stated).decode(),
    )  # fmt: skip


async def store_competition(connection: Connection, club: Club, matches: Sequence[ReadMatch]) -> None:
    """Stores the competition of the matches of a season, with its first and last day if it is new."""
    days = sorted(match.kick_off.date() for match in matches if match.kick_off is not None)
    await _competition(connection, club, matches[0], (days[0], days[-1]) if days else None)


async def _competition(
    connection: Connection, club: Club, match: ReadMatch, days: tuple[date, date] | None = None
) -> str | None:
    """The competition of the club that the file names; a new one if it has none of that name and season."""
    name, season = match.competition[:200], match.season[:20] or None
    if not name:
        return None
    found = await repository.competition_named(connection, club.organisation, name, season)
    if found is not None:
        return found
    first, last = days or (None, None)
    row: Row = {
        "starts_on": first,
        "ends_on": last,
        "id": new_id(club.organisation, match.source, "competition", name, season or ""),
        "name": name, "season": season, "kind": match.competition_kind,
    }  # fmt: skip
    await repository.insert(connection, club.organisation, "events", [row], club.now)
    return row["id"]


def _score_row(match: ReadMatch) -> Row | None:
    score = match.score
    if not match.has_score:
        return None
    values: Row = {"home": score.home, "away": score.away}
    if score.home_penalties is not None and score.away_penalties is not None:
        values |= {"home_penalties": score.home_penalties, "away_penalties": score.away_penalties}
    return {**values, "source": match.source}


def _goals(score: Row) -> tuple[Any, ...]:
    return tuple(score.get(name) for name in ("home", "away", "home_penalties", "away_penalties"))
