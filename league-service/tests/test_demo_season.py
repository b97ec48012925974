"""The simulated seasons of the demo: stored once, revealed step by step."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from league_service.competition.competitions.reading import read_event
from league_service.competition.imports.operations import store_events
from league_service.competition.rules.book import RuleBook
from league_service.competition.schedules.domain import Wish
from league_service.competition.schedules.operations import reschedule
from league_service.demo import simulated
from league_service.demo.simulated import catch_up, game_row, hosts, store_simulated_seasons
from league_service.nfl.domain import NFL_SIMULATED
from league_service.nfl.rules import nfl_rules
from league_service.nfl.simulation.season import simulate_season
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


async def written(database: Database) -> list[object]:
    """Everything that a write would change: rows of the ledger, versions, events in the outbox."""
    tables = ("events", "event_competitors", "result_revisions", "line_quotes", "seasons", "outbox")
    async with database.read() as connection:
        return [
            await connection.fetch_value(
                f"SELECT array_agg((ctid, xmin)::text ORDER BY ctid) FROM league.{table}"  # type: ignore[arg-type]
            )
            for table in tables
        ]


async def test_catching_up_writes_nothing_where_time_has_brought_nothing(database: Database) -> None:
    await store_simulated_seasons(database, NOW)
    before = await written(database)
    assert await catch_up(database, NOW + timedelta(minutes=15)) == 0
    assert await written(database) == before


async def test_catching_up_adds_the_games_of_the_playoffs_with_their_results(database: Database) -> None:
    await store_simulated_seasons(database, NOW)
    assert await catch_up(database, datetime(2027, 1, 13, tzinfo=UTC)) > 0
    assert await count(database, "events") == 285 + 272 + 6
    assert await count(database, "result_revisions") == 285 + 272 + 6


async def test_catching_up_stores_a_result_that_is_missing(database: Database) -> None:
    seasons = (2025, 2026)
    games = [game_row(game) for season in seasons for game in simulate_season(hosts(season), season, NOW)]
    games[-1] = replace(games[-1], result=None)
    async with database.transaction() as connection:
        stored = store_events(
            connection, NFL_SIMULATED, nfl_rules(), source=simulated.SOURCE, events=games, now=NOW
        )
        _ = [step async for step in stored]
    results = await count(database, "result_revisions")
    assert await catch_up(database, NOW) == 1
    assert await count(database, "result_revisions") == results + 1


async def test_catching_up_leaves_a_database_without_the_demo_alone(database: Database) -> None:
    assert await catch_up(database, NOW) == 0
    assert await count(database, "competitions") == 0


async def test_a_cancelled_game_of_the_simulation_stays_cancelled_when_its_result_would_come(
    database: Database,
) -> None:
    await store_simulated_seasons(database, NOW)
    async with database.transaction() as connection:
        future = "SELECT id FROM league.events WHERE scheduled_at > %s ORDER BY scheduled_at, key LIMIT 1"
        game = await connection.fetch_value(future, [NOW])
        done = await reschedule(connection, game, Wish("cancelled"), RuleBook(), NOW + timedelta(minutes=1))
        assert done.is_new
    later = NOW + timedelta(days=40)
    await catch_up(database, later)
    async with database.read() as connection:
        found = await read_event(connection, game, later)
    assert found is not None
    assert (found.status, found.revision) == ("cancelled", None)


async def test_a_season_is_simulated_beside_the_event_loop(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []

    def remembered(*args: object) -> object:
        threads.append(threading.get_ident())
        return simulate_season(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(simulated, "simulate_season", remembered)
    await store_simulated_seasons(database, NOW)
    assert len(threads) == 2
    assert threading.get_ident() not in threads


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
