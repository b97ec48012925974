"""Queries on the stored simulated seasons and on the demo's game."""

from collections.abc import Sequence

from league_service.competition.competitions.domain import Competition
from service_kit.db.connection import Connection

_IS_STORED = "SELECT EXISTS (SELECT FROM league.competitions WHERE id = %s)"
_COUNT_RESULTS = (
    "SELECT count(*) FROM league.events e JOIN league.seasons s ON s.id = e.season_id"
    " WHERE e.competition_id = %s AND s.year = ANY(%s)"
    " AND EXISTS (SELECT FROM league.result_revisions r WHERE r.event_id = e.id AND r.source = %s)"
)

_LOCK_GAME = "SELECT pg_advisory_xact_lock(hashtextextended('demo game', 0))"
_SEASON_OF_TEAM = "SELECT season_id FROM fantasy.teams WHERE id = %s"
_EXISTING_TEAMS = "SELECT id FROM fantasy.teams WHERE id = ANY(%s)"


async def is_stored(connection: Connection, competition: Competition) -> bool:
    """Whether the competition is stored."""
    return await connection.fetch_value(_IS_STORED, [competition.id])


async def count_results(
    connection: Connection, competition: Competition, seasons: Sequence[int], source: str
) -> int:
    """The number of games of some seasons that have a result from a source."""
    return await connection.fetch_value(_COUNT_RESULTS, [competition.id, list(seasons), source])


async def lock_game(connection: Connection) -> None:
    """Lets nobody else play the demo's game until the transaction ends."""
    await connection.execute(_LOCK_GAME)


async def season_of_team(connection: Connection, team_id: str) -> str | None:
    """The season of a team, also of a deleted one."""
    return await connection.fetch_value(_SEASON_OF_TEAM, [team_id])


async def existing_teams(connection: Connection, team_ids: Sequence[str]) -> frozenset[str]:
    """Those of some teams that are stored."""
    return frozenset(row[0] for row in await connection.fetch_rows(_EXISTING_TEAMS, [list(team_ids)]))
