"""SQL on the loads of players in matches."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, LiteralString

from service_kit.db.connection import Connection

SOURCE: Final = "player-loads"
_LONGEST: Final = 37
"""The length of two sources together; the contract allows 40 characters with what joins them."""
_FIGURES: Final = ("distance_m", "high_speed_m", "sprint_m", "sprint_count", "max_speed_kmh")
_MATCHES: Final[LiteralString] = (
    "SELECT m.id::text FROM clubs.matches AS m JOIN clubs.teams AS t"
    " ON t.organisation_id = m.organisation_id AND t.id = %(team)s::uuid"
    " WHERE m.organisation_id = %(organisation)s::uuid AND %(team)s::uuid IN (m.home_team_id, m.away_team_id)"
    " AND m.archived_at IS NULL"
    " AND (m.kick_off_at AT TIME ZONE coalesce(m.time_zone, t.time_zone, 'UTC'))::date = %(day)s"
)
_STORE: Final[LiteralString] = (
    "INSERT INTO clubs.player_match_statistics AS s (organisation_id, id, version, created_at, updated_at,"
    " match_id, player_id, distance_m, high_speed_m, sprint_m, sprint_count, max_speed_kmh, source)"
    " VALUES (%(organisation)s::uuid, gen_random_uuid(), 1, %(now)s, %(now)s, %(match)s::uuid,"
    " %(player)s::uuid, %(distance_m)s::float8, %(high_speed_m)s::float8, %(sprint_m)s::float8,"
    " %(sprint_count)s::int, %(max_speed_kmh)s::float8, %(source)s::text)"
)
_FIND: Final[LiteralString] = (
    "SELECT s.id::text, s.source FROM clubs.player_match_statistics AS s WHERE s.organisation_id = %s::uuid"
    " AND s.match_id = %s::uuid AND s.player_id = %s::uuid AND s.archived_at IS NULL FOR UPDATE"
)
_CHANGE: Final[LiteralString] = (
    "UPDATE clubs.player_match_statistics AS s SET version = s.version + 1, updated_at = %(now)s,"
    " distance_m = coalesce(%(distance_m)s, s.distance_m),"
    " high_speed_m = coalesce(%(high_speed_m)s, s.high_speed_m),"
    " sprint_m = coalesce(%(sprint_m)s, s.sprint_m),"
    " sprint_count = coalesce(%(sprint_count)s::int, s.sprint_count),"
    " max_speed_kmh = coalesce(%(max_speed_kmh)s, s.max_speed_kmh), source = %(source)s"
    " WHERE s.organisation_id = %(organisation)s::uuid AND s.id = %(id)s::uuid"
    " AND (s.distance_m, s.high_speed_m, s.sprint_m, s.sprint_count, s.max_speed_kmh, s.source)"
    " IS DISTINCT FROM (coalesce(%(distance_m)s, s.distance_m),"
    " coalesce(%(high_speed_m)s, s.high_speed_m), coalesce(%(sprint_m)s, s.sprint_m),"
    " coalesce(%(sprint_count)s::int, s.sprint_count), coalesce(%(max_speed_kmh)s, s.max_speed_kmh),"
    " %(source)s::text)"
)


async def matches_on(connection: Connection, organisation: str, team: str, day: date) -> list[str]:
    """The matches of a team on a day, where they take place."""
    values = {"organisation": organisation, "team": team, "day": day}
    return [row[0] for row in await connection.fetch_rows(_MATCHES, values)]


async def store(
    connection: Connection,
    organisation: str,
    ids: tuple[str, str],
    facts: tuple[Mapping[str, float], str],
    now: datetime,
) -> str:
    """Stores figures of a match and a player; returns created, updated or unchanged."""
    match, player = ids
    figures, source = facts
    known = await connection.fetch_rows(_FIND, [organisation, match, player])
    first = known[0][1].partition(" + ")[0] if known else source
    stated = source if first.startswith(SOURCE) else f"{first[: _LONGEST - len(source)]} + {source}"
    values = {"organisation": organisation, "match": match, "player": player, "now": now, "source": stated}
    values |= {name: figures.get(name) for name in _FIGURES}
    if not known:
        await connection.execute(_STORE, values)
        return "created"
    cursor = await connection.execute(_CHANGE, {**values, "id": known[0][0]})
    return "updated" if cursor.rowcount else "unchanged"
