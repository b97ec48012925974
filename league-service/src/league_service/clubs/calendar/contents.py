"""SQL on what calendars show beyond the occasions: what was deleted, and texts that the member may see."""

from datetime import datetime
from typing import Any, Final, LiteralString

from league_service.clubs.calendar.domain import Entry
from league_service.clubs.engine.access import Access, is_id
from service_kit.db.reader import Reader

_CANCELLED: Final = (
    "SELECT c.kind, c.id::text AS id, c.title, c.starts_at, c.ends_at, c.time_zone, c.sequence, c.changed_at"
    " FROM clubs.calendar_cancellations c WHERE c.organisation_id = %(organisation)s::uuid"
    " AND c.starts_at >= %(since)s AND c.starts_at < %(until)s"
    " AND (%(all_teams)s OR c.team_ids = '{}' OR c.team_ids && %(teams)s::uuid[])"
)
_TEXTS: Final[LiteralString] = (
    "SELECT s.id::text, s.focus FROM clubs.training_sessions s"
    " WHERE s.organisation_id = %(organisation)s::uuid AND s.id = ANY(%(ids)s::uuid[])"
    " AND s.focus IS NOT NULL"
    " UNION ALL SELECT r.id::text, r.agenda FROM clubs.reunions r"
    " WHERE r.organisation_id = %(organisation)s::uuid AND r.id = ANY(%(ids)s::uuid[])"
    " AND r.agenda IS NOT NULL AND (%(works)s OR NOT EXISTS (SELECT FROM clubs.reunion_participants p"
    "  WHERE p.organisation_id = r.organisation_id AND p.reunion_id = r.id)"
    " OR EXISTS (SELECT FROM clubs.reunion_participants p LEFT JOIN clubs.players q"
    "  ON q.organisation_id = p.organisation_id AND q.id = p.player_id"
    "  WHERE p.organisation_id = r.organisation_id AND p.reunion_id = r.id"
    "  AND %(user)s::uuid IN (p.user_id, q.user_id)))"
)


async def cancelled(reader: Reader, access: Access, since: datetime, until: datetime) -> list[Entry]:
    """What was deleted before it began."""
    window = {"since": since, "until": until, "all_teams": access.teams is None}
    return await reader.fetch_all(_entry, _CANCELLED, access.parameters | window)


async def texts_of(reader: Reader, access: Access, ids: list[str]) -> dict[str, str]:
    """The focus of sessions and the agenda of meetings, as far as the member may see them."""
    user = access.user if is_id(access.user) else None
    values = {"ids": ids, "works": not access.only_plays, "user": user}
    return dict(await reader.fetch_rows(_TEXTS, access.parameters | values))


def _entry(**row: Any) -> Entry:
    return Entry(**row, status="CANCELLED")
