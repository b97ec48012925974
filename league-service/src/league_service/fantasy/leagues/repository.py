"""SQL on leagues of players and their members."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, LiteralString

from league_service.fantasy.leagues.domain import League
from league_service.fantasy.players import SIMULATED
from service_kit.db.connection import Connection
from service_kit.db.folding import folded
from service_kit.db.reader import Reader
from service_kit.rpc.plain import Row

_LEAGUE: Final[LiteralString] = (
    "SELECT l.id, l.season_id, s.year, c.simulated, l.name, l.code, l.owner_id, o.user_id AS owner_user_id,"
    " o.username AS owner, l.max_members, l.members, l.version, l.first_race_id, l.join_until"
    " FROM fantasy.leagues l JOIN league.seasons s ON s.id = l.season_id"
    " JOIN league.competitions c ON c.id = s.competition_id"
    " JOIN fantasy.teams o ON o.id = l.owner_id"
)
_BY_ID: Final[LiteralString] = f"{_LEAGUE} WHERE l.id = %s"
_BY_CODE: Final[LiteralString] = f"{_LEAGUE} WHERE l.code = %s"
_LOCK: Final = "SELECT FROM fantasy.leagues WHERE id = %s FOR NO KEY UPDATE"

_THEN: Final = "(x.joined_at <= %(at)s AND (x.left_at IS NULL OR x.left_at > %(at)s))"
"""Whether a membership held at a time."""
_VIEW: Final[LiteralString] = (
    "SELECT l.id, l.name, CASE WHEN l.code IS NULL THEN 'public' ELSE 'private' END, s.year, c.simulated,"
    " o.username, CASE WHEN %(at)s::timestamptz IS NULL THEN l.members"
    f" ELSE (SELECT count(*)::int FROM fantasy.members x WHERE x.league_id = l.id AND {_THEN}) END,"
    " l.max_members, (SELECT s.year || '_' || split_part(e.key, '_', 2)"
    " FROM league.events e WHERE e.round_id = l.first_race_id LIMIT 1),"
    """ to_char(l.join_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),"""
    " CASE WHEN l.owner_id = t.id THEN 'owner' WHEN m.team_id IS NOT NULL THEN 'member' END,"
    " CASE WHEN m.team_id IS NOT NULL THEN l.code END, l.created_at, lower(l.name)"
    " FROM fantasy.leagues l JOIN league.seasons s ON s.id = l.season_id"
    " JOIN league.competitions c ON c.id = s.competition_id JOIN fantasy.teams o ON o.id = l.owner_id"
    " LEFT JOIN fantasy.teams t ON t.season_id = l.season_id AND t.user_id = %(user)s"
    " LEFT JOIN fantasy.members m ON m.league_id = l.id AND m.team_id = t.id AND m.left_at IS NULL"
)
_THERE: Final = "(%(at)s::timestamptz IS NULL OR l.created_at <= %(at)s)"
_VIEW_ONE: Final[LiteralString] = f"{_VIEW} WHERE l.id = %(league)s AND {_THERE}"
_SCOPES: Final[dict[str, LiteralString]] = {
    "own": f" WHERE l.season_id = %(season)s AND {_THERE} AND (m.team_id IS NOT NULL"
    " OR (%(at)s::timestamptz IS NOT NULL AND l.code IS NULL))"
    " AND (%(at)s::timestamptz IS NULL OR EXISTS (SELECT FROM fantasy.members x"
    f" WHERE x.league_id = l.id AND x.team_id = t.id AND {_THEN}))",
    "public": f" WHERE l.season_id = %(season)s AND {_THERE} AND l.code IS NULL"
    f" AND (%(user)s <> '' OR starts_with(o.user_id, '{SIMULATED}'))",
}
_NAMED: Final[LiteralString] = (
    f" AND (%(query)s = '' OR strpos({folded('l.name')}, {folded('%(query)s::text')}) > 0)"
)
_AFTER: Final = (
    " AND (%(name)s::text IS NULL OR (lower(l.name), l.id) > (%(name)s, %(id)s))"
    " ORDER BY lower(l.name), l.id LIMIT %(limit)s"
)
_TEAM: Final = "SELECT id FROM fantasy.teams WHERE season_id = %s AND user_id = %s"
_COUNT_OF_TEAM: Final = "SELECT count(*) FROM fantasy.members WHERE team_id = %s AND left_at IS NULL"
_IS_MEMBER: Final = (
    "SELECT EXISTS (SELECT FROM fantasy.members WHERE league_id = %s AND team_id = %s AND left_at IS NULL)"
)
_HAS_PLAYER: Final = (
    "SELECT EXISTS (SELECT FROM fantasy.members m JOIN fantasy.teams t ON t.id = m.team_id"
    " WHERE m.league_id = %s AND t.user_id = %s AND m.left_at IS NULL)"
)
_WAS_REMOVED: Final = (
    "SELECT EXISTS (SELECT FROM fantasy.members WHERE league_id = %s AND removed_user_id = %s)"
)
_INSERT: Final = (
    "INSERT INTO fantasy.leagues (id, season_id, name, code, owner_id, max_members, members, version,"
    " first_race_id, join_until, created_at, updated_at)"
    " VALUES (%s, %s, %s, %s, %s, %s, 0, 0, %s, %s, %s, %s)"
)
_ADD: Final = (
    "WITH league AS (UPDATE fantasy.leagues SET members = members + 1, version = version + 1"
    " WHERE id = %s RETURNING id, version)"
    " INSERT INTO fantasy.members (league_id, joined_version, team_id, joined_at)"
    " SELECT id, version, %s, %s FROM league"
)
_END: Final = (
    "WITH league AS (UPDATE fantasy.leagues SET members = members - 1, version = version + 1"
    " WHERE id = %s RETURNING id, version)"
    " UPDATE fantasy.members m SET left_version = league.version, left_at = %s, removed_user_id = %s"
    " FROM league WHERE m.league_id = league.id AND m.team_id = %s AND m.left_at IS NULL"
)
_MEMBERS: Final[LiteralString] = (
    "SELECT t.id, t.name, t.username, CASE WHEN l.owner_id = t.id THEN 'owner' ELSE 'member' END,"
    " x.joined_at, x.joined_version FROM fantasy.members x JOIN fantasy.leagues l ON l.id = x.league_id"
    " JOIN fantasy.teams t ON t.id = x.team_id WHERE x.league_id = %(league)s"
    f" AND CASE WHEN %(at)s::timestamptz IS NULL THEN x.left_at IS NULL ELSE {_THEN} END"
    " AND x.joined_version > %(after)s ORDER BY x.joined_version LIMIT %(limit)s"
)
_OF_TEAMS: Final = (
    "SELECT m.league_id, m.team_id FROM fantasy.members m WHERE m.team_id = ANY(%s) AND m.left_at IS NULL"
    " ORDER BY m.league_id, m.team_id"
)
_LONGEST: Final = (
    "SELECT team_id FROM fantasy.members WHERE league_id = %s AND left_at IS NULL AND team_id <> %s"
    " ORDER BY joined_version LIMIT 1"
)
_DELETE: Final = (
    "WITH gone AS (DELETE FROM fantasy.leagues WHERE id = %s RETURNING id), emptied AS"
    " (DELETE FROM fantasy.board_rows r USING fantasy.boards b, gone"
    " WHERE b.league_id = gone.id AND r.board_id = b.id)"
    " SELECT count(*) FROM gone"
)


@dataclass(frozen=True, slots=True)
class NewLeague:
    """The facts of a new league."""

    id: str
    season_id: str
    name: str
    code: str | None
    owner_id: str
    max_members: int
    first_race_id: str | None
    join_until: datetime | None


async def find(reader: Reader, league_id: str) -> League | None:
    return await reader.fetch_one(League, _BY_ID, [league_id])


async def find_by_code(reader: Reader, code: str) -> League | None:
    return await reader.fetch_one(League, _BY_CODE, [code])


async def lock(connection: Connection, league_id: str) -> League | None:
    """Returns a league that no other transaction changes until this one ends.

    It is read after it is locked: a locking join would miss it if its owner changed while it waited.
    """
    await connection.execute(_LOCK, [league_id])
    return await find(connection, league_id)


async def view(reader: Reader, league_id: str, user_id: str, *, at: datetime | None = None) -> Row | None:
    """A league as a row of its message, as this user sees it.

    It has the number of members at a time; None is now. It is None if there was no such league then.
    """
    rows = await reader.fetch_rows(_VIEW_ONE, {"user": user_id, "league": league_id, "at": at})
    return rows[0] if rows else None


@dataclass(frozen=True, slots=True)
class Search:
    """Which leagues to find: those of a time, or those that had the user as a member then. None is now."""

    season_id: str
    user_id: str
    scope: str
    query: str
    at: datetime | None

    @property
    def values(self) -> dict[str, Any]:
        return {"season": self.season_id, "user": self.user_id, "query": self.query, "at": self.at}


async def page(reader: Reader, search: Search, *, after: Sequence[Any], limit: int) -> list[Row]:
    """Rows of leagues by name; each ends with its sort key."""
    name, league_id = after
    wanted = search.values | {"name": name, "id": league_id, "limit": limit}
    return await reader.fetch_rows(f"{_VIEW}{_SCOPES[search.scope]}{_NAMED}{_AFTER}", wanted)


async def count(reader: Reader, search: Search) -> int:
    statement: LiteralString = f"SELECT count(*) FROM ({_VIEW}{_SCOPES[search.scope]}{_NAMED}) found"
    return await reader.fetch_value(statement, search.values)


async def team_of(reader: Reader, season_id: str, user_id: str) -> str | None:
    """The id of a player's team in a season."""
    return await reader.fetch_value(_TEAM, [season_id, user_id])


