"""SQL on what other services ask about the rows of a club."""

from collections.abc import Sequence
from datetime import date
from typing import Final, LiteralString, NamedTuple

from service_kit.db.reader import Reader

_NAME: Final = "coalesce(p.known_as, p.first_name || ' ' || p.last_name)"
_LINEUP: Final[LiteralString] = (
    f"SELECT l.team_id::text, p.id::text, {_NAME}, coalesce(l.jersey_number, p.jersey_number)"
    " FROM clubs.match_lineups AS l JOIN clubs.players AS p"
    " ON p.organisation_id = l.organisation_id AND p.id = l.player_id"
    " WHERE l.organisation_id = %s::uuid AND l.match_id = %s::uuid AND l.archived_at IS NULL"
    " AND coalesce(l.jersey_number, p.jersey_number) IS NOT NULL ORDER BY 1, 4, 2"
)
_SQUAD: Final[LiteralString] = (
    f"SELECT DISTINCT r.team_id::text, p.id::text, {_NAME}, p.jersey_number"
    " FROM clubs.player_registrations AS r JOIN clubs.players AS p"
    " ON p.organisation_id = r.organisation_id AND p.id = r.player_id"
    " WHERE r.organisation_id = %s::uuid AND r.team_id = ANY(%s::uuid[]) AND p.archived_at IS NULL"
    """ AND p.jersey_number IS NOT NULL AND r."from" <= %s AND (r."to" IS NULL OR r."to" >= %s)"""
    " ORDER BY 1, 4, 2"
)


class Shirt(NamedTuple):
    """A player of a team, and the number on the shirt."""

    team_id: str
    player_id: str
    name: str
    number: int


async def own_teams(reader: Reader, organisation_id: str, team_ids: list[str]) -> list[str]:
    """Returns those of the ids that are own teams of a club, in order. Archived ones are left out."""
    found = await reader.fetch_value(
        "SELECT coalesce(array_agg(t.id::text ORDER BY t.id), '{}') FROM clubs.teams AS t"
        " WHERE t.organisation_id::text = %s AND t.id::text = ANY(%s)"
        " AND t.kind = 'own' AND t.archived_at IS NULL",
        [organisation_id, team_ids],
    )
    return list(found)


async def shirts_of_lineup(reader: Reader, organisation_id: str, match_id: str) -> list[Shirt]:
    """The players of both line-ups of a match who have a number."""
    return [Shirt(*row) for row in await reader.fetch_rows(_LINEUP, [organisation_id, match_id])]


async def shirts_of_squads(
    reader: Reader, organisation_id: str, team_ids: Sequence[str], day: date
) -> list[Shirt]:
    """The players who are registered for some teams on a day, and have a number."""
    rows = await reader.fetch_rows(_SQUAD, [organisation_id, list(team_ids), day, day])
    return [Shirt(*row) for row in rows]
