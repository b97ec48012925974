"""SQL on which rows of a club exist."""

from service_kit.db.reader import Reader


async def own_teams(reader: Reader, organisation_id: str, team_ids: list[str]) -> list[str]:
    """Returns those of the ids that are own teams of a club, in order. Archived ones are left out."""
    found = await reader.fetch_value(
        "SELECT coalesce(array_agg(t.id::text ORDER BY t.id), '{}') FROM clubs.teams AS t"
        " WHERE t.organisation_id::text = %s AND t.id::text = ANY(%s)"
        " AND t.kind = 'own' AND t.archived_at IS NULL",
        [organisation_id, team_ids],
    )
    return list(found)
