"""Queries on the stored simulated seasons."""

from collections.abc import Sequence

from league_service.competition.competitions.domain import Competition
from service_kit.db.connection import Connection

_IS_STORED = "SELECT EXISTS (SELECT FROM league.competitions WHERE id = %s)"
_COUNT_RESULTS = (
    "SELECT count(*) FROM league.events e JOIN league.seasons s ON s.id = e.season_id"
    " WHERE e.competition_id = %s AND s.year = ANY(%s)"
    " AND EXISTS (SELECT FROM league.result_revisions r WHERE r.event_id = e.id AND r.source = %s)"
)


async def is_stored(connection: Connection, competition: Competition) -> bool:
    """Whether the competition is stored."""
    return await connection.fetch_value(_IS_STORED, [competition.id])


async def count_results(
    connection: Connection, competition: Competition, seasons: Sequence[int], source: str
) -> int:
    """The number of games of some seasons that have a result from a source."""
    return await connection.fetch_value(_COUNT_RESULTS, [competition.id, list(seasons), source])
