"""SQL on teams and their line-ups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, LiteralString

import psycopg

from league_service.f1.races.domain import Race
from league_service.f1.seasons.domain import Season, season_in
from league_service.fantasy.errors import TeamExists, TeamNameTaken
from league_service.fantasy.players import SIMULATED, is_made_up
from league_service.fantasy.teams.domain import Lineup, Pick
from service_kit.db.connection import Connection
from service_kit.db.errors import constraint_of
from service_kit.db.reader import Reader

_TEAM: Final[LiteralString] = (
    "SELECT t.id, t.season_id AS world, c.simulated, s.year, t.user_id, t.username, t.name, t.created_at"
    " FROM fantasy.teams t LEFT JOIN fantasy.replays r ON r.id = t.season_id"
    " JOIN league.seasons s ON s.id = coalesce(r.season_id, t.season_id)"
    " JOIN league.competitions c ON c.id = s.competition_id WHERE t.deleted_at IS NULL"
)
_OF_USER: Final[LiteralString] = f"{_TEAM} AND t.user_id = %s AND t.season_id = %s"
_BY_ID: Final[LiteralString] = f"{_TEAM} AND t.id = %s"
_LOCKED: Final[LiteralString] = f"{_BY_ID} FOR UPDATE OF t"
_INSERT: Final = (
    "INSERT INTO fantasy.teams (id, season_id, user_id, username, name, created_at, updated_at)"
    " VALUES (%(id)s, %(season)s, %(user)s, %(username)s, %(name)s, %(now)s, %(now)s)"
)
_RENAME: Final = "UPDATE fantasy.teams SET name = %s, updated_at = %s WHERE id = %s"
_NAME: Final = (
    "UPDATE fantasy.teams t SET username = named.username FROM unnest(%s::text[], %s::text[])"
    " AS named(user_id, username) WHERE t.user_id = named.user_id AND t.username <> named.username"
    " RETURNING t.id, t.season_id"
)
_LEAVE: Final = (
    "UPDATE fantasy.teams SET user_id = NULL, username = '', name = '', updated_at = %(now)s,"
    " deleted_at = %(now)s WHERE deleted_at IS NULL AND (id = %(team)s OR user_id = ANY(%(users)s))"
    " RETURNING id, season_id"
)
_OWNERS: Final = (
    f"SELECT user_id FROM fantasy.teams WHERE user_id > %(after)s AND NOT starts_with(user_id, '{SIMULATED}')"
    " UNION"
    " SELECT removed_user_id FROM fantasy.members WHERE removed_user_id > %(after)s"
    " UNION SELECT user_id FROM fantasy.code_guesses WHERE user_id > %(after)s"
    " ORDER BY 1 LIMIT %(limit)s"
)
_LINEUP: Final[LiteralString] = (
    "SELECT l.id, l.race_id, l.driver_ids, l.prices, l.captain_id, l.vice_captain_id, l.saved_at"
    " FROM fantasy.lineups l"
)
_EFFECTIVE: Final[LiteralString] = (
    f"{_LINEUP} WHERE l.team_id = %(team)s AND l.saved_at <= %(at)s"
    " AND (l.saved_at < %(locks_at)s OR NOT %(locked)s)"
    " AND ((l.race_id = %(race)s AND %(own)s) OR (l.race_id <> %(race)s AND l.locks_at <= %(locks_at)s))"
    " ORDER BY (l.race_id = %(race)s) DESC, l.locks_at DESC, l.id DESC LIMIT 1"
)
_SAVE: Final = (
    "INSERT INTO fantasy.lineups"
    " (season_id, team_id, race_id, locks_at, driver_ids, prices, captain_id, vice_captain_id, saved_at)"
    " SELECT t.season_id, t.id, %(race)s, %(locks_at)s, %(drivers)s, %(prices)s, %(captain)s, %(vice)s,"
    " %(now)s FROM fantasy.teams t WHERE t.id = %(team)s AND t.deleted_at IS NULL"
    " RETURNING id"
)
_OF_TEAM: Final[LiteralString] = (
    " JOIN unnest(%(races)s::text[], %(locks)s::timestamptz[]) AS w(race_id, locks_at)"
    " ON w.race_id = l.race_id WHERE l.team_id = %(team)s AND l.saved_at <= %(at)s"
    " AND (NOT %(counting)s OR (l.saved_at < w.locks_at"
    " AND NOT EXISTS (SELECT FROM fantasy.lineups m WHERE m.team_id = l.team_id AND m.race_id = l.race_id"
    " AND m.id > l.id AND m.saved_at <= %(at)s AND m.saved_at < w.locks_at)))"
)
_HISTORY: Final[LiteralString] = (
    f"{_LINEUP}{_OF_TEAM} AND l.id < %(before)s ORDER BY l.id DESC LIMIT %(limit)s"
)
_COUNT: Final[LiteralString] = f"SELECT count(*) FROM fantasy.lineups l{_OF_TEAM}"
_NAMES: Final = (
    "SELECT p.id, p.key, coalesce(p.corrections ->> 'code', p.code) AS code,"
    " coalesce(p.corrections ->> 'name', p.name) AS name FROM league.people p WHERE p.id = ANY(%s)"
)


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team of a player. `world` is its season, or the replay that plays it."""

    id: str
    world: str
    simulated: bool
    year: int
    user_id: str
    username: str
    name: str
    created_at: datetime

    @property
    def season(self) -> Season:
        return season_in(self.year, simulated=self.simulated)

    @property
    def made_up(self) -> bool:
        """Whether it belongs to a made-up player."""
        return is_made_up(self.user_id)


