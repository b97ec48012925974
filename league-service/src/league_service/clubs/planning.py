"""What follows from a change of something planned: events, and cancellations in calendars."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from altsports.contract.model import EventMessage
from altsports.football.v1.events_models import (
    FootballClubMatchChanged,
    FootballClubReunionChanged,
    FootballClubTrainingSessionChanged,
)
from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.occasions.domain import OFF, Noun
from league_service.core.schema import SCHEMA
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_events

_MEETING: Final = timedelta(hours=1)
_BEYOND: Final = 1_000_000
"""More than changes raise the SEQUENCE of a match by: its line-ups count too, and are gone with it."""

_MATCH: Final = timedelta(minutes=105)
_TEAMS: Final = (
    "SELECT id::text, name, kind, time_zone FROM clubs.teams"
    " WHERE organisation_id = %s AND id = ANY(%s::uuid[])"
)
_CANCEL: Final = (
    "INSERT INTO clubs.calendar_cancellations (organisation_id, id, kind, title, starts_at, ends_at,"
    " time_zone, sequence, changed_at, team_ids) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::uuid[])"
    " ON CONFLICT (organisation_id, id) DO NOTHING"
)


class Plan(NamedTuple):
    """How a noun is planned: its fields, its event, and its word in calendars."""

    kind: str
    id_field: str
    starts: str
    teams: tuple[str, ...]
    event: Callable[..., EventMessage]


def _match_changed(**facts: Any) -> EventMessage:
    return FootballClubMatchChanged(**facts)


def _training_session_changed(**facts: Any) -> EventMessage:
    return FootballClubTrainingSessionChanged(**facts)


def _reunion_changed(**facts: Any) -> EventMessage:
    return FootballClubReunionChanged(**facts)


PLANS: Final[dict[Noun, Plan]] = {
    "matches": Plan("match", "match_id", "kick_off_at", ("home_team_id", "away_team_id"), _match_changed),
    "training_sessions": Plan(
        "training",
        "training_session_id",
        "starts_at",
        ("team_id",),
        _training_session_changed,
    ),
    "reunions": Plan(
        "reunion",
        "reunion_id",
        "starts_at",
        ("team_id",),
        _reunion_changed,
    ),
}


async def report_change(write: Write, noun: Noun, before: Row | None, after: Row | None) -> None:
    """Appends events, one for each team of the club, and keeps what was deleted for calendars."""
    plan = PLANS[noun]
    rows = [row for row in (before, after) if row is not None]
    named = {row[field] for row in rows for field in plan.teams if row[field]}
    organisation = write.caller.organisation_id
    teams = {row[0]: row for row in await write.connection.fetch_rows(_TEAMS, [organisation, sorted(named)])}
    own = sorted(id for id, (_, _, kind, _) in teams.items() if kind == "own")
    starts_at, previously = rows[-1][plan.starts], rows[0][plan.starts]
    events = [
        plan.event(
            organisation_id=organisation,
            team_id=team_id,
            change=change_of(plan, before, after),
            version=rows[-1]["version"] + (after is None),
            starts_at=starts_at,
            previous_starts_at=previously if previously != starts_at else None,
            timestamp=write.now,
            **{plan.id_field: rows[-1]["id"]},
        )
        for team_id in own or [None]
    ]
    await append_events(write.connection, SCHEMA, *events, time=write.now)
    if before is not None and after is None and starts_at > write.now:
        await _keep_cancellation(write, plan, before, teams, own)


def change_of(plan: Plan, before: Row | None, after: Row | None) -> str:
    """What happened, in the word that matters most to whoever planned to come."""
    if before is None or after is None:
        return "created" if before is None else "deleted"
    if is_off(after) and not is_off(before):
        return "cancelled"
    return "moved" if before[plan.starts] != after[plan.starts] else "changed"


def is_off(row: Row) -> bool:
    """Whether a row says that nobody has to come."""
    return row["archived_at"] is not None or row["status"] in OFF


async def _keep_cancellation(
    write: Write, plan: Plan, row: Row, teams: dict[str, Any], own: list[str]
) -> None:
    starts_at: datetime = row[plan.starts]
    first = teams.get(row[plan.teams[0]] or "")
    zone = row["time_zone"] or (first[3] if first else None) or "UTC"
    title = row.get("title") or " - ".join(teams[row[field]][1] for field in plan.teams)
    ends_at = row.get("ends_at") or starts_at + (_MATCH if plan.kind == "match" else _MEETING)
    await _insert(
        write.connection,
        [
            *(write.caller.organisation_id, row["id"], plan.kind, title, starts_at, ends_at, zone),
            *(row["version"] + (_BEYOND if plan.kind == "match" else 0), write.now, own),
        ],
    )


async def _insert(connection: Connection, values: list[Any]) -> None:
    await connection.execute(_CANCEL, values)
