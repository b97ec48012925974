"""Analyses the partnerships of a league, and records how far they are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from altsports.league.v1 import leagues_pb2
from league_service.catalogue.errors import InvalidPartnership, LeagueNotFound
from league_service.catalogue.figures.domain import newest
from league_service.catalogue.figures.repository import figures_of
from league_service.catalogue.leagues.repository import find_league, find_rivals, get_league
from league_service.catalogue.partnerships import repository
from league_service.catalogue.partnerships.analysis import Analysis, analyse
from league_service.catalogue.partnerships.domain import MAX_VALUE, MIN_VALUE, Case
from league_service.catalogue.partnerships.market import market_of
from league_service.catalogue.partnerships.repository import Partnership
from league_service.core.vocabulary.repository import SportBook
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader
from service_kit.rpc.plain import from_row


async def analyse_league(
    connection: Connection,
    book: SportBook,
    league_id: str,
    now: datetime,
    *,
    partner_types: Sequence[str] = (),
    min_probability: float = 0.0,
) -> tuple[leagues_pb2.League, Analysis]:
    """Analyses a league and stores the estimates. Raises LeagueNotFound."""
    league = await find_league(connection, league_id)
    row = await get_league(connection, league_id)
    if league is None or row is None:
        raise LeagueNotFound(league_id)
    sport = await book.sport(connection, league.sport)
    market = market_of(league.sport, sport.category if sport else "")
    figures = newest(await figures_of(connection, league.id))
    analysis = analyse(
        Case(league, market, now, figures),
        await find_rivals(connection, league),
        partner_types=partner_types,
        min_probability=min_probability,
    )
    await repository.store_analysis(connection, league.id, analysis, now)
    return from_row(leagues_pb2.League, row), analysis


async def list_partnerships(reader: Reader, league_id: str) -> list[Partnership]:
    """Returns the partnerships of a league. Raises LeagueNotFound."""
    if await find_league(reader, league_id) is None:
        raise LeagueNotFound(league_id)
    return await repository.list_partnerships(reader, league_id)


async def record_partnership(
    connection: Connection,
    book: SportBook,
    place: tuple[str, str],
    facts: dict[str, Any],
    *,
    by: str,
    now: datetime,
) -> Partnership:
    """Records the state of a partnership; a kind of partner that was never analysed is analysed first.

    `place` is a league and a kind of partner. Raises LeagueNotFound, InvalidPartnership.
    """
    league_id, partner_type = place
    _check_value(facts.get("agreed_value"))
    if await repository.get_partnership(connection, *place) is None:
        await analyse_league(connection, book, league_id, now, partner_types=[partner_type])
    if facts:
        await repository.record(connection, place, facts, by, now)
    stored = await repository.get_partnership(connection, *place)
    if stored is None:
        raise LeagueNotFound(league_id)
    return stored


def _check_value(value: float | None) -> None:
    if value is not None and value < MIN_VALUE:
        raise InvalidPartnership.at("agreed_value", "Partnership value must be at least $1,000")
    if value is not None and value > MAX_VALUE:
        raise InvalidPartnership.at("agreed_value", "Partnership value cannot exceed $100M")
