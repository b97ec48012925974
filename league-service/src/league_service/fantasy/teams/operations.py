"""Creates teams and saves their line-ups. Locks follow from the schedule and the time, and are not stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from league_service.f1.drivers.repository import drivers_of, entered_in
from league_service.f1.races.domain import Race, named_race, open_race
from league_service.f1.races.repository import races_of
from league_service.f1.seasons.operations import get_season
from league_service.f1.worlds import World, Worlds
from league_service.fantasy.errors import (
    CaptainOutsideTeam,
    NoLineup,
    NotTeamOwner,
    RaceLocked,
    SeasonOver,
    SignInNeeded,
    TeamNotFound,
)
from league_service.fantasy.prices.operations import publish_list
from league_service.fantasy.teams import repository
from league_service.fantasy.teams.domain import Lineup, make_lineup
from league_service.fantasy.teams.renaming import name_owners, report_renamed
from league_service.fantasy.teams.repository import DriverName, SavedLineup, TeamRow
from service_kit.caller import Caller, current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader


@dataclass(frozen=True, slots=True)
class Shown:
    """A line-up for a race, with what is shown of its drivers."""

    race: Race
    saved: SavedLineup
    drivers: Mapping[str, DriverName]
    entered: frozenset[str]

    @property
    def carried_over(self) -> bool:
        """Whether it was saved for an earlier race."""
        return self.saved.race_id != self.race.id


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request asks for. None keeps what the team has, an empty vice-captain is none."""

    driver_ids: Sequence[str] | None
    captain_id: str | None
    vice_captain_id: str | None
    race: str


async def create_team(
    connection: Connection, caller: Caller, name: str, year: int | None, now: datetime
) -> TeamRow:
    """Adds the team of a user. Raises SeasonNotFound, TeamExists, TeamNameTaken, SeasonOver."""
    season = await get_season(connection, year, now)
    races = await races_of(connection, season, now)
    is_over = bool(races) and open_race(races, now) is None
    if is_over and await repository.find_of_user(connection, caller.principal, season.id) is None:
        raise SeasonOver(season.year, now)
    team = TeamRow(
        str(uuid4()),
        season.id,
        season.competition.simulated,
        season.year,
        caller.principal,
        caller.username,
        " ".join(name.split()),
        now,
    )
    await repository.insert(connection, team)
    return team


async def read_team(reader: Reader, worlds: Worlds, request: Any) -> tuple[TeamRow, World]:
    """A team of a request, and its season or replay at the time of the request.

    A team of a replay is always seen at the time of the replay. Raises TeamNotFound, also for a team that is
    not in the replay of the request; SignInNeeded, ReplayNotFound, InvalidMoment.
    """
    replay = (await worlds.find_replay(reader, request.replay)).id if request.replay else ""
    team = await repository.find(reader, request.team_id)
    if not (current_caller().is_authenticated or (team is not None and team.made_up)):
        raise SignInNeeded("the teams of other players")
    if team is None or replay not in ("", team.world):
        raise TeamNotFound(request.team_id)
    if team.world == team.season.id:
        return team, worlds.live(team.season, request.as_of)
    return team, (await worlds.find_replay(reader, team.world)).as_of(request.as_of)


async def own_team(connection: Connection, caller: Caller, team_id: str, now: datetime) -> TeamRow:
    """The team, which nobody else changes until the transaction ends. Raises TeamNotFound, NotTeamOwner."""
    team = await repository.find_locked(connection, team_id)
    if team is None:
        raise TeamNotFound(team_id)
    if team.user_id != caller.principal:
        raise NotTeamOwner(team_id)
    if caller.username and caller.username != team.username:
        team = replace(team, username=caller.username)
        await name_owners(connection, {team.user_id: caller.username}, now)
    return team


async def rename_team(
    connection: Connection, caller: Caller, team_id: str, name: str, now: datetime
) -> TeamRow:
    """Raises TeamNotFound, NotTeamOwner, TeamNameTaken."""
    team = await own_team(connection, caller, team_id, now)
    renamed = replace(team, name=" ".join(name.split()))
    await repository.rename(connection, renamed, now)
    await report_renamed(connection, [(team.id, team.world)], now)
    return renamed


