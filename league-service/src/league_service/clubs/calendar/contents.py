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
_RESULT: Final = "(m.score ->> 'home') || ' - ' || (m.score ->> 'away')"
# "Rovers: 1 Byrne, 2 Quinn", and a line for the substitutes, of the teams of the club that the member sees.
_SQUADS: Final = (
    "(SELECT string_agg(part, E'\\n' ORDER BY team, role) FROM (SELECT t.name AS team, l.role,"
    " t.name || CASE l.role WHEN 'starter' THEN ': ' ELSE ', substitutes: ' END"
    " || string_agg(concat_ws(' ', l.jersey_number,"
    " coalesce(p.known_as, p.first_name || ' ' || p.last_name)), ', '"
    " ORDER BY l.jersey_number, p.id) AS part FROM clubs.match_lineups l"
    " JOIN clubs.players p ON p.organisation_id = l.organisation_id AND p.id = l.player_id"
    " JOIN clubs.teams t ON t.organisation_id = l.organisation_id AND t.id = l.team_id AND t.kind = 'own'"
    " WHERE l.organisation_id = m.organisation_id AND l.match_id = m.id AND l.role <> 'unused'"
    " AND l.archived_at IS NULL AND (%(all_teams)s OR t.id = ANY(%(teams)s::uuid[]))"
    " GROUP BY t.name, l.role) AS parts)"
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
    f" UNION ALL SELECT m.id::text, concat_ws(E'\\n', {_RESULT}, {_SQUADS}) FROM clubs.matches m"
    " WHERE m.organisation_id = %(organisation)s::uuid AND m.id = ANY(%(ids)s::uuid[])"
)


async def cancelled(reader: Reader, access: Access, since: datetime, until: datetime) -> list[Entry]:
    """What was deleted before it began."""
    window = {"since": since, "until": until, "all_teams": access.teams is None}
    return await reader.fetch_all(_entry, _CANCELLED, access.parameters | window)


async def texts_of(reader: Reader, access: Access, ids: list[str]) -> dict[str, str]:
    """Focus, agenda, result and squad, as far as the member may see them."""
    user = access.user if is_id(access.user) else None
    values = {
        "ids": ids,
        "works": not access.only_plays,
        "user": user,
        "all_teams": access.teams is None,
    }
    return dict(await reader.fetch_rows(_TEXTS, access.parameters | values))


def _entry(**row: Any) -> Entry:
    return Entry(**row, status="CANCELLED")
