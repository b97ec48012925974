"""The result ledger, and what standings are computed from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from league_service.competition.competitions.domain import FINAL, REGULAR, Competition
from league_service.competition.competitions.holding import HOLDING, SIDES
from league_service.nfl.standings import Placed, Score
from service_kit.db.connection import Connection

_REVISIONS = (
    "SELECT r.revision, r.status, r.source, r.reason, r.request_id, r.observed_at, r.effective_at,"
    " array_agg(x.score ORDER BY x.position) AS scores FROM league.result_revisions r"
    " JOIN league.result_scores x USING (event_id, revision) WHERE r.event_id = %s"
    " GROUP BY r.event_id, r.revision ORDER BY r.revision"
)
_INSERT = (
    "INSERT INTO league.result_revisions"
    " (event_id, revision, status, source, reason, request_id, observed_at, effective_at)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
_INSERT_SCORES = (
    "INSERT INTO league.result_scores (event_id, revision, position, score)"
    " SELECT %s, %s, position, score FROM unnest(%s::int[]) WITH ORDINALITY AS x(score, position)"
)
_TEAMS = (
    "SELECT DISTINCT k.code, k.name, k.team_id, coalesce(t.conference, ''), coalesce(t.division, '')"
    " FROM league.event_competitors k JOIN league.events e ON e.id = k.event_id"
    " JOIN league.seasons s ON s.id = e.season_id LEFT JOIN league.team_eras t ON t.team_id = k.team_id"
    " AND s.year BETWEEN t.from_season AND coalesce(t.to_season, s.year)"
    " WHERE s.competition_id = %s AND s.year = %s AND k.team_id IS NOT NULL ORDER BY k.code"
)
_SCORES = (
    "SELECT h.code, a.code, result.scores[1], result.scores[2] FROM league.events e"
    " JOIN league.seasons s ON s.id = e.season_id JOIN league.rounds r ON r.id = e.round_id"
    f"{SIDES} JOIN LATERAL ({HOLDING}) result ON true"
    " WHERE s.competition_id = %(competition)s AND s.year = %(season)s AND r.stage = %(stage)s"
    " ORDER BY e.scheduled_at, e.key"
)


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of a result; `scores` are by position."""

    revision: int
    status: str
    source: str
    reason: str
    request_id: str | None
    observed_at: datetime
    effective_at: datetime
    scores: Sequence[int]


@dataclass(frozen=True, slots=True)
class SeasonTeam:
    """A team as it is called in a season."""

    placed: Placed
    name: str
    team_id: str


async def revisions_of(connection: Connection, event_id: str) -> list[Revision]:
    """The revisions of a result, oldest first."""
    return await connection.fetch_all(Revision, _REVISIONS, [event_id])


async def insert_revision(connection: Connection, event_id: str, revision: Revision) -> None:
    """Writes a revision; it is never changed after."""
    r = revision
    await connection.execute(
        _INSERT,
        [event_id, r.revision, r.status, r.source, r.reason, r.request_id, r.observed_at, r.effective_at],
    )
    await connection.execute(_INSERT_SCORES, [event_id, r.revision, list(r.scores)])


async def teams_of_season(connection: Connection, competition: Competition, season: int) -> list[SeasonTeam]:
    """The teams with a game in the season."""
    cursor = await connection.execute(_TEAMS, [competition.id, season])
    return [
        SeasonTeam(Placed(code, division, conference), name, team_id)
        for code, name, team_id, conference, division in await cursor.fetchall()
    ]


async def regular_scores(
    connection: Connection, competition: Competition, season: int, at: datetime
) -> list[Score]:
    """The finals of the regular season that held at a time, in order of play."""
    wanted = {"final": list(FINAL), "at": at, "stage": REGULAR}
    cursor = await connection.execute(_SCORES, wanted | {"competition": competition.id, "season": season})
    return [Score(*row) for row in await cursor.fetchall()]
