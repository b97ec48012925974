"""SQL on what the rankings read: matches of teams, and recorded figures of players."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, LiteralString

from league_service.clubs.engine.access import Access
from service_kit.db.reader import Reader

_TEAMS: Final[LiteralString] = (
    "SELECT t.id::text FROM clubs.teams t WHERE t.organisation_id = %(organisation)s::uuid AND t.kind = 'own'"
    " AND (%(all_teams)s OR t.id = ANY(%(teams)s::uuid[]))"
    " AND (%(team)s::uuid IS NULL OR t.id = %(team)s::uuid) ORDER BY t.id"
)
_MATCHES: Final[LiteralString] = (
    "SELECT m.id::text, m.kick_off_at FROM clubs.matches m WHERE m.organisation_id = %(organisation)s::uuid"
    " AND m.archived_at IS NULL AND (m.home_team_id = ANY(%(own)s::uuid[])"
    " OR m.away_team_id = ANY(%(own)s::uuid[]))"
    " AND (%(since)s::date IS NULL OR (m.kick_off_at AT TIME ZONE 'UTC')::date >= %(since)s)"
    " AND (%(until)s::date IS NULL OR (m.kick_off_at AT TIME ZONE 'UTC')::date <= %(until)s)"
    " ORDER BY m.kick_off_at DESC, m.id"
)
_FIGURES: Final[LiteralString] = (
    "SELECT s.match_id::text, s.player_id::text, s.sprint_m, s.rating, s.source"
    " FROM clubs.player_match_statistics s"
    " WHERE s.organisation_id = %s::uuid AND s.match_id = ANY(%s::uuid[]) AND s.archived_at IS NULL"
)


async def own_teams(reader: Reader, access: Access, team_id: str | None) -> list[str]:
    """The teams of the club that a member sees, or the one that is asked for."""
    wanted: dict[str, Any] = {"all_teams": access.teams is None, "team": team_id}
    return [row[0] for row in await reader.fetch_rows(_TEAMS, access.parameters | wanted)]


async def matches_of(
    reader: Reader, organisation: str, teams: Sequence[str], since: date | None, until: date | None
) -> dict[str, datetime]:
    """The matches of some teams, with their kick-offs."""
    wanted = {"organisation": organisation, "own": list(teams), "since": since, "until": until}
    return dict(await reader.fetch_rows(_MATCHES, wanted))


async def figures_of(
    reader: Reader, organisation: str, match_ids: Sequence[str]
) -> dict[tuple[str, str], tuple[float | None, float | None, str]]:
    """Sprint metres, rating and source by match and player."""
    rows = await reader.fetch_rows(_FIGURES, [organisation, list(match_ids)])
    return {(match, player): (sprint_m, rating, source) for match, player, sprint_m, rating, source in rows}
