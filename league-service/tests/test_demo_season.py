"""The simulated seasons of the demo: stored once, known step by step."""

from datetime import UTC, datetime, timedelta

import pytest

from league_service.competitions.domain import NFL_SIMULATED
from league_service.demo.simulated import hosts, store_simulated_seasons
from service_kit.db.database import Database

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def count(database: Database, table: str) -> int:
    async with database.read() as connection:
        return await connection.fetch_value(f"SELECT count(*) FROM league.{table}")  # type: ignore[arg-type]


async def test_last_season_is_complete_and_this_one_has_its_regular_season(database: Database) -> None:
    await store_simulated_seasons(database, NOW)
    assert await count(database, "events") == 285 + 272
    async with database.read() as connection:
        simulated = await connection.fetch_value("SELECT simulated FROM league.competitions")
        keys = await connection.fetch_value(
            "SELECT count(*) FROM league.events WHERE key = %s AND competition_id = %s",
            ["2025_05_KC_BUF", NFL_SIMULATED.id],
        )
    assert (simulated, keys) == (True, 1)


async def test_storing_them_again_changes_nothing(database: Database) -> None:
    await store_simulated_seasons(database, NOW)
    quotes = await count(database, "line_quotes")
    assert await store_simulated_seasons(database, NOW + timedelta(hours=1)) == 0
    assert await count(database, "line_quotes") == quotes


async def test_the_playoffs_come_when_the_regular_season_is_over(database: Database) -> None:
    await store_simulated_seasons(database, NOW)
    assert await store_simulated_seasons(database, datetime(2027, 1, 13, tzinfo=UTC)) > 0
    assert await count(database, "events") == 285 + 272 + 6


async def test_a_result_is_not_known_before_its_game_has_ended(database: Database) -> None:
    await store_simulated_seasons(database, NOW)
    async with database.read() as connection:
        early = await connection.fetch_value(
            "SELECT count(*) FROM league.result_revisions r JOIN league.events e ON e.id = r.event_id"
            " WHERE r.effective_at < e.scheduled_at + interval '3 hours'"
        )
    assert early == 0


@pytest.mark.parametrize("season", [2024, 2026])
def test_every_team_has_a_ground(season: int) -> None:
    assert len(hosts(season)) == 32
    assert len({host.division for host in hosts(season)}) == 8
