"""Boards of fantasy F1 with many teams: a page of all, and one of a league.

Run it with `python -m bench.boards`. A page of the board of many teams is compared with one of few teams, and
with a statement that ranks on every read.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import psycopg

from bench.accounting import tree_seconds
from bench.quiet import add_force, require_quiet
from league_service.core.ids import season_id
from league_service.demo.simulated_f1 import store_simulated_races
from league_service.f1.domain import F1_SIMULATED
from league_service.f1.seasons.operations import Season
from league_service.f1.worlds import World
from league_service.fantasy.leaderboards import league_boards
from league_service.fantasy.leaderboards.league_boards import Wanted
from league_service.fantasy.leaderboards.operations import Asked, read_global, read_page
from league_service.fantasy.leaderboards.publishing import publish
from league_service.fantasy.leaderboards.repository import find_board, member_team
from league_service.fantasy.leagues import repository as leagues
from league_service.fantasy.scoring.repository import plan_for_all_teams
from service_kit.db.bootstrap import bootstrap, service_dsn
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.db.migrate import upgrade
from service_kit.db.settings import PoolSettings
from service_kit.testing.clones import migrations_of
from service_kit.testing.postgres_server import PostgresServer

SECRET = b"a secret of the bench that protects nothing at all"
NOW = datetime(2026, 12, 31, tzinfo=UTC)
MANY, FEW = (Season(F1_SIMULATED, year) for year in (2026, 2025))
LEAGUE = "bench"

TEAMS = (
    "INSERT INTO fantasy.teams (id, season_id, user_id, username, name, created_at, updated_at)"
    " SELECT md5(%(season)s || n), %(season)s, 'user-' || n, 'user-' || n, 'Team ' || n, now(), now()"
    " FROM generate_series(1, %(teams)s) n"
)
RACES = "SELECT r.id FROM league.rounds r WHERE r.season_id = %s ORDER BY r.number"
SCORES = (
    "WITH p AS (INSERT INTO fantasy.publications (season_id, race_id, kind, revisions, covers, published_at)"
    " VALUES (%(season)s, %(race)s, 'first', '{}', '{}', now()) RETURNING id)"
    " INSERT INTO fantasy.scores (publication_id, team_id, lineup_id, points)"
    " SELECT p.id, t.id, 0, (random() * 400)::int * 0.25 FROM p, fantasy.teams t"
    " WHERE t.season_id = %(season)s"
)
JOINS = (
    "INSERT INTO fantasy.members (league_id, joined_version, team_id, joined_at)"
    " SELECT %s, row_number() OVER (), id, now() FROM (SELECT id FROM fantasy.teams WHERE season_id = %s"
    " LIMIT 10000) t"
)
RANKING = """
    WITH newest AS (SELECT race_id, max(id) AS id FROM fantasy.publications WHERE season_id = %(season)s
      GROUP BY race_id),
    totals AS (SELECT s.team_id, sum(s.points) AS total, max(s.points) AS best FROM newest n
      JOIN fantasy.scores s ON s.publication_id = n.id GROUP BY s.team_id),
    ranked AS (SELECT t.id, t.name, t.username, t.user_id, x.total, x.best,
      rank() OVER (ORDER BY x.total DESC, x.best DESC) AS rank,
      row_number() OVER (ORDER BY x.total DESC, x.best DESC, t.created_at, t.id) AS position
      FROM fantasy.teams t JOIN totals x ON x.team_id = t.id)
    SELECT * FROM ranked WHERE user_id = %(user)s OR position > %(after)s AND position <= %(after)s + 50
    ORDER BY position"""
Ask = Callable[[int], Awaitable[object]]


def id_of(season: Season) -> str:
    return season_id(season.competition.key, season.year)


async def fill(database: Database, season: Season, teams: int) -> None:
    """Teams with a score in every race, and all boards."""
    async with database.transaction() as connection:
        await connection.execute(TEAMS, {"season": id_of(season), "teams": teams})
        await connection.execute("ANALYZE fantasy.teams")  # or foreign keys are checked as for an empty table
        rows = await connection.fetch_rows(RACES, [id_of(season)])
    races = [row[0] for row in rows]
    for race in races:
        await score(database, season, race)
    async with database.transaction() as connection:
        await plan_for_all_teams(connection)
        await publish(connection, id_of(season), races[0], NOW)


async def score(database: Database, season: Season, race: str) -> None:
    async with database.transaction() as connection:
        await connection.execute(SCORES, {"season": id_of(season), "race": race})


async def make_league(database: Database, season: Season) -> None:
    """A league of 10,000, or of all teams if there are fewer."""
    async with database.transaction() as connection:
        owner = await leagues.team_of(connection, id_of(season), "user-1")
        facts = leagues.NewLeague(LEAGUE, id_of(season), "Bench", "CODE", owner or "", 10_000, None, None)
        await leagues.insert(connection, facts, NOW)
        cursor = await connection.execute(JOINS, [LEAGUE, id_of(season)])
        await connection.execute(
            "UPDATE fantasy.leagues SET members = %(n)s, version = %(n)s", {"n": cursor.rowcount}
        )


def asked(season: Season, number: int) -> Asked:
    return Asked(World(season, NOW, NOW), f"user-{number}", "", True, 50, None)


async def cost(server: int, ask: Ask, *, reads: int, teams: int) -> float:
    """Milliseconds of CPU of this process and of PostgreSQL per read, for players drawn at random."""
    dice = random.Random(reads)
    await ask(1)
    own, theirs = time.process_time(), tree_seconds(server)
    for _ in range(reads):
        await ask(dice.randint(1, teams))
    return 1e3 * (time.process_time() - own + tree_seconds(server) - theirs) / reads


async def global_page(database: Database, season: Season, number: int) -> object:
    async with database.read() as connection:
        return await read_global(connection, asked(season, number))


async def league_page(database: Database, number: int) -> object:
    async with database.read() as connection:
        wanted = await wanted_board(connection)
        board = await league_boards.find(connection, wanted)
        team = await member_team(connection, LEAGUE, f"user-{number}")
        own = asked(MANY, number) if team else Asked(World(MANY, NOW, NOW), "", "", False, 50, None)
        return await read_page(connection, own, board, None, team, history=True, gone=())


async def wanted_board(connection: Connection) -> Wanted:
    league = await leagues.find(connection, LEAGUE)
    assert league is not None
    return Wanted(league, league.version, await find_board(connection, league.season_id, None, NOW))


async def ranking(database: Database, number: int) -> object:
    async with database.read() as connection:
        values = {"season": id_of(MANY), "user": f"user-{number}", "after": number // 50 * 50}
        return await connection.fetch_rows(RANKING, values)


async def pages(options: argparse.Namespace, database: Database, server: int) -> None:
    began = time.perf_counter()
    async with database.transaction() as connection:
        wanted = await wanted_board(connection)
        await league_boards.store(connection, wanted, NOW)
    size = wanted.league.members
    print(f"the first read of the board of a league of {size}: {time.perf_counter() - began:.2f} s")
    sides: dict[str, tuple[Ask, int]] = {
        "100 teams": (partial(global_page, database, FEW), 100),
        f"{options.teams:,} teams": (partial(global_page, database, MANY), options.teams),
        f"{options.teams:,} teams, a league of {size}": (partial(league_page, database), options.teams),
    }
    found: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(options.rounds):
        for name, (ask, teams) in list(sides.items())[:: 1 if number % 2 else -1]:
            found[name].append(await cost(server, ask, reads=options.reads, teams=teams))
    ranked = await cost(server, partial(ranking, database), reads=3, teams=options.teams)
    found[f"{options.teams:,} teams, ranked on every read"] = [ranked]
    few = statistics.median(found["100 teams"])
    print("| a page of 50 rows around the own team | CPU, ms | ratio |\n|---|---|---|")
    for name, values in found.items():
        value = statistics.median(values)
        print(f"| {name} | {value:.2f} | {value / few:.2f} |")


async def run(options: argparse.Namespace, dsn: str, admin: str, server: int) -> None:
    async with Database(dsn, PoolSettings(statement_timeout_s=1800), service="bench") as database:
        await store_simulated_races(database, NOW)
        began = time.perf_counter()
        await fill(database, FEW, 100)
        await fill(database, MANY, options.teams)
        await make_league(database, MANY)
        print(f"filled in {time.perf_counter() - began:.0f} s")
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        await pages(options, database, server)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teams", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--reads", type=int, default=200)
    add_force(parser)
    options = parser.parse_args()
    print(require_quiet(force=options.force))
    with serving() as (dsn, admin, server):
        asyncio.run(run(options, dsn, admin, server))


@contextmanager
def serving() -> Iterator[tuple[str, str, int]]:
    """A database of the league service: its address, that of the superuser, and the process."""
    with tempfile.TemporaryDirectory(prefix="altsports-bench-") as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        server = PostgresServer(data)
        server.start()
        try:
            bootstrap(server.url, SECRET)
            dsn = service_dsn(server.url, "league", SECRET)
            upgrade(dsn, migrations_of("league"))
            yield dsn, server.url, int((data / "postmaster.pid").read_text().split()[0])
        finally:
            server.remove()


if __name__ == "__main__":
    main()
