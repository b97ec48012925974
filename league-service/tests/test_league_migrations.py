"""The tables match the migrations, and every migration can be reverted."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from service_kit.db import migrate
from service_kit.testing.clones import Clone, migrations_of

FOLDER = migrations_of("league")


def test_the_migrations_make_the_described_tables(cloned: Callable[..., Clone]) -> None:
    assert migrate.check(cloned("league").dsn("league"), FOLDER) == []


def test_every_migration_can_be_taken_back_and_made_again(cloned: Callable[..., Clone]) -> None:
    dsn = cloned("league").dsn("league")
    migrate.downgrade(dsn, FOLDER, "base")
    assert migrate.current(dsn, "league") is None
    migrate.upgrade(dsn, FOLDER)
    assert migrate.check(dsn, FOLDER) == []


_SEASON = """
INSERT INTO league.competitions (id, key, name, sport, created_at) VALUES ('c', 'c', 'C', 's', now());
INSERT INTO league.seasons (id, competition_id, year, updated_at) VALUES ('s', 'c', 2024, now());
INSERT INTO league.rounds (id, season_id, number, stage) VALUES ('r', 's', 1, 'REG');
INSERT INTO league.teams (id, sport, key, name) VALUES ('t', 's', 't', 'T');
INSERT INTO league.people (id, key, name) VALUES ('p', 'p', 'P');
INSERT INTO league.events (id, competition_id, season_id, round_id, key, scheduled_at, day, hour_known,
  status, source, fingerprint, created_at, updated_at)
  VALUES ('e', 'c', 's', 'r', 'k', now(), '2024-01-01', true, 'scheduled', 'x', 'f', now(), now());
INSERT INTO league.event_competitors (event_id, position, team_id, code, name) VALUES ('e', 1, 't', 'T', 'T');
INSERT INTO league.result_revisions (event_id, revision, status, source, observed_at, effective_at)
  VALUES ('e', 1, 'official', 'x', now(), now());
INSERT INTO league.result_scores (event_id, revision, position, score) VALUES ('e', 1, 1, 24);
"""
_RACE = """
INSERT INTO league.rounds (id, season_id, number, stage, name) VALUES ('r2', 's', 1, 'REG', 'Monaco');
UPDATE league.events SET round_id = 'r2';
INSERT INTO league.event_competitors (event_id, position, team_id, person_id, code, name)
  VALUES ('e', 2, 't', 'p', 'P', 'P');
INSERT INTO league.result_scores (event_id, revision, position, rank, points) VALUES ('e', 1, 2, 1, 12.5);
"""


def test_scores_of_before_become_lines_and_stay_when_the_migration_is_taken_back(
    cloned: Callable[..., Clone],
) -> None:
    dsn = cloned("league").dsn("league")
    migrate.downgrade(dsn, FOLDER, "0002")
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(_SEASON)
        migrate.upgrade(dsn, FOLDER)
        kept = connection.execute(
            "SELECT score, rank, status, attributes FROM league.result_scores"
        ).fetchall()
        assert kept == [(24, None, "finished", {})]
        connection.execute(_RACE)
        migrate.downgrade(dsn, FOLDER, "0002")
        assert connection.execute("SELECT position, score FROM league.result_scores").fetchall() == [(1, 24)]
        people = connection.execute(
            "SELECT team_id, person_id FROM league.event_competitors ORDER BY position"
        )
        assert people.fetchall() == [("t", None), (None, "p")]
        assert connection.execute("SELECT round_id FROM league.events").fetchall() == [("r",)]
        with pytest.raises(psycopg.errors.RaiseException, match="never changed"):
            connection.execute("DELETE FROM league.result_scores")
    migrate.upgrade(dsn, FOLDER)
    assert migrate.check(dsn, FOLDER) == []


async def test_a_league_row_has_the_documented_columns(migrated: Callable[..., Any]) -> None:
    database = await migrated("league")
    async with database.read() as connection:
        cursor = await connection.execute(
            "SELECT column_name, is_nullable, column_default FROM information_schema.columns"
            " WHERE table_schema = 'league' AND table_name = 'leagues'"
        )
        columns = {name: (nullable, default) for name, nullable, default in await cursor.fetchall()}
    for name in ("id", "name", "sport", "level", "member_count", "created_at", "updated_at"):
        assert columns[name][0] == "NO", name
    for name in ("location", "founded_year", "website"):
        assert columns[name][0] == "YES", name
    assert columns["member_count"][1] == "0"
