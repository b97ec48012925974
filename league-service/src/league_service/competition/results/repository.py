"""The result ledger, and what standings are computed from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from league_service.competition.competitions.domain import Competition
from league_service.competition.ledger.domain import FINAL, ResultLine
from league_service.competition.ledger.holding import HOLDING, SIDES
from league_service.competition.rules.standings import Entrant, Outcome
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
_ENTRANTS = (
    "SELECT DISTINCT k.code, k.name, k.team_id, coalesce(t.conference, '') AS conference,"
    " coalesce(t.division, '') AS division"
    " FROM league.event_competitors k JOIN league.events e ON e.id = k.event_id"
    " JOIN league.seasons s ON s.id = e.season_id LEFT JOIN league.team_eras t ON t.team_id = k.team_id"
    " AND s.year BETWEEN t.from_season AND coalesce(t.to_season, s.year)"
    " WHERE s.competition_id = %s AND s.year = %s AND k.team_id IS NOT NULL ORDER BY k.code"
)
_OUTCOMES = (
    "SELECT e.key, h.code, a.code, result.scores[1], result.scores[2] FROM league.events e"
    " JOIN league.seasons s ON s.id = e.season_id JOIN league.rounds r ON r.id = e.round_id"
    f"{SIDES} JOIN LATERAL ({HOLDING}) result ON true"
    " WHERE s.competition_id = %(competition)s AND s.year = %(season)s"
    " AND (%(stages)s::text[] = '{}' OR r.stage = ANY(%(stages)s))"
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


async def entrants_of(connection: Connection, competition: Competition, season: int) -> list[Entrant]:
    """The teams with a game in the season."""
    return await connection.fetch_all(Entrant, _ENTRANTS, [competition.id, season])


async def outcomes_of(
    connection: Connection, competition: Competition, season: int, *, stages: Sequence[str], at: datetime
) -> list[Outcome]:
    """The final results of the season that held at a time, in order of play; of some stages or of all."""
    wanted = {"final": list(FINAL), "at": at, "stages": list(stages)}
    cursor = await connection.execute(_OUTCOMES, wanted | {"competition": competition.id, "season": season})
    return [
        Outcome(key, ((home, ResultLine(1, home_score)), (away, ResultLine(2, away_score))))
        for key, home, away, home_score, away_score in await cursor.fetchall()
    ]
