"""Records quotes."""

from datetime import datetime

from league_service.competition.competitions import events
from league_service.competition.competitions.operations import locate_event
from league_service.competition.competitions.reading import Place, competitors_of_event
from league_service.competition.competitions.repository import bump_season, lock_competition
from league_service.competition.errors import InvalidLine, LineTooLate
from league_service.competition.lines import repository
from league_service.competition.lines.domain import Quote
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader


async def record_quote(connection: Connection, event_id: str, quote: Quote) -> tuple[Place, Quote, bool]:
    """Records a quote; returns the event, the current quote, and whether it is new.

    Raises EventNotFound, InvalidLine, LineTooLate.
    """
    check_quote(quote)
    place = await locate_event(connection, event_id)
    await lock_competition(connection, place.competition)
    if quote.taken_at >= place.scheduled_at:
        raise LineTooLate(f"{place.key} began at {place.scheduled_at.isoformat()}", event_id=place.id)
    if not all(await sides_of(connection, place.id)):
        raise InvalidLine("a quote requires an event with a home and an away side", event_id=place.id)
    standing = await _standing(connection, place.id, quote)
    if standing is not None and standing.values == quote.values:
        return place, standing, False
    now: datetime = quote.taken_at
    await repository.insert_quote(connection, place.id, quote)
    await bump_season(connection, place.competition, place.season, now)
    event = (place.id, place.key)
    await events.append_line(connection, place.owner, place.season, event=event, market=quote.market, now=now)
    return place, quote, True


async def sides_of(reader: Reader, event_id: str) -> tuple[str, str]:
    """The codes of home and away; empty if the event has no sides."""
    competitors = await competitors_of_event(reader, event_id)
    codes = {competitor.side: competitor.code for competitor in competitors}
    return codes.get("home", ""), codes.get("away", "")


def check_quote(quote: Quote) -> None:
    """Raises InvalidLine if the market and the values do not match."""
    if (quote.market == "moneyline") != (quote.point is None):
        raise InvalidLine(
            "a spread or total requires a point, a moneyline has none", recovery=["Correct `point`"]
        )
    if quote.market == "moneyline" and quote.home_price is None and quote.away_price is None:
        raise InvalidLine("a moneyline requires a price", recovery=["Set home_price or away_price"])
    if quote.market == "total" and (quote.point or 0) <= 0:
        raise InvalidLine("a total must be greater than 0", recovery=["Correct `point`"])
    for price in (quote.home_price, quote.away_price):
        if price is not None and -100 < price < 100:
            raise InvalidLine(
                f"invalid American odds: {price}", recovery=["Use -100 or less, or 100 or more"]
            )


async def _standing(connection: Connection, event_id: str, quote: Quote) -> Quote | None:
    """Returns the newest quote of the same market, source and book."""
    same = [
        found
        for found in await repository.quotes_until(connection, event_id, quote.taken_at)
        if (found.market, found.source, found.book) == (quote.market, quote.source, quote.book)
        and found.superseded_at is None
    ]
    return same[-1] if same else None
