"""Transactions that PostgreSQL aborts because of conflicts are retried without the caller noticing."""

from typing import Any

from service_kit.db.database import Database
from service_kit.testing.callers import ADMIN

DEADLOCKS_ONCE = """
CREATE SEQUENCE league.tries;
CREATE FUNCTION league.deadlock_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF nextval('league.tries') = 1 THEN RAISE EXCEPTION SQLSTATE '40P01'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER deadlock_once BEFORE UPDATE ON league.leagues
FOR EACH ROW EXECUTE FUNCTION league.deadlock_once();
"""


async def test_a_deadlock_does_not_reach_the_caller(leagues: Any, demo_database: Database) -> None:
    async with demo_database.transaction() as connection:
        await connection.command(DEADLOCKS_ONCE.encode())
    league_id = (await leagues.call("SearchLeagues", query="world surf league")).leagues[0].id
    updated = await leagues.call("UpdateLeague", ADMIN, league_id=league_id, location="Honolulu")
    assert updated.league.location == "Honolulu"
    async with demo_database.read() as connection:
        assert await connection.fetch_value("SELECT last_value FROM league.tries") == 2
