"""Reads and changes answers to invitations for a member of the club."""

from datetime import datetime
from zoneinfo import ZoneInfo

from altsports.contract.resources import load_nouns
from league_service.clubs import access as club
from league_service.clubs.engine.access import Access
from league_service.clubs.errors import NotInvited, RecordNotFound, ResponsesClosed
from league_service.clubs.occasions import repository as occasions
from league_service.clubs.occasions.domain import Noun, Occasion
from league_service.clubs.responses import repository
from league_service.clubs.responses.domain import Answer, Person, Response, as_seen
from league_service.clubs.sight import check_player
from league_service.clubs.squads import player_id_of, plays_for, user_id_of
from service_kit.caller import Caller
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader


async def list_responses(
    reader: Reader, access: Access, caller: Caller, noun: Noun, occasion_id: str
) -> tuple[Occasion, list[Response]]:
    """The answers as the caller may see them. Raises RecordNotFound."""
    occasion = await _occasion(reader, access, noun, occasion_id)
    own = (await _self(reader, caller)).key
    found = await repository.listed(reader, access.organisation, occasion_id)
    return occasion, [as_seen(each, own, only_plays=access.only_plays) for each in found]


async def set_response(
    connection: Connection,
    access: Access,
    caller: Caller,
    noun: Noun,
    occasion_id: str,
    answer: Answer,
    reason: str | None,
    player_id: str | None,
    now: datetime,
) -> tuple[Occasion, Response, bool]:
    """Stores an answer, and returns whether it is news.

    Raises RecordNotFound, ResponsesClosed, InsufficientPermissions, UnknownReference.
    """
    occasion = await _open(connection, access, noun, occasion_id, now)
    person = await _person(connection, access, caller, player_id)
    await _check_invited(connection, access, occasion, person)
    response = Response(
        person.key, person.player_id, person.user_id, answer, reason or None, now, caller.user_id
    )
    is_news = await repository.store(connection, access.organisation, noun, occasion_id, response)
    stored = await repository.find(connection, access.organisation, occasion_id, person.key)
    return occasion, stored or response, is_news


async def delete_response(
    connection: Connection,
    access: Access,
    caller: Caller,
    noun: Noun,
    occasion_id: str,
    player_id: str | None,
    now: datetime,
) -> tuple[Occasion, Person | None]:
    """Takes an answer back; returns whose it was, or None if there is none.

    Raises RecordNotFound, ResponsesClosed, InsufficientPermissions, UnknownReference.
    """
    occasion = await _open(connection, access, noun, occasion_id, now)
    person = await _person(connection, access, caller, player_id)
    gone = await repository.delete(connection, access.organisation, occasion_id, person.key)
    return occasion, person if gone else None


async def _occasion(
    reader: Reader, access: Access, noun: Noun, occasion_id: str, *, lock: bool = False
) -> Occasion:
    found = await occasions.find(reader, access, noun, occasion_id, lock=lock)
    if found is None:
        raise RecordNotFound(load_nouns()[noun].singular, occasion_id, f"/api/v1/football/{noun}")
    return found


async def _open(
    connection: Connection, access: Access, noun: Noun, occasion_id: str, now: datetime
) -> Occasion:
    occasion = await _occasion(connection, access, noun, occasion_id, lock=True)
    if not occasion.is_open(now):
        raise ResponsesClosed(occasion.closes_at, is_off=occasion.is_off)
    return occasion


async def _person(connection: Connection, access: Access, caller: Caller, player_id: str | None) -> Person:
    """Who answers: the caller, or the player whom a coach names."""
    own = await _self(connection, caller)
    if player_id is None or player_id == own.player_id:
        return own
    club.require(caller, "football:write")
    await check_player(connection, access, player_id)
    return Person(player_id, await user_id_of(connection, access, player_id))


async def _check_invited(connection: Connection, access: Access, occasion: Occasion, person: Person) -> None:
    if person.player_id is None or not occasion.team_ids:
        return
    day = occasion.starts_at.astimezone(ZoneInfo(occasion.time_zone)).date()
    if not await plays_for(connection, access, person.player_id, occasion.team_ids, day):
        raise NotInvited(day)


async def _self(reader: Reader, caller: Caller) -> Person:
    return Person(await player_id_of(reader, caller), caller.user_id)
