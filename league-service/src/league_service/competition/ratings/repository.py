"""Reads the games of a competition for ratings: in order of play, with the result in force at a time."""

from datetime import datetime

from league_service.competition.competitions.domain import Competition
from league_service.competition.ledger.domain import FINAL
from league_service.competition.ledger.sql import HOLDING, SIDES, scores_of
from league_service.competition.rules.ratings import Game
from service_kit.db.connection import Connection

_VERSIONS = "SELECT year, version FROM league.seasons WHERE competition_id = %s AND year <= %s ORDER BY year"
_GAMES = (
    "SELECT e.key, s.year, home.key, away.key, hx.score, ax.score, e.neutral FROM league.events e"
    " JOIN league.seasons s ON s.id = e.season_id"
    f"{SIDES} JOIN league.teams home ON home.id = h.team_id JOIN league.teams away ON away.id = a.team_id"
    f" LEFT JOIN LATERAL ({HOLDING}) result ON true{scores_of('result')}"
    " WHERE e.competition_id = %(competition)s AND s.year BETWEEN %(first)s AND %(last)s"
    " ORDER BY e.scheduled_at, e.key"
)
_HELD_SINCE = (
    "SELECT max(r.effective_at) FROM league.result_revisions r JOIN league.events e ON e.id = r.event_id"
    " JOIN league.seasons s ON s.id = e.season_id"
    " WHERE e.competition_id = %s AND s.year <= %s AND r.status = ANY(%s)"
)


async def versions_until(connection: Connection, competition: Competition, season: int) -> tuple[int, ...]:
    """The versions of the seasons on which the ratings of a season depend."""
    cursor = await connection.execute(_VERSIONS, [competition.id, season])
    return tuple(number for row in await cursor.fetchall() for number in row)


async def held_since(connection: Connection, competition: Competition, season: int) -> datetime | None:
    """The time after which no result up to a season changed; None without a result."""
    return await connection.fetch_value(_HELD_SINCE, [competition.id, season, list(FINAL)])


async def games_until(
    connection: Connection, competition: Competition, season: int, at: datetime, *, first: int = 0
) -> list[Game]:
    """The games of all seasons from `first` to `last`; without a score if none was in force at the time."""
    wanted = {"final": list(FINAL), "at": at, "competition": competition.id, "first": first, "last": season}
    cursor = await connection.execute(_GAMES, wanted)
    return [Game(*row) for row in await cursor.fetchall()]
