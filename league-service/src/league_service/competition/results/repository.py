"""Reads the data from which standings are computed."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from league_service.competition.competitions.domain import Competition
from league_service.competition.ledger.domain import FINAL, ResultLine
from league_service.competition.ledger.sql import HOLDING, LINE
from league_service.competition.rules.standings import Entrant, Outcome, Placing
from service_kit.db.connection import Connection

_ENTRANTS = (
    "SELECT DISTINCT k.code, k.name, coalesce(k.team_id, '') AS team_id,"
    " coalesce(k.person_id, '') AS person_id, coalesce(t.code, '') AS team_code,"
    " coalesce(trim(t.location || ' ' || t.nickname), '') AS team_name,"
    " coalesce(t.conference, '') AS conference, coalesce(t.division, '') AS division"
    " FROM league.event_competitors k JOIN league.events e ON e.id = k.event_id"
    " JOIN league.seasons s ON s.id = e.season_id LEFT JOIN league.team_eras t ON t.team_id = k.team_id"
    " AND s.year BETWEEN t.from_season AND coalesce(t.to_season, s.year)"
    " WHERE s.competition_id = %s AND s.year = %s ORDER BY k.code"
)
_PLACINGS = (
    "SELECT e.key, r.stage, e.session, k.code, coalesce(k.team_id, ''), coalesce(k.person_id, ''), k.side,"
    f" {LINE} FROM league.events e"
    " JOIN league.seasons s ON s.id = e.season_id JOIN league.rounds r ON r.id = e.round_id"
    f" JOIN LATERAL ({HOLDING}) result ON true JOIN league.event_competitors k ON k.event_id = e.id"
    " JOIN league.result_scores x ON x.event_id = e.id AND x.revision = result.revision"
    " AND x.position = k.position"
    " WHERE s.competition_id = %(competition)s AND s.year = %(season)s"
    " AND (%(stages)s::text[] = '{}' OR r.stage = ANY(%(stages)s))"
    " ORDER BY e.scheduled_at, e.key, k.position"
)


async def entrants_of(connection: Connection, competition: Competition, season: int) -> list[Entrant]:
    """Returns the competitors of the season's events."""
    return await connection.fetch_all(Entrant, _ENTRANTS, [competition.id, season])


async def outcomes_of(
    connection: Connection,
    competition: Competition,
    season: int,
    *,
    stages: Sequence[str],
    at: datetime,
    states: Sequence[str] = FINAL,
) -> list[Outcome]:
    """Returns the season's results in force at a time, in order of play, of some or all stages.

    Only revisions with one of the `states` count.
    """
    wanted = {"final": list(states), "at": at, "stages": list(stages)}
    cursor = await connection.execute(_PLACINGS, wanted | {"competition": competition.id, "season": season})
    return [
        Outcome(key, stage, tuple(Placing(*row[3:7], line=ResultLine(*row[7:])) for row in rows), session)
        for (key, stage, session), rows in groupby(await cursor.fetchall(), key=itemgetter(0, 1, 2))
    ]
