"""SQL on the schedules of events."""

from dataclasses import asdict
from datetime import datetime

import orjson

from league_service.competition.competitions.reading import Place
from league_service.competition.ledger.changes import INSERT_CHANGES
from league_service.competition.ledger.schedule import Change
from league_service.competition.schedules.domain import Schedule
from league_service.core.ids import round_id, season_id
from service_kit.db.connection import Connection

_FIND = (
    "SELECT e.status, e.status_reason AS reason, e.scheduled_at, r.number AS week,"
    " (SELECT max(o.number) FROM league.rounds o WHERE o.season_id = e.season_id) AS last_week"
    " FROM league.events e JOIN league.rounds r ON r.id = e.round_id WHERE e.id = %s"
)
_ROUND_OF_WEEK = (
    "SELECT r.id FROM league.rounds r JOIN league.events e ON e.id = %(event)s"
    " JOIN league.rounds own ON own.id = e.round_id"
    " WHERE r.season_id = e.season_id AND r.number = %(week)s ORDER BY r.stage <> own.stage, r.id LIMIT 1"
)
_STAGE = "SELECT r.stage FROM league.events e JOIN league.rounds r ON r.id = e.round_id WHERE e.id = %s"
_NEW_ROUND = (
    "INSERT INTO league.rounds (id, season_id, number, stage) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
_UPDATE = (
    "UPDATE league.events e SET status = %(status)s, status_reason = %(reason)s, round_id = %(round)s,"
    " scheduled_at = %(at)s, hour_known = hour_known OR %(at)s <> scheduled_at, updated_at = %(now)s,"
    " day = CASE WHEN %(at)s = scheduled_at THEN day ELSE (%(at)s::timestamptz AT TIME ZONE coalesce("
    "(SELECT nullif(v.zone, '') FROM league.venues v WHERE v.id = e.venue_id), 'UTC'))::date END"
    " WHERE e.id = %(event)s"
)


async def schedule_of(connection: Connection, event_id: str) -> Schedule:
    """The present schedule of a stored event."""
    found = await connection.fetch_one(Schedule, _FIND, [event_id])
    if found is None:
        raise LookupError(f"no such event: {event_id}")
    return found


async def store_change(connection: Connection, place: Place, change: Change, now: datetime) -> None:
    """Adds a change, and updates the event."""
    rows = [{"event_id": place.id, **asdict(change)}]
    await connection.execute(INSERT_CHANGES, [orjson.dumps(rows).decode()])
    values = {
        "event": place.id,
        "status": change.status,
        "reason": change.reason,
        "at": change.scheduled_at,
        "round": await _round(connection, place, change.week),
        "now": now,
    }
    await connection.execute(_UPDATE, values)


async def _round(connection: Connection, place: Place, week: int) -> str:
    """The id of a round of the event's season; it is added if there is none with this number."""
    found = await connection.fetch_value(_ROUND_OF_WEEK, {"event": place.id, "week": week})
    if found is not None:
        return found
    stage = await connection.fetch_value(_STAGE, [place.id])
    made = round_id(place.competition, place.season, week, stage)
    season = season_id(place.competition, place.season)
    await connection.execute(_NEW_ROUND, [made, season, week, stage])
    return made
