"""SQL of summaries. Every statement is limited to rows that the caller may see."""

from collections.abc import Sequence
from typing import Any, Final, LiteralString, cast

from league_service.clubs.matches.reports import COUNTED
from league_service.clubs.player_match_statistics.domain import LOADS
from league_service.clubs.sight import seen
from league_service.clubs.summaries.facts import Wanted
from service_kit.db.reader import Reader

MEASURED: Final = tuple(name for name in LOADS if name != "sprint_intensity")
FIGURES: Final = ("rating", *COUNTED, *MEASURED)


def _days(column: LiteralString) -> LiteralString:
    """The condition for the days that are asked for."""
    day: LiteralString = "(" + column + " AT TIME ZONE 'UTC')::date"
    return (
        " AND (%(since)s::date IS NULL OR " + day + " >= %(since)s::date)"
        " AND (%(until)s::date IS NULL OR " + day + " <= %(until)s::date)"
    )


_OF_PLAYER: Final[LiteralString] = (
    "SELECT r.id::text FROM clubs.matches AS r WHERE {seen} AND r.archived_at IS NULL AND ("
    "EXISTS (SELECT FROM clubs.match_lineups AS l WHERE l.organisation_id = r.organisation_id"
    " AND l.match_id = r.id AND l.player_id = %(id)s::uuid AND l.archived_at IS NULL) OR "
    "EXISTS (SELECT FROM clubs.player_match_statistics AS s WHERE s.organisation_id = r.organisation_id"
    " AND s.match_id = r.id AND s.player_id = %(id)s::uuid AND s.archived_at IS NULL))"
    + _days("r.kick_off_at")
)
_FIGURES: Final = cast(
    "LiteralString",
    f"SELECT s.match_id::text, {', '.join(f's.{name}' for name in FIGURES)}"
    " FROM clubs.player_match_statistics AS s WHERE s.organisation_id = %s::uuid AND s.player_id = %s::uuid"
    " AND s.match_id = ANY(%s::uuid[]) AND s.archived_at IS NULL ORDER BY s.match_id",
)
_CARDS: Final[LiteralString] = (
    "SELECT count(DISTINCT e.match_id),"
    " count(*) FILTER (WHERE e.type = 'card' AND e.player_id = %(id)s::uuid AND e.outcome = 'yellow'),"
    " count(*) FILTER (WHERE e.type = 'card' AND e.player_id = %(id)s::uuid AND e.outcome <> 'yellow')"
    " FROM clubs.match_events AS e WHERE e.organisation_id = %(organisation)s::uuid"
    " AND e.match_id = ANY(%(matches)s::uuid[]) AND e.archived_at IS NULL"
)
_SESSIONS: Final[LiteralString] = (
    "SELECT a.status, a.minutes, a.perceived_load, r.planned_load,"
    " (extract(epoch FROM r.ends_at - r.starts_at) / 60)::float8 FROM clubs.training_sessions AS r"
    " JOIN clubs.training_session_attendance AS a ON a.organisation_id = r.organisation_id"
    " AND a.training_session_id = r.id WHERE {seen} AND r.archived_at IS NULL"
    " AND coalesce(r.status, 'planned') <> 'cancelled' AND {whom}" + _days("r.starts_at")
)
_RESULTS: Final[LiteralString] = (
    "SELECT r.id::text, r.kick_off_at, r.home_team_id = %(id)s::uuid,"
    " CASE WHEN r.home_team_id = %(id)s::uuid THEN a.id::text ELSE h.id::text END,"
    " CASE WHEN r.home_team_id = %(id)s::uuid THEN a.name ELSE h.name END, r.status, r.score"
    " FROM clubs.matches AS r"
    " JOIN clubs.teams AS h ON h.organisation_id = r.organisation_id AND h.id = r.home_team_id"
    " JOIN clubs.teams AS a ON a.organisation_id = r.organisation_id AND a.id = r.away_team_id"
    " WHERE {seen} AND r.archived_at IS NULL AND %(id)s::uuid IN (r.home_team_id, r.away_team_id)"
)
_PLAYED: Final = _RESULTS + _days("r.kick_off_at") + " ORDER BY r.kick_off_at DESC, r.id"
_NEXT: Final = (
    _RESULTS + " AND r.kick_off_at > %(now)s AND r.status = 'scheduled' ORDER BY r.kick_off_at, r.id LIMIT 1"
)
_SQUAD: Final[LiteralString] = (
    "SELECT r.position, r.status FROM clubs.players AS r WHERE {seen} AND r.archived_at IS NULL AND EXISTS ("
    "SELECT FROM clubs.player_registrations AS g WHERE g.organisation_id = r.organisation_id"
    """ AND g.player_id = r.id AND g.team_id = %(id)s::uuid AND g."from" <= %(today)s::date"""
    """ AND (g."to" IS NULL OR g."to" >= %(today)s::date))"""
)
_SCORERS: Final[LiteralString] = (
    "SELECT p.id::text, coalesce(p.known_as, p.first_name || ' ' || p.last_name), sum(s.goals)::int,"
    " count(s.goals)::int FROM clubs.matches AS r"
    " JOIN clubs.match_lineups AS l ON l.organisation_id = r.organisation_id AND l.match_id = r.id"
    " AND l.team_id = %(id)s::uuid AND l.archived_at IS NULL"
    " JOIN clubs.player_match_statistics AS s ON s.organisation_id = r.organisation_id"
    " AND s.match_id = r.id AND s.player_id = l.player_id AND s.archived_at IS NULL"
    " JOIN clubs.players AS p ON p.organisation_id = r.organisation_id AND p.id = s.player_id"
    " WHERE {seen} AND r.archived_at IS NULL AND s.goals IS NOT NULL"
    + _days("r.kick_off_at")
    + " GROUP BY 1, 2"
    " HAVING sum(s.goals) > 0 ORDER BY 3 DESC, 4, 1 LIMIT 5"
)


