"""Reminds players a day before the lock whose team misses something, of each thing once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from altsports.fantasy.v1.notices_models import FantasyF1LineupIncomplete
from league_service.core.schema import SCHEMA
from league_service.f1.races.domain import Race, next_open
from league_service.f1.races.repository import races_of
from league_service.f1.seasons.domain import Season, season_in
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.notices.posting import post_notice

AHEAD: Final = timedelta(hours=24)

_SEASONS: Final = (
    "SELECT DISTINCT c.simulated, s.year FROM fantasy.teams t JOIN league.seasons s ON s.id = t.season_id"
    " JOIN league.competitions c ON c.id = s.competition_id WHERE t.deleted_at IS NULL"
    " AND s.year >= %s ORDER BY c.simulated, s.year"
)
_MISSING: Final = (
    "WITH chosen AS (SELECT DISTINCT ON (l.team_id) l.team_id, l.driver_ids FROM fantasy.lineups l"
    " WHERE l.season_id = %(season)s AND (l.race_id = %(race)s OR l.locks_at <= %(locks_at)s)"
    " ORDER BY l.team_id, (l.race_id = %(race)s) DESC, l.locks_at DESC, l.id DESC),"
    " missing AS (SELECT t.id AS team_id, t.user_id, 'your team has no drivers' AS about FROM fantasy.teams t"
    " LEFT JOIN chosen c ON c.team_id = t.id"
    " WHERE t.season_id = %(season)s AND t.deleted_at IS NULL AND c.team_id IS NULL"
    " UNION ALL SELECT t.id, t.user_id, coalesce(p.corrections ->> 'name', p.name) || ' is not entered'"
    " FROM chosen c JOIN fantasy.teams t ON t.id = c.team_id AND t.deleted_at IS NULL"
    " CROSS JOIN LATERAL unnest(c.driver_ids) AS d(driver_id) JOIN league.people p ON p.id = d.driver_id"
    " WHERE EXISTS (SELECT FROM league.entries n WHERE n.round_id = %(race)s AND n.entered)"
    " AND NOT EXISTS (SELECT FROM league.entries n WHERE n.round_id = %(race)s"
    " AND n.person_id = d.driver_id AND n.entered)),"
    " reminded AS (INSERT INTO fantasy.reminders (race_id, team_id, about, sent_at)"
    " SELECT %(race)s, team_id, about, %(now)s FROM missing ON CONFLICT DO NOTHING"
    " RETURNING team_id, about)"
    " SELECT r.about, array_agg(m.user_id ORDER BY m.user_id) AS users FROM reminded r"
    " JOIN missing m ON m.team_id = r.team_id AND m.about = r.about GROUP BY r.about ORDER BY r.about"
)


@dataclass(frozen=True, slots=True)
class Missing:
    """What some players miss."""

    about: str
    users: list[str]


class Reminders:
    """Posts the reminders of all seasons that are played."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def remind(self) -> None:
        """Reminds of the next lock of each season if it is within a day."""
        now = self._clock.now()
        async with self._database.read() as connection:
            seasons = await connection.fetch_rows(_SEASONS, [now.year - 1])
        for simulated, year in seasons:
            async with self._database.transaction() as connection:
                await remind_season(connection, season_in(year, simulated=simulated), now)


async def remind_season(connection: Connection, season: Season, now: datetime) -> int:
    """Reminds the players of a season; returns of how many things."""
    race = next_open(await races_of(connection, season, now), now)
    if race is None or race.locks_at - now > AHEAD:
        return 0
    id = season.id
    wanted = {"season": id, "race": race.id, "locks_at": race.locks_at, "now": now}
    found = await connection.fetch_all(Missing, _MISSING, wanted)
    for missing in found:
        await post_notice(connection, SCHEMA, _notice(race, missing.about), to=missing.users)
    return len(found)


def _notice(race: Race, missing: str) -> FantasyF1LineupIncomplete:
    return FantasyF1LineupIncomplete(
        race_id=race.id,
        race=race.name,
        race_key=race.key,
        missing=missing,
        lock=f"{race.locks_at:%-d %B %Y at %H:%M} UTC",
    )
