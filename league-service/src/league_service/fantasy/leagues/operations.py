"""Creates, finds, changes and deletes leagues of players."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from altsports.fantasy.v1 import f1_leagues_pb2 as pb
from altsports.fantasy.v1.events_models import FantasyF1LeagueChanged
from league_service.core.moments import read_moment
from league_service.core.schema import SCHEMA
from league_service.f1.errors import RaceNotFound
from league_service.f1.races.repository import find_race
from league_service.f1.seasons.domain import Season
from league_service.f1.seasons.operations import get_season
from league_service.f1.worlds import Worlds, year_of
from league_service.fantasy.errors import (
    BelowMembers,
    FantasyLeagueNotFound,
    JoinUntilPast,
    NoCodeToRenew,
    NotAMember,
    NoTeamYet,
    NotTheOwner,
    SignInNeeded,
    TooManyLeagues,
)
from league_service.fantasy.leagues import repository
from league_service.fantasy.leagues.domain import MOST_LEAGUES, League, new_code
from league_service.fantasy.leagues.repository import NewLeague
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader
from service_kit.events.outbox import append_events


async def visible(reader: Reader, league_id: str, user_id: str) -> League:
    """Returns a league that a user may see; without one, a public league of a made-up player.

    Raises FantasyLeagueNotFound, also for strangers of a private league, and SignInNeeded.
    """
    league = await repository.find(reader, league_id)
    if not user_id:  # whether a league exists is not for strangers to know
        if league is not None and league.code is None and league.made_up:
            return league
        raise SignInNeeded("the leagues of other players")
    if league is None or (
        league.code is not None and not await repository.has_player(reader, league_id, user_id)
    ):
        raise FantasyLeagueNotFound(league_id)
    return league


async def time_of(reader: Reader, worlds: Worlds, request: Any) -> datetime | None:
    """The time at which a request asks about a league; None is now. A replay has no leagues of players.

    Raises InvalidMoment; ReplayNotFound, and FantasyLeagueNotFound for any other replay.
    """
    if request.replay:
        await worlds.find_replay(reader, request.replay)
        refused = FantasyLeagueNotFound(request.league_id)
        refused.recovery.insert(0, "Leave replay out: leagues of players are not part of replays")
        raise refused
    return worlds.time(request.as_of) if request.as_of else None


async def owned(connection: Connection, league_id: str, user_id: str) -> League:
    """Locks a league for its owner. Raises FantasyLeagueNotFound, NotTheOwner."""
    await visible(connection, league_id, user_id)
    league = await repository.lock(connection, league_id)
    if league is None:
        raise FantasyLeagueNotFound(league_id)
    if league.owner_user_id != user_id:
        raise NotTheOwner(league_id, league.owner)
    return league


async def create_league(
    connection: Connection, request: pb.CreateF1LeagueRequest, user_id: str, now: datetime
) -> str:
    """Creates a league whose owner is its first member. Raises SeasonNotFound, RaceNotFound, NoTeamYet,
    InvalidMoment, JoinUntilPast, TooManyLeagues."""
    season = await get_season(connection, year_of(request), now)
    join_until = _join_until(request.join_until, now)
    first_race_id = await _first_race(connection, season, request.first_race, now)
    team_id = await repository.lock_team(connection, season.id, user_id)
    if team_id is None:
        raise NoTeamYet(season.year)
    await check_room(connection, team_id)
    league = NewLeague(
        str(uuid4()),
        season.id,
        request.name.strip(),
        new_code() if request.visibility == "private" else None,
        team_id,
        request.max_members,
        first_race_id,
        join_until,
    )
    await repository.insert(connection, league, now)
    await repository.add_member(connection, league.id, team_id, now)
    return league.id


async def check_room(connection: Connection, team_id: str) -> None:
    """Raises TooManyLeagues if a locked team is in as many leagues as it may be."""
    if await repository.count_of_team(connection, team_id) >= MOST_LEAGUES:
        raise TooManyLeagues(MOST_LEAGUES)


async def update_league(
    connection: Connection, request: pb.UpdateF1LeagueRequest, user_id: str, now: datetime
) -> None:
    """Changes what the request contains. Raises FantasyLeagueNotFound, NotTheOwner, BelowMembers,
    InvalidMoment, JoinUntilPast."""
    league = await owned(connection, request.league_id, user_id)
    if request.HasField("name"):
        league = replace(league, name=request.name.strip())
    if request.HasField("max_members"):
        if request.max_members < league.members:
            raise BelowMembers(league.id, league.members)
        league = replace(league, max_members=request.max_members)
    if request.HasField("join_until"):
        league = replace(league, join_until=_join_until(request.join_until, now))
    await repository.update(connection, league, now)


async def renew_code(connection: Connection, league_id: str, user_id: str, now: datetime) -> None:
    """Gives a private league another code. Raises FantasyLeagueNotFound, NotTheOwner, NoCodeToRenew."""
    league = await owned(connection, league_id, user_id)
    if league.code is None:
        raise NoCodeToRenew(league_id)
    await repository.update(connection, replace(league, code=new_code()), now)


async def transfer(connection: Connection, league_id: str, team_id: str, user_id: str, now: datetime) -> None:
    """Makes another member the owner. Raises FantasyLeagueNotFound, NotTheOwner, NotAMember."""
    league = await owned(connection, league_id, user_id)
    if not await repository.is_member(connection, league_id, team_id):
        raise NotAMember(league_id, team_id)
    await repository.update(connection, replace(league, owner_id=team_id), now)


async def delete_league(connection: Connection, league_id: str, user_id: str, now: datetime) -> None:
    """Deletes a league. Raises FantasyLeagueNotFound, NotTheOwner."""
    await owned(connection, league_id, user_id)
    await repository.delete(connection, league_id)
    await announce(connection, league_id, now)


async def announce(connection: Connection, league_id: str, now: datetime) -> None:
    """Reports that the members of a league changed, which purges its cached boards."""
    await append_events(connection, SCHEMA, FantasyF1LeagueChanged(league_id=league_id), time=now)


def _join_until(text: str, now: datetime) -> datetime | None:
    if not text.strip():
        return None
    until = read_moment(text, now, "join_until")
    if until <= now:
        raise JoinUntilPast.at(
            "join_until", f"join_until must be after now, {now:%Y-%m-%dT%H:%M:%SZ}; leave it out for no end"
        )
    return until


async def _first_race(connection: Connection, season: Season, race: str, now: datetime) -> str | None:
    if not race.strip():
        return None
    found = await find_race(connection, race, now, competition=season.competition)
    if found is None or found.of_season != season:
        raise RaceNotFound(race, season.year)
    return found.id
