"""SQL on publications and scores, and on the results from which they follow."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, LiteralString

import orjson

from league_service.competition.ledger.domain import ResultLine
from league_service.competition.ledger.sql import HOLDING, LINE
from league_service.f1.domain import SCORING, grand_prix_of
from league_service.f1.points import scheme_of
from league_service.f1.races.domain import Race
from league_service.f1.races.repository import COUNTING
from league_service.fantasy.scoring.domain import SessionResult, Weekend
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('fantasy scores ' || %s, 0))"
_FOR_ALL: Final = (
    "SELECT set_config('enable_nestloop', 'off', true), set_config('work_mem', '32MB', true),"
    " set_config('jit', 'off', true)"
)
_PUBLICATION: Final[LiteralString] = (
    "SELECT p.id, p.race_id, p.kind, p.revisions, p.covers, p.reason, p.published_at,"
    " p.complete"
    " FROM fantasy.publications p"
)
_LAST: Final[LiteralString] = (
    f"{_PUBLICATION} WHERE p.season_id = %s AND p.race_id = %s ORDER BY p.id DESC LIMIT 1"
)
_OF_RACE: Final[LiteralString] = (
    f"{_PUBLICATION} WHERE p.season_id = %s AND p.race_id = %s AND p.published_at <= %s ORDER BY p.id"
)
_INSERT: Final = (
    "INSERT INTO fantasy.publications (season_id, race_id, kind, revisions, covers, reason, published_at,"
    " complete) VALUES (%(season)s, %(race)s, %(kind)s, %(revisions)s::jsonb, %(revisions)s::jsonb,"
    " %(reason)s, %(now)s, %(complete)s) RETURNING id"
)
_COVER: Final = "UPDATE fantasy.publications SET covers = %s::jsonb WHERE id = %s"
_CHOSEN: Final[LiteralString] = (
    "SELECT DISTINCT ON (l.team_id) l.id, l.team_id, l.driver_ids, l.captain_id, l.vice_captain_id"
    " FROM fantasy.lineups l WHERE l.season_id = %(season)s AND l.saved_at < %(locks_at)s"
    " AND (l.race_id = %(race)s OR l.locks_at <= %(locks_at)s)"
    " ORDER BY l.team_id, (l.race_id = %(race)s) DESC, l.locks_at DESC, l.id DESC"
)
_SCORED: Final[LiteralString] = (
    "SELECT l.id, l.team_id, l.driver_ids, l.captain_id, l.vice_captain_id FROM fantasy.scores s"
    " JOIN fantasy.lineups l ON l.id = s.lineup_id WHERE s.publication_id = %(previous)s"
)
_WEEKEND: Final[LiteralString] = (
    "WITH weekend AS MATERIALIZED (SELECT driver_id, points, started"
    " FROM jsonb_to_recordset(%(drivers)s::jsonb) AS r(driver_id text, points numeric, started boolean)),"
    " chosen AS ("
)
_SCORE: Final[LiteralString] = (
    "), captained AS (SELECT c.id, c.team_id, c.driver_ids, CASE"
    " WHEN NOT %(complete)s OR k.started THEN c.captain_id WHEN v.started THEN c.vice_captain_id END"
    " AS captain FROM chosen c JOIN fantasy.teams t ON t.id = c.team_id"
    " LEFT JOIN weekend k ON k.driver_id = c.captain_id"
    " LEFT JOIN weekend v ON v.driver_id = c.vice_captain_id"
    " WHERE t.deleted_at IS NULL OR %(again)s)"
    " INSERT INTO fantasy.scores (publication_id, team_id, lineup_id, points)"
    " SELECT %(publication)s, c.team_id, c.id, coalesce((SELECT"
    " sum(CASE WHEN w.driver_id = c.captain THEN w.points * 1.5 ELSE w.points END)"
    " FROM weekend w WHERE w.driver_id = ANY(c.driver_ids)), 0) FROM captained c"
)
_SCORE_FIRST: Final[LiteralString] = f"{_WEEKEND}{_CHOSEN}{_SCORE}"
_SCORE_AGAIN: Final[LiteralString] = f"{_WEEKEND}{_SCORED}{_SCORE}"
_RESULTS: Final[LiteralString] = (
    "SELECT e.id, e.key, e.session, e.scheduled_at, f.revision, f.status, f.source, f.reason, f.effective_at,"
    f" k.person_id, {LINE} FROM jsonb_each_text(%s::jsonb) AS wanted(event_id, revision)"
    " JOIN league.events e ON e.id = wanted.event_id"
    " JOIN league.result_revisions f ON f.event_id = e.id AND f.revision = wanted.revision::int"
    " JOIN league.result_scores x ON x.event_id = f.event_id AND x.revision = f.revision"
    " JOIN league.event_competitors k ON k.event_id = e.id AND k.position = x.position"
    " ORDER BY e.scheduled_at, e.key, x.position"
)
_OF_TEAM: Final = (
    "SELECT DISTINCT ON (race_id) race_id, points, published_at, revisions,"
    " (count(*) FILTER (WHERE kind = 'corrected') OVER race)::int AS corrections,"
    " coalesce(sum(difference) FILTER (WHERE kind = 'corrected') OVER race, 0) AS corrected_by"
    " FROM (SELECT p.id, p.race_id, p.kind, s.points, p.published_at, p.revisions, coalesce(s.points, 0)"
    " - coalesce(lag(s.points) OVER (PARTITION BY p.race_id ORDER BY p.id), 0) AS difference"
    " FROM fantasy.publications p"
    " LEFT JOIN fantasy.scores s ON s.publication_id = p.id AND s.team_id = %(team)s"
    " WHERE p.season_id = %(season)s AND p.published_at <= %(at)s) published"
    " WINDOW race AS (PARTITION BY race_id) ORDER BY race_id, id DESC"
)
_SCORE_OF: Final = (
    "SELECT s.points, l.id, l.race_id, l.driver_ids, l.prices, l.captain_id, l.vice_captain_id, l.saved_at"
    " FROM fantasy.scores s JOIN fantasy.lineups l ON l.id = s.lineup_id"
    " WHERE s.publication_id = %s AND s.team_id = %s"
)
_RANK: Final = (
    "SELECT r.rank FROM fantasy.boards b JOIN fantasy.board_rows r ON r.board_id = b.id"
    " WHERE b.publication_id = %s AND b.league_id IS NULL AND r.team_id = %s ORDER BY b.id LIMIT 1"
)
_DUE: Final[LiteralString] = (
    "SELECT r.id, jsonb_object_agg(e.id, result.revision) AS revisions FROM league.rounds r"
    " JOIN league.events e ON e.round_id = r.id AND e.session = ANY(%(sessions)s)"
    f" JOIN LATERAL ({HOLDING}) result ON true"
    " WHERE EXISTS (SELECT FROM fantasy.teams t WHERE t.season_id = r.season_id AND t.deleted_at IS NULL)"
    " GROUP BY r.id HAVING (SELECT (p.covers, p.complete) FROM fantasy.publications p"
    " WHERE p.season_id = r.season_id AND p.race_id = r.id ORDER BY p.id DESC LIMIT 1) IS DISTINCT FROM"
    " (jsonb_object_agg(e.id, result.revision), bool_or(e.session = 'race') OR EXISTS (SELECT"
    " FROM league.events m WHERE m.round_id = r.id AND m.session = 'race' AND m.status = 'cancelled'))"
    " ORDER BY min(e.scheduled_at)"
)

Revisions = Mapping[str, int]
"""The revision of the result of each event."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication of the scores of a race."""

    id: int
    race_id: str
    kind: str
    revisions: Revisions
    covers: Revisions
    reason: str
    published_at: datetime
    complete: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """A revision of a result, as far as an explanation names it. `status` is the one it was recorded with."""

    session: str
    revision: int
    status: str
    source: str
    reason: str
    effective_at: datetime