def _statement(text: LiteralString, noun: str, wanted: Wanted) -> LiteralString:
    return text.replace("{seen}", seen(noun, wanted.access))


async def matches_of_player(reader: Reader, wanted: Wanted) -> list[str]:
    """The matches that name a player in a line-up or in figures."""
    rows = await reader.fetch_rows(_statement(_OF_PLAYER, "matches", wanted), wanted.parameters)
    return sorted(row[0] for row in rows)


async def figures_of(reader: Reader, wanted: Wanted, match_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The figures of a player, by match."""
    found = await reader.fetch_rows(_FIGURES, [wanted.access.organisation, wanted.row["id"], list(match_ids)])
    return {row[0]: dict(zip(FIGURES, row[1:], strict=True)) for row in found}


async def cards_of(reader: Reader, wanted: Wanted, match_ids: Sequence[str]) -> tuple[int, int, int]:
    """In how many matches events are recorded, and the yellow and red cards of a player there."""
    [row] = await reader.fetch_rows(_CARDS, wanted.parameters | {"matches": list(match_ids)})
    return row


async def sessions_of_player(reader: Reader, wanted: Wanted) -> list[tuple[Any, ...]]:
    """Status, minutes, perceived load, planned load and length of the sessions that name a player."""
    statement = _statement(_SESSIONS, "training_sessions", wanted)
    whom = statement.replace("{whom}", "a.player_id = %(id)s::uuid")
    return await reader.fetch_rows(whom, wanted.parameters)


async def sessions_of_team(reader: Reader, wanted: Wanted) -> list[tuple[Any, ...]]:
    """The same of everybody in the sessions of a team."""
    statement = _statement(_SESSIONS, "training_sessions", wanted)
    whom = statement.replace("{whom}", "r.team_id = %(id)s::uuid")
    return await reader.fetch_rows(whom, wanted.parameters)


async def matches_of_team(reader: Reader, wanted: Wanted) -> list[tuple[Any, ...]]:
    """Id, kick-off, whether at home, opponent and its name, status and score; the newest first."""
    return await reader.fetch_rows(_statement(_PLAYED, "matches", wanted), wanted.parameters)


async def next_match_of(reader: Reader, wanted: Wanted) -> list[tuple[Any, ...]]:
    """The next match, in the same way."""
    parameters = wanted.parameters | {"now": wanted.now}
    return await reader.fetch_rows(_statement(_NEXT, "matches", wanted), parameters)


async def squad_of(reader: Reader, wanted: Wanted) -> list[tuple[str | None, str | None]]:
    """Position and status of those who belong to a team today."""
    return await reader.fetch_rows(_statement(_SQUAD, "players", wanted), wanted.parameters)


async def scorers_of(reader: Reader, wanted: Wanted) -> list[tuple[str, str, int, int]]:
    """The five players with the most goals for a team: id, name, goals, and matches with recorded goals."""
    return await reader.fetch_rows(_statement(_SCORERS, "matches", wanted), wanted.parameters)