async def lock_team(connection: Connection, season_id: str, user_id: str) -> str | None:
    """The same, so that no other transaction of the player joins a league until this one ends."""
    return await connection.fetch_value(f"{_TEAM} FOR NO KEY UPDATE", [season_id, user_id])


async def count_of_team(reader: Reader, team_id: str) -> int:
    return await reader.fetch_value(_COUNT_OF_TEAM, [team_id])


async def is_member(reader: Reader, league_id: str, team_id: str) -> bool:
    return await reader.fetch_value(_IS_MEMBER, [league_id, team_id])


async def has_player(reader: Reader, league_id: str, user_id: str) -> bool:
    """Whether a user is a member."""
    return await reader.fetch_value(_HAS_PLAYER, [league_id, user_id])


async def was_removed(reader: Reader, league_id: str, user_id: str) -> bool:
    return await reader.fetch_value(_WAS_REMOVED, [league_id, user_id])


async def insert(connection: Connection, league: NewLeague, now: datetime) -> None:
    """Adds a league without members."""
    facts = [league.id, league.season_id, league.name, league.code, league.owner_id, league.max_members]
    await connection.execute(_INSERT, [*facts, league.first_race_id, league.join_until, now, now])


async def update(connection: Connection, league: League, now: datetime) -> None:
    """Stores the facts that an owner changes."""
    await connection.execute(
        "UPDATE fantasy.leagues SET name = %s, code = %s, owner_id = %s, max_members = %s, join_until = %s,"
        " updated_at = %s WHERE id = %s",
        [league.name, league.code, league.owner_id, league.max_members, league.join_until, now, league.id],
    )


