"""SQL on the changes of schedules: rows are added, never changed."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final, LiteralString

from league_service.competition.ledger.schedule import Change
from league_service.core.bulk import insert_rows
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_COLUMNS: Final[LiteralString] = (
    "c.revision, c.kind, c.status, c.scheduled_at, c.week, c.previous_status, c.previous_reason,"
    " c.previous_at, c.previous_week, c.reason, c.source, c.observed_at, c.effective_at"
)
_OF_EVENT = f"SELECT {_COLUMNS} FROM league.event_changes c WHERE c.event_id = %s ORDER BY c.revision"
_OF_SEASON = (
    f"SELECT c.event_id, {_COLUMNS} FROM league.event_changes c JOIN league.events e ON e.id = c.event_id"
    " JOIN league.seasons s ON s.id = e.season_id WHERE s.competition_id = %s AND s.year = %s"
    " ORDER BY c.event_id, c.revision"
)
INSERT_CHANGES: Final = insert_rows(
    "event_changes",
    "event_id text, revision int, kind text, status text, scheduled_at timestamptz, week int,"
    " previous_status text, previous_reason text, previous_at timestamptz, previous_week int, reason text,"
    " source text, observed_at timestamptz, effective_at timestamptz",
)


async def changes_of(reader: Reader, event_id: str) -> list[Change]:
    """Returns the changes of an event, oldest first."""
    return await reader.fetch_all(Change, _OF_EVENT, [event_id])


async def changes_of_season(
    connection: Connection, competition_id: str, year: int
) -> Mapping[str, list[Change]]:
    """Returns the changes of a season by event, oldest first."""
    found: dict[str, list[Change]] = defaultdict(list)
    cursor = await connection.execute(_OF_SEASON, [competition_id, year])
    for event_id, *values in await cursor.fetchall():
        found[event_id].append(Change(*values))
    return found
