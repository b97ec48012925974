"""Ratings of all teams at a time: caching earlier seasons does not change any answer."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from league_service.competition.ratings import repository
from league_service.competition.ratings.operations import RatingTable, rate
from league_service.competition.results.operations import Report, record_result
from league_service.competition.rules.book import RuleBook
from league_service.demo.simulated import store_simulated_seasons
from league_service.nfl.domain import NFL_SIMULATED
from league_service.nfl.elo import Ratings
from league_service.nfl.ratings import nfl_ratings
from league_service.registrations import rule_book
from service_kit.db.database import Database

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MOMENTS = [
    datetime(2025, 8, 1, tzinfo=UTC),
    datetime(2025, 11, 1, tzinfo=UTC),
    datetime(2026, 6, 1, tzinfo=UTC),
    NOW,
    NOW + timedelta(days=1),
]


async def from_the_first_game(database: Database, season: int, at: datetime) -> Mapping[str, float]:
    """The rating of each team, from all games one after the other."""
    async with database.read() as connection:
        games = await repository.games_until(connection, NFL_SIMULATED, season, at)
    played = [game for game in games if game.home_score is not None]
    ratings = Ratings()
    for rated in rate(nfl_ratings, NFL_SIMULATED, played):
        _ = list(ratings.rate([rated.game]))
    teams = {team for game in games if game.season == season for team in (game.home, game.away)}
    return {team: ratings.before(team, season) for team in teams}


async def remembered(
    table: RatingTable, database: Database, season: int, at: datetime
) -> Mapping[str, float]:
    async with database.read() as connection:
        found = await table.at(connection, NFL_SIMULATED, season, at)
    return {team: elo for team, (elo, _) in found.items()}


@pytest.fixture
def table() -> RatingTable:
    return RatingTable(rule_book())


async def test_the_ratings_are_those_of_all_games_at_any_time(database: Database, table: RatingTable) -> None:
    await store_simulated_seasons(database, NOW)
    for season in (2026, 2025, 2026):
        for at in MOMENTS:
            expected = await from_the_first_game(database, season, at)
            assert len(expected) == 32
            assert await remembered(table, database, season, at) == pytest.approx(expected, abs=1e-9)


async def test_a_correction_of_an_earlier_season_counts_from_when_it_was_made(
    database: Database, table: RatingTable
) -> None:
    await store_simulated_seasons(database, NOW)
    before = await remembered(table, database, 2026, NOW)
    made = NOW + timedelta(hours=2)
    async with database.transaction() as connection:
        await record_result(
            connection, "2025_05_KC_BUF", Report((60, 0), "corrected", "wrong score"), RuleBook(), made
        )
    assert await remembered(table, database, 2026, NOW) == pytest.approx(before, abs=1e-9)
    after = await remembered(table, database, 2026, made)
    assert after != pytest.approx(before, abs=1e-3)
    assert after == pytest.approx(await from_the_first_game(database, 2026, made), abs=1e-9)


async def test_the_games_of_a_team_are_counted_when_they_are_over(
    database: Database, table: RatingTable
) -> None:
    await store_simulated_seasons(database, NOW)
    async with database.read() as connection:
        begun = await table.at(connection, NFL_SIMULATED, 2025, datetime(2025, 8, 1, tzinfo=UTC))
        over = await table.at(connection, NFL_SIMULATED, 2025, NOW)
    assert {count for _, count in begun.values()} == {0}
    assert min(count for _, count in over.values()) == 17
    assert max(count for _, count in over.values()) in {20, 21}
