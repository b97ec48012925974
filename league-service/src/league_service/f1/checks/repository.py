"""SQL on the looks at sessions: what is watched, and the looks that took place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, LiteralString

from league_service.competition.ledger.domain import FINAL
from league_service.competition.ledger.sql import HOLDING, OUTDATED
from league_service.f1.checks.domain import WATCHED_AFTER_SEASON, Check, Due, FirstResult, Watched, state_of
from league_service.f1.domain import F1, SCORING
from service_kit.db.connection import Connection

FIRST: Final[LiteralString] = (
    "SELECT f.observed_at, f.effective_at FROM league.result_revisions f WHERE f.event_id = e.id"
    " AND f.status = ANY(%(final)s) AND f.effective_at <= %(at)s"
    f" AND NOT {OUTDATED} ORDER BY f.effective_at, f.revision LIMIT 1"
)
"""The first result that counts, for a LATERAL join with `league.events AS e`."""

CHECKS: Final[LiteralString] = (
    "SELECT coalesce(json_agg(json_build_array(k.kind, k.due_at, k.checked_at) ORDER BY k.checked_at), '[]')"
    " AS found FROM league.result_checks k WHERE k.event_id = e.id AND k.checked_at <= %(at)s"
)
"""The looks at a session until a time, for a LATERAL join with `league.events AS e`."""

SEASON_END: Final[LiteralString] = (
    "SELECT max(l.scheduled_at) AS last_at FROM league.events l WHERE l.season_id = e.season_id"
)
"""When the last session of the season begins, for a LATERAL join with `league.events AS e`."""

_WATCHED: Final[LiteralString] = (
    "SELECT e.id, e.key, e.round_id, r.number, coalesce(r.corrections ->> 'name', r.name),"
    " s.year, e.session, e.scheduled_at, e.status,"
    " season.last_at, first.observed_at, first.effective_at, checks.found, held.status,"
    " (SELECT count(*)::int FROM league.result_scores x WHERE x.event_id = e.id"
    " AND x.revision = result.revision), coalesce(newest.revision, 0), newest.status, newest.reason"
    " FROM league.events e JOIN league.rounds r ON r.id = e.round_id"
    " JOIN league.seasons s ON s.id = e.season_id JOIN league.competitions c ON c.id = e.competition_id"
    f" LEFT JOIN LATERAL ({FIRST}) first ON true JOIN LATERAL ({CHECKS}) checks ON true"
    f" JOIN LATERAL ({SEASON_END}) season ON true LEFT JOIN LATERAL ({HOLDING}) result ON true"
    " LEFT JOIN league.result_revisions held ON held.event_id = e.id AND held.revision = result.revision"
    " LEFT JOIN LATERAL (SELECT f.revision, f.status, f.reason FROM league.result_revisions f"
    " WHERE f.event_id = e.id ORDER BY f.revision DESC LIMIT 1) newest ON true"
    " WHERE c.key = %(competition)s AND e.session = ANY(%(sessions)s)"
)
_OPEN: Final[LiteralString] = f"{_WATCHED} AND season.last_at >= %(since)s ORDER BY e.scheduled_at, e.key"
_OF_RACE: Final[LiteralString] = f"{_WATCHED} AND e.round_id = %(race)s ORDER BY e.scheduled_at, e.key"
_OF_EVENTS: Final[LiteralString] = f"{_WATCHED} AND e.id = ANY(%(events)s) ORDER BY e.scheduled_at, e.key"
_INSERT: Final = (
    "INSERT INTO league.result_checks"
    " (event_id, kind, due_at, checked_at, source, outcome, reason, revision)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (event_id, kind, due_at) DO NOTHING"
)
_FIND: Final = (
    "SELECT outcome, source, reason, revision FROM league.result_checks"
    " WHERE event_id = %s AND kind = %s AND due_at = %s"
)
_LATE: Final = timedelta(days=60)
"""How long after the end of a season the last check of the week is still made up for."""


@dataclass(frozen=True, slots=True)
class WatchedSession:
    """A session that is looked at, with what identifies it."""

    id: str
    key: str
    race_id: str
    round: int
    race_name: str
    season: int
    watched: Watched
    status: str | None
    """The status of the result in force; None without one."""
    line_count: int
    """The lines of the result in force."""
    newest: int
    """The newest revision, whatever its status; 0 without one."""
    newest_status: str | None
    newest_reason: str | None

    @property
    def name(self) -> str:
        """What people call the session."""
        return f"{self.race_name} ({self.watched.kind.replace('_', ' ')})"

    def state(self, at: datetime) -> tuple[str, int]:
        """The state, and how many of the three checks took place."""
        return state_of(self.watched, self.status, at)


@dataclass(frozen=True, slots=True)
class Noted:
    """What a look found. `revision` is the one that it added, if it added one."""

    outcome: str
    source: str
    reason: str = ""
    revision: int | None = None


async def watched_sessions(connection: Connection, now: datetime) -> list[WatchedSession]:
    """The sprints and races of seasons that are watched, by date."""
    wanted = {"since": now - WATCHED_AFTER_SEASON - _LATE}
    return await _fetch(connection, _OPEN, now, wanted)


async def sessions_of_race(connection: Connection, race_id: str, now: datetime) -> list[WatchedSession]:
    """The sprint and the race of a weekend."""
    return await _fetch(connection, _OF_RACE, now, {"race": race_id})


async def sessions_of_events(
    connection: Connection, events: Sequence[str], now: datetime
) -> list[WatchedSession]:
    """The sprints and races among some events."""
    return await _fetch(connection, _OF_EVENTS, now, {"events": list(events)})


async def find_check(connection: Connection, event_id: str, due: Due) -> Noted | None:
    """What the look for a date found."""
    return await connection.fetch_one(Noted, _FIND, [event_id, due.kind, due.at])


async def insert_check(connection: Connection, event_id: str, due: Due, noted: Noted, now: datetime) -> bool:
    """Stores a look; returns False if another one was faster for the same date."""
    cursor = await connection.execute(
        _INSERT,
        [event_id, due.kind, due.at, now, noted.source, noted.outcome, noted.reason[:500], noted.revision],
    )
    return cursor.rowcount == 1


def checks_from(rows: Sequence[Any]) -> tuple[Check, ...]:
    """The looks of the JSON that CHECKS selects."""
    return tuple(
        Check(kind, datetime.fromisoformat(due_at), datetime.fromisoformat(checked_at))
        for kind, due_at, checked_at in rows
    )


async def _fetch(
    connection: Connection, query: LiteralString, now: datetime, wanted: dict[str, Any]
) -> list[WatchedSession]:
    given = {"final": ["provisional", *FINAL], "at": now, "competition": F1.key, "sessions": list(SCORING)}
    found: list[WatchedSession] = []
    for row in await connection.fetch_rows(query, given | wanted):
        id, key, race_id, number, name, season = row[:6]
        kind, starts_at, status, last_at, observed_at, effective_at, checks = row[6:13]
        first = None if observed_at is None else FirstResult(observed_at, effective_at)
        watched = Watched(kind, starts_at, status, last_at, first, checks_from(checks))
        session = WatchedSession(id, key, race_id, number, name, season, watched, *row[13:])
        found.append(session)
    return found
