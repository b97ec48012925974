"""Lists, finds, creates, updates and deletes leagues."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from altsports.league.v1 import leagues_pb2 as pb
from altsports.league.v1.events_models import LeagueCreated, LeagueDeleted, LeagueUpdated
from league_service.catalogue.errors import InvalidLeagueQuery, LeagueExists, LeagueNotFound
from league_service.catalogue.leagues import events, repository
from league_service.catalogue.leagues.domain import ADMIN, League, league_id, location_of
from league_service.catalogue.leagues.repository import Page
from league_service.catalogue.leagues.rules import FactCheck, given, unknown_sport
from league_service.catalogue.leagues.search import Found, Search, search_leagues
from league_service.catalogue.leagues.search_index import index_leagues
from league_service.core.paging import Position
from league_service.core.text import normalise
from league_service.core.vocabulary.levels import find_level, level_keys
from league_service.core.vocabulary.places import known_places, place_name
from league_service.core.vocabulary.repository import SportBook
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_PLAIN = ("website", "abbreviation", "founded_year", "status")


async def list_leagues(
    reader: Reader, book: SportBook, request: pb.ListLeaguesRequest, after: Position | None
) -> Page:
    """Returns a page of the best-known leagues of a sport and level."""
    return await repository.list_leagues(
        reader,
        await sport_keys(reader, book, request.sport),
        request.level,
        place_name(request.location),
        limit=request.page_size,
        after=after,
    )


async def other_levels(
    reader: Reader, book: SportBook, request: pb.ListLeaguesRequest
) -> list[tuple[str, int]]:
    """Returns the levels that a list leaves out, with their numbers of leagues, highest first."""
    sports = await sport_keys(reader, book, request.sport)
    counts = await repository.count_by_level(reader, sports, place_name(request.location))
    return [(level, counts[level]) for level in level_keys() if level in counts and level != request.level]


async def find_leagues(
    connection: Connection, book: SportBook, request: pb.SearchLeaguesRequest, after: Position | None
) -> Found:
    """Returns a page of the leagues that match words and filters."""
    search = Search(
        words=request.query,
        named_sport=book.named(request.query),
        sports=await sport_keys(connection, book, request.sport) if request.sport.strip() else None,
        level=level_key(request.level),
        location=place_name(request.location),
        sort=request.sort,
    )
    return await search_leagues(connection, search, limit=request.page_size, after=after)


async def sport_keys(reader: Reader, book: SportBook, text: str) -> list[str]:
    """Returns the sports that a filter selects. Raises InvalidLeagueQuery for an unknown word."""
    keys = await book.matching(reader, text)
    if not keys:
        vocabulary = await book.refresh(reader)
        raise InvalidLeagueQuery(
            unknown_sport(vocabulary, text), field="sport", recovery=["Try different sport name"]
        )
    return keys


def level_key(text: str) -> str | None:
    """Returns the level that a filter selects, None for any. Raises InvalidLeagueQuery if it is unknown."""
    if not text.strip():
        return None
    found = find_level(text) if normalise(text) else None
    if found is None:
        problem = f"Level must be one of: {', '.join(level_keys())}"
        raise InvalidLeagueQuery(problem, field="level", recovery=["Try different level"])
    return found


async def create_league(
    connection: Connection, book: SportBook, request: pb.CreateLeagueRequest, now: datetime
) -> League:
    """Creates a league with the facts of the request. Raises InvalidLeague, LeagueExists."""
    vocabulary = await book.refresh(connection)
    check = FactCheck(vocabulary)
    name, sport, level = check.name(request.name), check.sport(request.sport), check.level(request.level)
    check.founded_year(request.founded_year, now.year)
    check.done()
    places = _places(request)
    facts = given(request, "website", "abbreviation", "founded_year", "member_count")
    league = League(
        id=league_id(sport, places, name),
        name=name,
        sport=sport,
        level=level,
        places=places,
        location=request.location.strip() or location_of(places),
        fact_sources=dict.fromkeys(("name", "level", "places", *facts), ADMIN),
        **facts,
    )
    await _refuse_double(connection, league)
    if not await repository.insert_league(connection, league, now):
        raise LeagueExists(league.name, league.id)
    await index_leagues(connection, [league], vocabulary)
    await events.append(connection, LeagueCreated, league, now)
    return league


async def update_league(
    connection: Connection, book: SportBook, request: pb.UpdateLeagueRequest, now: datetime
) -> None:
    """Changes the facts that the request contains. Raises LeagueNotFound, InvalidLeague, LeagueExists."""
    league = await repository.find_league(connection, request.league_id, lock=True)
    if league is None:
        raise LeagueNotFound(request.league_id)
    vocabulary = await book.refresh(connection)
    check = FactCheck(vocabulary)
    check.founded_year(request.founded_year, now.year)
    changes = _changes(request, league, check)
    check.done()
    owners = dict(league.fact_sources) | dict.fromkeys(changes, ADMIN)
    changed = replace(league, **changes, fact_sources=owners)
    if replace(changed, fact_sources=league.fact_sources) == league:
        return
    if {"name", "sport", "places"} & changes.keys():
        await _refuse_double(connection, changed)
    await repository.update_leagues(connection, [changed], now)
    await index_leagues(connection, [changed], vocabulary)
    await events.append(connection, LeagueUpdated, changed, now)


async def delete_league(connection: Connection, league_id: str, now: datetime) -> None:
    """Deletes a league with its sources and partnerships. Raises LeagueNotFound."""
    deleted = await repository.delete_league(connection, league_id, now)
    if deleted is None:
        raise LeagueNotFound(league_id)
    name, sport = deleted
    await events.append(connection, LeagueDeleted, League(league_id, name, sport), now)


def _changes(request: pb.UpdateLeagueRequest, league: League, check: FactCheck) -> dict[str, Any]:
    changes: dict[str, Any] = dict(given(request, *_PLAIN))
    if request.HasField("name"):
        changes["name"] = check.name(request.name)
    if request.HasField("sport"):
        changes["sport"] = check.sport(request.sport)
    if request.HasField("level"):
        changes |= {"level": check.level(request.level), "level_inferred": False}
    if request.HasField("member_count"):
        changes |= {"member_count": request.member_count, "member_count_as_of": ""}
    if request.HasField("country") or request.HasField("location"):
        changes["places"] = _places(request) or (() if request.HasField("country") else league.places)
        changes["location"] = request.location.strip() or location_of(changes["places"])
    return changes


def _places(request: pb.CreateLeagueRequest | pb.UpdateLeagueRequest) -> tuple[str, ...]:
    """The country, otherwise the countries and regions that the location names."""
    if request.country.strip():
        return (place_name(request.country),)
    return tuple(known_places(request.location))


async def _refuse_double(connection: Connection, league: League) -> None:
    """Raises LeagueExists if the sport has another league with this name in the same place."""
    name = normalise(league.name)
    for other in await repository.find_same_name(connection, league.sport, league.name):
        if (
            other.id != league.id
            and normalise(other.name) == name
            and _share_place(other.places, league.places)
        ):
            raise LeagueExists(other.name, other.id)


def _share_place(left: Sequence[str], right: Sequence[str]) -> bool:
    return bool(set(left) & set(right)) or not (left or right)
