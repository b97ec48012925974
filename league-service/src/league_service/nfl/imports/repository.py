"""The stored games to which opening lines are joined."""

from league_service.competition.competitions.domain import Competition
from league_service.competition.ledger.sql import SIDES
from league_service.nfl.domain import week_opening
from league_service.nfl.imports.opening_lines import StoredGame
from service_kit.db.connection import Connection

_GAMES = (
    "SELECT e.id, e.key, s.year, e.day, home.key, away.key, e.scheduled_at,"
    " min(e.scheduled_at) OVER (PARTITION BY s.year, r.number), final.scores"
    " FROM league.events e JOIN league.seasons s ON s.id = e.season_id"
    f" JOIN league.rounds r ON r.id = e.round_id{SIDES} JOIN league.teams home ON home.id = h.team_id"
    " JOIN league.teams away ON away.id = a.team_id LEFT JOIN LATERAL ("
    "SELECT array_agg(x.score ORDER BY x.position) AS scores FROM league.result_scores x"
    " WHERE x.event_id = e.id GROUP BY x.revision ORDER BY x.revision DESC LIMIT 1) final ON true"
    " WHERE e.competition_id = %s AND (%s = 0 OR s.year = %s)"
)


async def stored_games(connection: Connection, competition: Competition, season: int) -> list[StoredGame]:
    """Returns the games of one season, or of all seasons (0)."""
    cursor = await connection.execute(_GAMES, [competition.id, season, season])
    return [
        StoredGame(
            *columns,
            kickoff=kickoff,
            opening=week_opening(first),
            score=None if scores is None else (scores[0], scores[1]),
        )
        for *columns, kickoff, first, scores in await cursor.fetchall()
    ]
