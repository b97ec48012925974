"""SQL on the teams of made-up players, and on when something happens in a season."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, LiteralString

import orjson

from league_service.f1.domain import SCORING
from league_service.f1.races.domain import Race
from league_service.f1.races.repository import COUNTING
from league_service.fantasy.replays.managers import Manager
from league_service.fantasy.teams.domain import Lineup
from league_service.fantasy.teams.repository import SavedLineup, saved_lineup
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_TEAMS: Final = (
    "INSERT INTO fantasy.teams (id, season_id, user_id, username, name, created_at, updated_at)"
    " SELECT r.id, %(world)s, r.user_id, r.username, r.name, r.created_at, r.created_at FROM"
    " jsonb_to_recordset(%(teams)s::jsonb)"
    " AS r(id text, user_id text, username text, name text, created_at timestamptz)"
    " ON CONFLICT DO NOTHING"
)
_LINEUPS: Final = (
    "INSERT INTO fantasy.lineups"
    " (season_id, team_id, race_id, locks_at, driver_ids, prices, captain_id, vice_captain_id, saved_at)"
    " SELECT %(world)s, r.team_id, %(race)s, %(locks_at)s, r.drivers, r.prices, r.captain, r.vice, %(now)s"
    " FROM jsonb_to_recordset(%(lineups)s::jsonb)"
    " AS r(team_id text, drivers text[], prices numeric[], captain text, vice text)"
)
_LATEST: Final[LiteralString] = (
    "SELECT DISTINCT ON (l.team_id) l.team_id, l.id, l.race_id, l.driver_ids, l.prices, l.captain_id,"
    " l.vice_captain_id, l.saved_at FROM fantasy.lineups l WHERE l.season_id = %s AND l.team_id = ANY(%s)"
    " ORDER BY l.team_id, l.id DESC"
)
_RESULTS: Final = (
    "SELECT DISTINCT e.round_id, f.effective_at FROM league.events e"
    " JOIN league.result_revisions f ON f.event_id = e.id"
    " WHERE e.round_id = ANY(%s) AND e.session = ANY(%s) AND f.status = ANY(%s) AND f.effective_at <= %s"
)


async def insert_teams(
    connection: Connection, world: str, managers: Iterable[Manager], now: datetime
) -> None:
    """Stores the teams of made-up players; those that exist stay as they are.

    Each is a microsecond older than the next one, so boards of equal replays are in the same order.
    """
    teams = [
        {
            "id": one.team_id,
            "user_id": one.user_id,
            "username": one.username,
            "name": one.team,
            "created_at": now + timedelta(microseconds=one.number),
        }
        for one in managers
    ]
    await connection.execute(_TEAMS, {"world": world, "teams": orjson.dumps(teams).decode()})


async def insert_lineups(
    connection: Connection, world: str, race: Race, lineups: Mapping[str, Lineup], now: datetime
) -> None:
    """Stores line-ups for a race, by team."""
    rows = [
        {
            "team_id": team,
            "drivers": [pick.driver_id for pick in lineup.picks],
            "prices": [str(pick.price) for pick in lineup.picks],
            "captain": lineup.captain_id,
            "vice": lineup.vice_captain_id,
        }
        for team, lineup in lineups.items()
    ]
    values = {"world": world, "race": race.id, "locks_at": race.locks_at, "now": now}
    await connection.execute(_LINEUPS, {**values, "lineups": orjson.dumps(rows).decode()})


async def latest_lineups(reader: Reader, world: str, teams: Sequence[str]) -> Mapping[str, SavedLineup]:
    """The last line-up of each team."""
    rows = await reader.fetch_rows(_LATEST, [world, list(teams)])
    return {team: saved_lineup(*row) for team, *row in rows}


async def result_times(reader: Reader, races: Sequence[Race], until: datetime) -> list[tuple[str, datetime]]:
    """When a result of a race that gives points took effect or changed, as (id of the race, time)."""
    wanted = [[race.id for race in races], list(SCORING), list(COUNTING), until]
    return [(race, at) for race, at in await reader.fetch_rows(_RESULTS, wanted)]