async def add_member(connection: Connection, league_id: str, team_id: str, now: datetime) -> None:
    await connection.execute(_ADD, [league_id, team_id, now])


async def end_membership(
    connection: Connection, league_id: str, team_id: str, now: datetime, *, removed_user_id: str | None = None
) -> None:
    """Ends a membership; with the user, for good."""
    await connection.execute(_END, [league_id, now, removed_user_id, team_id])


async def members_of(
    reader: Reader, league_id: str, *, at: datetime | None, after: int, limit: int
) -> list[Row]:
    """Rows of the members at a time, in the order in which they joined; each ends with its place in it.

    Teams that were deleted since have no name.
    """
    wanted = {"league": league_id, "at": at, "after": after, "limit": limit}
    return await reader.fetch_rows(_MEMBERS, wanted)


async def memberships_of(reader: Reader, team_ids: Sequence[str]) -> list[tuple[str, str]]:
    """The leagues of teams, with the team, in an order in which they can be locked."""
    return await reader.fetch_rows(_OF_TEAMS, [list(team_ids)])


async def longest_member(reader: Reader, league_id: str, but: str) -> str | None:
    """The team that has been in a league for longest, apart from one."""
    return await reader.fetch_value(_LONGEST, [league_id, but])


async def user_of(reader: Reader, team_id: str) -> str | None:
    return await reader.fetch_value("SELECT user_id FROM fantasy.teams WHERE id = %s", [team_id])


async def forget_removals(connection: Connection, user_ids: Sequence[str]) -> None:
    """Forgets from which leagues accounts were removed."""
    await connection.execute(
        "UPDATE fantasy.members SET removed_user_id = NULL WHERE removed_user_id = ANY(%s)", [list(user_ids)]
    )


async def delete(connection: Connection, league_id: str) -> None:
    """Deletes a league with its members and boards."""
    await connection.execute(_DELETE, [league_id])