@dataclass(frozen=True, slots=True)
class SavedLineup:
    """A stored line-up, with the race for which it was saved."""

    id: int
    race_id: str
    lineup: Lineup
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class DriverName:
    """How a driver is shown."""

    id: str
    key: str
    code: str
    name: str


async def find_of_user(reader: Reader, user_id: str, season_id: str) -> TeamRow | None:
    """Finds the team of a user in a season."""
    return await reader.fetch_one(TeamRow, _OF_USER, [user_id, season_id])


async def find(reader: Reader, team_id: str) -> TeamRow | None:
    return await reader.fetch_one(TeamRow, _BY_ID, [team_id])


async def find_locked(connection: Connection, team_id: str) -> TeamRow | None:
    """Finds a team, and lets nobody else change it until the transaction ends."""
    return await connection.fetch_one(TeamRow, _LOCKED, [team_id])


async def insert(connection: Connection, team: TeamRow) -> None:
    """Adds a team. Raises TeamExists, TeamNameTaken."""
    values = {
        "id": team.id,
        "season": team.world,
        "user": team.user_id,
        "username": team.username,
        "name": team.name,
        "now": team.created_at,
    }
    try:
        await connection.execute(_INSERT, values)
    except psycopg.errors.UniqueViolation as error:
        if constraint_of(error) == "uq_teams_season_id_user_id":
            raise TeamExists(team.year) from error
        raise TeamNameTaken(team.name, team.year) from error


async def rename(connection: Connection, team: TeamRow, now: datetime) -> None:
    """Stores the name of a team. Raises TeamNameTaken."""
    try:
        await connection.execute(_RENAME, [team.name, now, team.id])
    except psycopg.errors.UniqueViolation as error:
        raise TeamNameTaken(team.name, team.year) from error


async def name_owners(connection: Connection, usernames: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Stores the login names of owners, by user; returns the id and the season of each team that changed."""
    return await connection.fetch_rows(_NAME, [list(usernames), list(usernames.values())])


async def leave(
    connection: Connection, now: datetime, *, team_id: str = "", user_ids: Sequence[str] = ()
) -> Sequence[tuple[str, str]]:
    """Makes a team, or those of some users, anonymous; returns the id and the season of each."""
    wanted = {"now": now, "team": team_id, "users": list(user_ids)}
    return await connection.fetch_rows(_LEAVE, wanted)


async def owners(reader: Reader, after: str, limit: int) -> Sequence[str]:
    """The users who have a team, were removed from a league, or guessed codes, in order."""
    return [row[0] for row in await reader.fetch_rows(_OWNERS, {"after": after, "limit": limit})]


async def lineup_for(reader: Reader, team_id: str, race: Race, at: datetime) -> SavedLineup | None:
    """The line-up that counts for a race: the one saved for it until a time, or the one that carries over."""
    return await _effective(reader, team_id, race, at, own=True)


async def carried_to(reader: Reader, team_id: str, race: Race, at: datetime) -> SavedLineup | None:
    """The line-up that counts for a race if none is saved for it."""
    return await _effective(reader, team_id, race, at, own=False)


async def save(connection: Connection, team_id: str, race: Race, lineup: Lineup, now: datetime) -> int:
    """Stores a line-up for a race. The table refuses one over the budget."""
    values = {
        "team": team_id,
        "race": race.id,
        "locks_at": race.locks_at,
        "drivers": [pick.driver_id for pick in lineup.picks],
        "prices": [pick.price for pick in lineup.picks],
        "captain": lineup.captain_id,
        "vice": lineup.vice_captain_id,
        "now": now,
    }
    return await connection.fetch_value(_SAVE, values)


async def history(
    reader: Reader,
    team_id: str,
    races: Sequence[Race],
    at: datetime,
    *,
    before: int,
    limit: int,
    counting: bool,
) -> tuple[list[SavedLineup], int]:
    """The line-ups saved for some races until a time, newest first, and their number.

    `counting` omits those that were replaced, or saved after the start of a session that was moved.
    """
    wanted = {
        "team": team_id,
        "races": [race.id for race in races],
        "locks": [race.locks_at for race in races],
        "at": at,
        "counting": counting,
    }
    rows = await reader.fetch_rows(_HISTORY, wanted | {"before": before, "limit": limit})
    return [saved_lineup(*row) for row in rows], await reader.fetch_value(_COUNT, wanted)


async def names_of(reader: Reader, driver_ids: Sequence[str]) -> dict[str, DriverName]:
    """How drivers are shown, by id."""
    return {row.id: row for row in await reader.fetch_all(DriverName, _NAMES, [list(driver_ids)])}


async def _effective(
    reader: Reader, team_id: str, race: Race, at: datetime, *, own: bool
) -> SavedLineup | None:
    wanted = {
        "team": team_id,
        "race": race.id,
        "locks_at": race.locks_at,
        "locked": race.is_locked(at),
        "at": at,
        "own": own,
    }
    rows = await reader.fetch_rows(_EFFECTIVE, wanted)
    return saved_lineup(*rows[0]) if rows else None


def saved_lineup(
    id: int,
    race_id: str,
    drivers: Sequence[str],
    prices: Sequence[Decimal],
    captain_id: str,
    vice_captain_id: str | None,
    saved_at: datetime,
) -> SavedLineup:
    picks = tuple(Pick(driver, price) for driver, price in zip(drivers, prices, strict=True))
    return SavedLineup(id, race_id, Lineup(picks, captain_id, vice_captain_id), saved_at)
