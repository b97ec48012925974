"""The events of what happens to a match: to members with access to one of its teams, and to services."""

from datetime import datetime
from typing import Final

from altsports.football.v1.events_models import (
    FootballClubFiguresChanged,
    FootballClubLineupChanged,
    FootballClubResultRecorded,
)
from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.imported_rows import note_deleted
from league_service.core.schema import SCHEMA
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_events

_OWN_TEAMS: Final = (
    "SELECT t.id::text FROM clubs.matches m JOIN clubs.teams t ON t.organisation_id = m.organisation_id"
    " AND t.id IN (m.home_team_id, m.away_team_id) AND t.kind = 'own'"
    " WHERE m.organisation_id = %s::uuid AND m.id = %s::uuid ORDER BY t.id"
)
_REVISION: Final = (
    "SELECT max(revision) FROM clubs.match_results WHERE organisation_id = %s::uuid AND match_id = %s::uuid"
)


async def report_lineup(
    connection: Connection, organisation: str, match_id: str, team_id: str, now: datetime
) -> None:
    """Reports that the line-up of a side changed. That of an opponent is for whoever sees the match."""
    own = await _own_teams(connection, organisation, match_id)
    events = [
        FootballClubLineupChanged(
            organisation_id=organisation, team_id=seen_by, match_id=match_id, timestamp=now
        )
        for seen_by in ([team_id] if team_id in own else own or [None])
    ]
    await append_events(connection, SCHEMA, *events, time=now)
    await figures_changed(connection, organisation, now)


async def report_result(write: Write, before: Row | None, after: Row | None) -> None:
    """Reports the revision of a result that a write of a match has recorded."""
    if after is None or after["score"] is None or (before is not None and before["score"] == after["score"]):
        return
    organisation, match_id = write.caller.organisation_id, after["id"]
    revision = await write.connection.fetch_value(_REVISION, [organisation, match_id])
    own = await _own_teams(write.connection, organisation, match_id)
    events = [
        FootballClubResultRecorded(
            organisation_id=organisation,
            team_id=team_id,
            match_id=match_id,
            revision=revision,
            home=after["score"]["home"],
            away=after["score"]["away"],
            timestamp=write.now,
        )
        for team_id in own or [None]
    ]
    await append_events(write.connection, SCHEMA, *events, time=write.now)


async def report_fact(write: Write, before: Row | None, after: Row | None) -> None:
    """Reports a change of an event or of figures, and keeps what was deleted from the next import."""
    if before is not None and after is None:
        await note_deleted(
            write.connection, write.caller.organisation_id, before["match_id"], [before["id"]], write.now
        )
    await report_figures(write, before, after)


async def report_figures(write: Write, _before: Row | None, _after: Row | None) -> None:
    """Reports to services that figures of the club changed, which analyses read."""
    await figures_changed(write.connection, write.caller.organisation_id, write.now)


async def figures_changed(connection: Connection, organisation: str, now: datetime) -> None:
    """The same for a change that no hook sees."""
    event = FootballClubFiguresChanged(organisation_id=organisation)
    await append_events(connection, SCHEMA, event, time=now)


async def _own_teams(connection: Connection, organisation: str, match_id: str) -> list[str]:
    return [row[0] for row in await connection.fetch_rows(_OWN_TEAMS, [organisation, match_id])]