@dataclass(frozen=True, slots=True)
class TeamScore:
    """The score of a team in a race; `points` is None if the team had no line-up.

    `corrected_by` is what the corrections changed in the points.
    """

    race_id: str
    points: Decimal | None
    published_at: datetime
    revisions: Revisions
    corrections: int
    corrected_by: Decimal


@dataclass(frozen=True, slots=True)
class DueRace:
    """A race whose results in force are not scored yet."""

    id: str
    revisions: Revisions


async def lock_season(connection: Connection, season_id: str) -> None:
    """Lets only one transaction at a time publish scores of a season."""
    await connection.execute(_LOCK, [season_id])


async def plan_for_all_teams(connection: Connection) -> None:
    """Makes PostgreSQL read whole boards and publications in the rest of the transaction.

    It keeps no statistics of their newest ids, so it would expect a few rows and look up each team by itself.
    """
    await connection.execute(_FOR_ALL)


async def publications_of(reader: Reader, season_id: str, race_id: str, at: datetime) -> list[Publication]:
    """The publications of a race until a time, oldest first."""
    return await reader.fetch_all(Publication, _OF_RACE, [season_id, race_id, at])


async def last_publication(reader: Reader, season_id: str, race_id: str) -> Publication | None:
    """The publication of a race that counts."""
    return await reader.fetch_one(Publication, _LAST, [season_id, race_id])