async def save_lineup(
    connection: Connection, caller: Caller, team_id: str, wanted: Wanted, clock: Clock
) -> Shown:
    """Saves a line-up for a race. The time is read while nobody else can change the team.

    Raises TeamNotFound, NotTeamOwner, RaceNotFound, RaceLocked, SeasonOver, NoLineup and the errors of
    make_lineup.
    """
    team = await own_team(connection, caller, team_id, clock.now())
    now = clock.now()
    races = await races_of(connection, team.season, now)
    race = _race_to_save(team, races, wanted.race, now)
    prices = await publish_list(connection, team.season, races, race, now)
    carried = await repository.carried_to(connection, team.id, race, now)
    current = await repository.lineup_for(connection, team.id, race, now)
    lineup = await _make(connection, team, wanted, current, carried, prices.prices)
    saved_id = await repository.save(connection, team.id, race, lineup, now)
    return await show(connection, race, SavedLineup(saved_id, race.id, lineup, now))


async def show(connection: Connection, race: Race, saved: SavedLineup) -> Shown:
    """The line-up with what is shown of its drivers."""
    ids = [pick.driver_id for pick in saved.lineup.picks]
    return Shown(
        race,
        saved,
        await repository.names_of(connection, ids),
        await entered_in(connection, race.id) or frozenset(ids),
    )


async def visible_lineup(connection: Connection, team: TeamRow, caller: Caller, at: datetime) -> Shown | None:
    """The line-up at a time: the owner sees that of the next race, others that of the last locked one."""
    races = await races_of(connection, team.season, at)
    locked = [race for race in races if race.is_locked(at)]
    last = max(locked, key=lambda race: race.locks_at, default=None)
    race = (open_race(races, at) or last) if team.user_id == caller.principal else last
    saved = None if race is None else await repository.lineup_for(connection, team.id, race, at)
    return None if race is None or saved is None else await show(connection, race, saved)


def _race_to_save(team: TeamRow, races: Sequence[Race], name: str, now: datetime) -> Race:
    following = open_race(races, now)
    if not name:
        if following is None:
            raise SeasonOver(team.year, now)
        return following
    race = named_race(races, name)
    if race.is_locked(now):
        raise RaceLocked(race.key, race.locks_at, None if following is None else following.key)
    return race


async def _make(
    connection: Connection,
    team: TeamRow,
    wanted: Wanted,
    current: SavedLineup | None,
    carried: SavedLineup | None,
    prices: Mapping[str, Decimal],
) -> Lineup:
    """The line-up that a request asks for, in place of the current one."""
    if wanted.driver_ids is None and current is None:
        raise NoLineup(team.id)
    before = None if current is None else current.lineup
    kept = [found.lineup for found in (carried, current) if found is not None]
    paid = {pick.driver_id: pick.price for lineup in kept for pick in lineup.picks}
    ids = await _ids_by_name(connection, team, list(paid))
    known = [] if before is None else [pick.driver_id for pick in before.picks]
    drivers = known if wanted.driver_ids is None else [ids.get(name, name) for name in wanted.driver_ids]
    captain = before.captain_id if before is not None and before.captain_id in drivers else ""
    vice = before.vice_captain_id if before is not None and before.vice_captain_id in drivers else None
    if wanted.captain_id is not None:
        captain = ids.get(wanted.captain_id, wanted.captain_id)
    if wanted.vice_captain_id is not None:
        vice = ids.get(wanted.vice_captain_id, wanted.vice_captain_id) or None
    elif vice == captain:
        vice = None
    if wanted.captain_id == "":
        raise CaptainOutsideTeam.stranger("captain_id", "")
    return make_lineup(
        drivers,
        captain_id=captain or next(iter(drivers), ""),
        vice_captain_id=vice,
        paid=paid,
        prices=prices,
        season=team.year,
    )


async def _ids_by_name(connection: Connection, team: TeamRow, kept: Sequence[str]) -> Mapping[str, str]:
    """The ids of drivers by their keys."""
    rows = await drivers_of(connection, team.season)
    names = await repository.names_of(connection, kept)
    return {row.key: row.id for row in (*rows, *names.values())}
