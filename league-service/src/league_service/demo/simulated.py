"""The demo's NFL: simulated seasons of last year and this year, stored like an import, marked as simulated.

Every result and line is stored with the time from which it is known, including those in the future: reads
return what is known at their time, so the season follows the calendar. A round of the playoffs is added when
the previous round has ended.
"""

import asyncio
from datetime import datetime
from functools import cache
from typing import cast

from league_service.competition.imports.domain import (
    SourceCompetitor,
    SourceEvent,
    SourcePerson,
    SourceQuote,
    SourceResult,
    SourceRound,
)
from league_service.competition.imports.operations import store_events
from league_service.competition.ledger.domain import two_scores
from league_service.competition.names.venues import VenueInfo
from league_service.core.packaged import read_table
from league_service.core.text import slug
from league_service.demo import repository
from league_service.nfl.domain import EASTERN, NFL_SIMULATED
from league_service.nfl.names import nfl_teams
from league_service.nfl.rules import nfl_rules
from league_service.nfl.simulation.calendar import season_of
from league_service.nfl.simulation.domain import Climate, Host, SimulatedGame
from league_service.nfl.simulation.season import simulate_season
from service_kit.db.database import Database

SOURCE = "simulation"
CATCH_UP_EVERY_S = 900.0


async def store_simulated_seasons(database: Database, now: datetime) -> int:
    """Stores the missing facts of both seasons; returns how many are new."""
    return await _store(database, await asyncio.to_thread(_simulate, now), now)


async def catch_up(database: Database, now: datetime) -> int:
    """Stores newly known games if the demo's NFL is stored; returns how many facts are new.

    It compares only the number of results: the content of a game changes only with the program, and `seed`
    stores such changes.
    """
    async with database.read() as connection:
        if not await repository.is_stored(connection, NFL_SIMULATED):
            return 0
    games = await asyncio.to_thread(_simulate, now)
    seasons = sorted({game.season for game in games})
    async with database.read() as connection:
        stored = await repository.count_results(connection, NFL_SIMULATED, seasons, SOURCE)
    return await _store(database, games, now) if stored < len(games) else 0


def _simulate(now: datetime) -> list[SourceEvent]:
    """Simulates both seasons; takes about a second, so it runs in a thread."""
    year = season_of(now.astimezone(EASTERN).date())
    return [
        game_row(game) for season in (year - 1, year) for game in simulate_season(hosts(season), season, now)
    ]


async def _store(database: Database, games: list[SourceEvent], now: datetime) -> int:
    changed = 0
    async with database.transaction() as connection:
        steps = store_events(connection, NFL_SIMULATED, nfl_rules(), source=SOURCE, events=games, now=now)
        async for step in steps:
            changed += step.counts.changed
    return changed


@cache
def hosts(season: int) -> tuple[Host, ...]:
    """The teams of a season with their home grounds in the simulation."""
    book = nfl_teams()
    grounds = {row["team"]: row for row in read_table("nfl.simulation", "hosts.csv")}
    eras = [era for team in sorted(book.teams) if (era := book.era(team, season)) is not None]
    return tuple(
        Host(
            team=era.code,
            name=era.name,
            division=era.division,
            conference=era.conference,
            venue=grounds[era.code]["venue"],
            roof=grounds[era.code]["roof"],
            surface=grounds[era.code]["surface"],
            climate=cast(Climate, grounds[era.code]["climate"]),
        )
        for era in eras
    )


def game_row(game: SimulatedGame) -> SourceEvent:
    """The game as an import stores it."""
    slot, book = game.slot, nfl_teams()
    home, away = book.find(slot.home, slot.season), book.find(slot.away, slot.season)
    if home is None or away is None:
        raise ValueError(f"no team of {slot.season} in {slot.game_id}")
    return SourceEvent(
        line=0,
        key=slot.game_id,
        season=slot.season,
        round=SourceRound(slot.week, slot.stage),
        scheduled_at=slot.kickoff,
        day=slot.kickoff.astimezone(EASTERN).date(),
        competitors=(
            SourceCompetitor(
                home, side="home", rest_days=game.home_rest, starter=_starter(game.home_quarterback)
            ),
            SourceCompetitor(
                away, side="away", rest_days=game.away_rest, starter=_starter(game.away_quarterback)
            ),
        ),
        venue=VenueInfo(slug(game.host.venue, "-"), game.host.venue, zone=home.zone),
        neutral=slot.neutral,
        divisional=home.division == away.division,
        conditions={
            "roof": game.host.roof,
            "surface": game.host.surface,
            "temperature_f": game.weather.temperature_f,
            "wind_mph": game.weather.wind_mph,
            "words": game.weather.conditions,
        },
        result=SourceResult(two_scores(game.home_score, game.away_score), ended_at=game.ended_at),
        quotes=tuple(
            SourceQuote(quote.market, quote.point, quote.home_price, quote.away_price, quote.taken_at)
            for quote in game.quotes
        ),
    )


def _starter(name: str) -> SourcePerson:
    return SourcePerson(f"simulated:{name}", name)
