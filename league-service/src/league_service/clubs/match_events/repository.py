"""SQL on events of matches."""

from typing import Final, LiteralString

from service_kit.db.reader import Reader

_BETWEEN: Final[LiteralString] = (
    "SELECT count(*) FROM clubs.match_events WHERE organisation_id = %s::uuid AND match_id = %s::uuid"
    " AND sequence BETWEEN %s AND %s"
)
_SUBSTITUTIONS: Final[LiteralString] = (
    "SELECT count(*) FROM clubs.match_events WHERE organisation_id = %s::uuid AND match_id = %s::uuid"
    " AND team_id = %s::uuid AND id <> %s::uuid AND type = 'substitution' AND archived_at IS NULL"
)


async def count_between(reader: Reader, organisation: str, match_id: str, first: int, last: int) -> int:
    """How many events of a match stand between two places, these included."""
    return await reader.fetch_value(_BETWEEN, [organisation, match_id, first, last])


async def count_substitutions(
    reader: Reader, organisation: str, match_id: str, team_id: str, without: str
) -> int:
    """How many substitutions a side made, one event left out."""
    return await reader.fetch_value(_SUBSTITUTIONS, [organisation, match_id, team_id, without])