async def insert_publication(
    connection: Connection, season_id: str, race_id: str, publication: Publication
) -> int:
    """Stores a publication; returns its id."""
    values = {
        "season": season_id,
        "race": race_id,
        "kind": publication.kind,
        "revisions": orjson.dumps(publication.revisions).decode(),
        "reason": publication.reason,
        "now": publication.published_at,
        "complete": publication.complete,
    }
    return await connection.fetch_value(_INSERT, values)


async def cover(connection: Connection, publication_id: int, revisions: Revisions) -> None:
    """Notes that newer revisions give the same scores."""
    await connection.execute(_COVER, [orjson.dumps(revisions).decode(), publication_id])


async def write_scores(
    connection: Connection,
    season_id: str,
    race: Race,
    weekend: Weekend,
    *,
    publication: int,
    previous: int | None,
) -> int:
    """Scores all teams that have a line-up for a race; returns how many.

    The first publication decides which line-ups count: those that were saved before the lock. Later ones keep
    them, also of teams that were deleted since, so that no change of the schedule moves a score of the past.
    """
    drivers = [
        {"driver_id": driver, "points": str(points), "started": started}
        for driver, (points, started) in weekend.outcome().items()
    ]
    values = {
        "drivers": orjson.dumps(drivers).decode(),
        "season": season_id,
        "race": race.id,
        "locks_at": race.locks_at,
        "complete": weekend.is_complete,
        "previous": previous,
        "publication": publication,
        "again": previous is not None,
    }
    statement = _SCORE_FIRST if previous is None else _SCORE_AGAIN
    return (await connection.execute(statement, values)).rowcount


async def results_of(
    reader: Reader, revisions: Revisions, *, is_complete: bool
) -> tuple[Weekend, list[Stated]]:
    """The results of some revisions, in order of time, and what is said about them."""
    lines: dict[str, dict[str, ResultLine]] = defaultdict(dict)
    stated: dict[str, tuple[str, Stated]] = {}
    for row in await reader.fetch_rows(_RESULTS, [orjson.dumps(revisions).decode()]):
        event, key, session, _, revision, status, source, reason, effective_at, driver, *line = row
        stated[event] = key, Stated(session, revision, status, source, reason, effective_at)
        lines[event][driver or ""] = ResultLine(*line)
    sessions: list[SessionResult] = []
    for event, (key, said) in stated.items():
        scheme = scheme_of(*grand_prix_of(key), said.session)
        if scheme is not None:
            sessions.append(SessionResult(said.session, scheme, lines[event]))
    return Weekend(sessions, is_complete), [said for _, said in stated.values()]


async def scores_of_team(
    reader: Reader, team_id: str, season_id: str, at: datetime
) -> Mapping[str, TeamScore]:
    """The scores of a team by race, as published at a time."""
    wanted = {"team": team_id, "season": season_id, "at": at}
    return {row.race_id: row for row in await reader.fetch_all(TeamScore, _OF_TEAM, wanted)}


async def score_row(reader: Reader, publication_id: int, team_id: str) -> Sequence[Any] | None:
    """The points and the line-up of a team in a publication."""
    rows = await reader.fetch_rows(_SCORE_OF, [publication_id, team_id])
    return rows[0] if rows else None


async def rank_in(reader: Reader, publication_id: int, team_id: str) -> int | None:
    """The rank of a team on the board that was published with its score."""
    return await reader.fetch_value(_RANK, [publication_id, team_id])


async def due_races(reader: Reader, at: datetime) -> list[DueRace]:
    """The races of seasons with teams whose results in force are not scored, in order of time."""
    wanted = {"sessions": list(SCORING), "final": list(COUNTING), "at": at}
    return await reader.fetch_all(DueRace, _DUE, wanted)
