"""Who joins, leaves, and is removed. The lock of the league's row decides who gets the last place."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from league_service.fantasy.errors import (
    AlreadyAMember,
    FantasyLeagueClosed,
    FantasyLeagueFull,
    FantasyLeagueNotFound,
    NotAMember,
    NoTeamYet,
    OwnerCannotLeave,
    RemovedFromLeague,
)
from league_service.fantasy.leagues import repository
from league_service.fantasy.leagues.domain import League, normal_code
from league_service.fantasy.leagues.guessing import forget_guesses
from league_service.fantasy.leagues.operations import announce, check_room, owned, visible
from service_kit.db.connection import Connection


async def join(connection: Connection, league_id: str, code: str, user_id: str, now: datetime) -> str:
    """Adds the player's team to a public league, or to a private one with its code. Returns its id.

    Raises FantasyLeagueNotFound, NoTeamYet, AlreadyAMember, RemovedFromLeague, FantasyLeagueClosed,
    FantasyLeagueFull, TooManyLeagues.
    """
    league = await repository.find(connection, league_id)
    if league is None or not (
        league.code is None
        or league.has_code(code)
        or await repository.has_player(connection, league_id, user_id)
    ):
        raise FantasyLeagueNotFound(league_id)
    await _join(connection, league, user_id, now)
    return league.id


async def join_by_code(connection: Connection, code: str, user_id: str, now: datetime) -> str:
    """The same for the private league with a code."""
    league = await repository.find_by_code(connection, normal_code(code))
    if league is None:
        raise FantasyLeagueNotFound()
    await _join(connection, league, user_id, now)
    return league.id


async def _join(connection: Connection, seen: League, user_id: str, now: datetime) -> None:
    team_id = await repository.lock_team(connection, seen.season_id, user_id)
    if team_id is None:
        raise NoTeamYet(seen.year)
    league = await repository.lock(connection, seen.id)
    if league is None or league.code != seen.code:  # deleted, or given another code, since it was found
        raise FantasyLeagueNotFound(seen.id)
    if await repository.is_member(connection, league.id, team_id):
        raise AlreadyAMember(league.id)
    if await repository.was_removed(connection, league.id, user_id):
        raise RemovedFromLeague(league.id)
    if league.join_until is not None and league.is_closed(now):
        raise FantasyLeagueClosed(league.id, f"{league.join_until:%Y-%m-%dT%H:%M:%SZ}")
    if league.members >= league.max_members:
        raise FantasyLeagueFull(league.id, league.max_members)
    await check_room(connection, team_id)
    await repository.add_member(connection, league.id, team_id, now)
    await announce(connection, league.id, now)


async def leave(connection: Connection, league_id: str, user_id: str, now: datetime) -> None:
    """Ends the membership of a player. Raises FantasyLeagueNotFound, NotAMember, OwnerCannotLeave."""
    await visible(connection, league_id, user_id)
    league = await repository.lock(connection, league_id)
    if league is None:
        raise FantasyLeagueNotFound(league_id)
    if league.owner_user_id == user_id:
        raise OwnerCannotLeave(league_id)
    team_id = await repository.team_of(connection, league.season_id, user_id)
    await _end(connection, league, team_id or "", now)


async def remove(connection: Connection, league_id: str, team_id: str, user_id: str, now: datetime) -> None:
    """Removes a member for good. Raises FantasyLeagueNotFound, NotTheOwner, NotAMember, OwnerCannotLeave."""
    league = await owned(connection, league_id, user_id)
    if league.owner_id == team_id:
        raise OwnerCannotLeave(league_id)
    player = await repository.user_of(connection, team_id)
    await _end(connection, league, team_id, now, removed_user_id=player)


async def _end(
    connection: Connection, league: League, team_id: str, now: datetime, *, removed_user_id: str | None = None
) -> None:
    if not await repository.is_member(connection, league.id, team_id):
        raise NotAMember(league.id, team_id)
    await repository.end_membership(connection, league.id, team_id, now, removed_user_id=removed_user_id)
    await announce(connection, league.id, now)


async def withdraw(connection: Connection, team_ids: Sequence[str], now: datetime) -> None:
    """Takes teams that are deleted out of their leagues, in the transaction that deletes them.

    A league that one of them owns passes to the member who has been in it for longest, and goes with the last
    member.
    """
    for league_id, team_id in await repository.memberships_of(connection, team_ids):
        league = await repository.lock(connection, league_id)
        if league is None:
            continue
        if league.owner_id == team_id:
            heir = await repository.longest_member(connection, league_id, but=team_id)
            if heir is None:
                await repository.delete(connection, league_id)
                continue
            await repository.update(connection, replace(league, owner_id=heir), now)
        await repository.end_membership(connection, league_id, team_id, now)
        await announce(connection, league_id, now)


async def forget_players(connection: Connection, user_ids: Sequence[str]) -> None:
    """Forgets what leagues keep of closed accounts. Their teams are withdrawn as they are deleted."""
    await repository.forget_removals(connection, user_ids)
    await forget_guesses(connection, user_ids)
