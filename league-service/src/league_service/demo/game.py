"""The demo's fantasy Formula 1: a league of made-up players in the simulated season, and a past correction.

Line-ups and scores are those of a replay up to now, so the game looks as if it had been played all along.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from league_service.competition.competitions.repository import has_season
from league_service.competition.ledger.domain import ResultLine
from league_service.competition.results.domain import Report
from league_service.competition.results.operations import record_result
from league_service.competition.rules.book import RuleBook
from league_service.core.ids import replay_team_id
from league_service.demo import repository
from league_service.f1.domain import F1_SIMULATED, RACE_LENGTH
from league_service.f1.races.domain import Race
from league_service.f1.races.repository import lines_of, races_of
from league_service.f1.rules import f1_rules
from league_service.f1.seasons.domain import Season
from league_service.fantasy.leagues import repository as leagues
from league_service.fantasy.leagues.repository import NewLeague
from league_service.fantasy.players import SIMULATED
from league_service.fantasy.replays.managers import Manager
from league_service.fantasy.replays.playing import play, steps_of
from league_service.fantasy.replays.team_repository import insert_teams
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.demo import FIRST_ADMIN

_PLAYERS: Final = 14
_TEAMS: Final = [
    "3f6a4b1e-52e5-5a4b-9f0e-0c4a52f0d101",
    *(f"00000000-0000-4000-8000-0000000f11{number:02d}" for number in range(1, _PLAYERS)),
]
"""The teams that the contract's examples name; the first one is the first administrator's."""
_SEED: Final = "altsports"
_CORRECTED: Final = "monaco"
_AFTER: Final = timedelta(days=2)
_REASON: Final = "The third car was underweight and is disqualified (simulated)"
_STEWARDS: Final = "stewards"
_LEAGUE: Final = "00000000-0000-4000-8000-0000000f{:04d}"
"""The ids of the leagues that the contract's examples name."""


async def keep_demo_game(database: Database, clock: Clock) -> None:
    """Plays the simulated season up to now, unless it is played, and restores the leagues of the examples.

    It waits for the simulated season. The caller makes sure that this is not production.
    """
    now = clock.now()
    season = Season(F1_SIMULATED, now.year)
    world = season.id
    async with database.transaction() as connection:
        await repository.lock_game(connection)
        if not await has_season(connection, season.competition, season.year):
            return
        named = await repository.season_of_team(connection, _TEAMS[0]) in (None, world)
        managers = [_Player(_SEED, number, world, is_named=named) for number in range(_PLAYERS)]
        ids = [one.team_id for one in managers]
        if not await repository.existing_teams(connection, ids):
            await _play(connection, season, world, managers, now)
        if named and len(await repository.existing_teams(connection, ids)) == len(ids):
            await _restore_leagues(connection, world, managers, now)


@dataclass(frozen=True, slots=True)
class _Player(Manager):
    """A made-up player. The first one is the first administrator.

    Teams of the first season that is played have the ids of the examples, those of later ones are derived.
    """

    is_named: bool = True

    @property
    def team_id(self) -> str:
        return _TEAMS[self.number] if self.is_named else replay_team_id(self.world, self.number)

    @property
    def username(self) -> str:
        return f"player-{self.number}" if self.number else "admin"

    @property
    def user_id(self) -> str:
        return FIRST_ADMIN if self.number == 0 else f"{SIMULATED}{self.number}"


async def _play(
    connection: Connection, season: Season, world: str, managers: Sequence[Manager], now: datetime
) -> None:
    races = sorted(await races_of(connection, season, now), key=lambda race: race.locks_at)
    await insert_teams(connection, world, managers, min(races[0].locks_at - timedelta(days=30), now))
    there = await repository.existing_teams(connection, [one.team_id for one in managers])
    playing = [one for one in managers if one.team_id in there]
    await _correct(connection, races, now)
    for step in await steps_of(connection, races, now):
        if step.at <= now:
            await play(connection, season, world, step, playing)


async def _correct(connection: Connection, races: Sequence[Race], now: datetime) -> None:
    """Records that the stewards changed a result two days after a race: Monaco's, or the last one before."""
    past = [race for race in races if race.main.starts_at + RACE_LENGTH + _AFTER <= now]
    race = next((found for found in past if found.key.endswith(_CORRECTED)), past[-1] if past else None)
    if race is None:
        return
    lines = (await lines_of(connection, race, now))[race.main.id]
    changed = _without_third([row.line for row in lines])
    report = Report(
        reason=_REASON,
        source=_STEWARDS,
        request_id="demo",
        lines=tuple(zip((row.code for row in lines), changed, strict=True)),
    )
    at = race.main.starts_at + RACE_LENGTH + _AFTER
    await record_result(connection, race.main.id, report, RuleBook([f1_rules()]), at)


def _without_third(lines: Sequence[ResultLine]) -> list[ResultLine]:
    """The classification in order, without the third; whoever was behind moves up. Points follow from it."""
    places = count(1)
    changed: list[ResultLine] = []
    for line in lines:
        if line.rank == 3:
            changed.append(replace(line, rank=None, status="disqualified", points=None))
        else:
            rank = None if line.rank is None else next(places)
            changed.append(replace(line, rank=rank, points=None))
    return changed


async def _restore_leagues(
    connection: Connection, world: str, managers: Sequence[Manager], now: datetime
) -> None:
    """Stores the leagues of the examples in their first state."""
    me, *others = [one.team_id for one in managers]
    wanted: dict[int, tuple[str, str | None, str, list[str]]] = {
        1: ("Paddock Club", "PADDACKCUP", me, others[:6]),
        2: ("Rain Dancers", "RAKNDANCER", me, others[:2]),
        3: ("Sunday Drivers", None, others[0], others[1:9]),
        4: ("Gravel Trap", None, others[1], [me, *others[2:5]]),
        5: ("Empty Grid", "EMPTYGRKDD", me, []),
        6: ("Late Night Laps", "ACDEFGHJKM", others[2], others[3:8]),
    }
    for number, (name, code, owner, members) in wanted.items():
        id = _LEAGUE.format(1000 + number)
        await leagues.delete(connection, id)
        await leagues.insert(connection, NewLeague(id, world, name, code, owner, 100, None, None), now)
        for team in (owner, *members):
            await leagues.add_member(connection, id, team, now)
