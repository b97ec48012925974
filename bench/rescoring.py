"""Scoring the oldest race of a season again, with all boards and notices, beside one statement.

Run it with `python -m bench.rescoring`. Both sides write the scores of the race and the boards after it and
after all later races; ours also notifies every player. Each side is rolled back, so both begin with the same
rows.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import LiteralString

import psycopg

from bench.accounting import tree_seconds
from bench.boards import MANY, NOW, RACES, TEAMS, id_of, score, serving
from bench.quiet import add_force, require_quiet
from league_service.demo.simulated_f1 import store_simulated_races
from league_service.fantasy.scoring.rescoring import rescore
from service_kit.clock.clocks import FixedClock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.db.settings import PoolSettings

LINEUPS: LiteralString = """
    INSERT INTO fantasy.lineups
      (season_id, team_id, race_id, locks_at, driver_ids, prices, captain_id, vice_captain_id, saved_at)
    SELECT %(season)s, t.id, r.id, r.locks_at, five.ids, '{20,20,20,20,20}', five.ids[1], five.ids[2],
      r.locks_at - interval '1 hour'
    FROM fantasy.teams t, LATERAL (SELECT array_agg(id) AS ids FROM (SELECT person_id AS id
      FROM (SELECT DISTINCT person_id FROM league.entries WHERE round_id = %(race)s) field
      ORDER BY hashtext(person_id || t.id || %(race)s) LIMIT 5) chosen) five,
      (SELECT round_id AS id, min(scheduled_at) AS locks_at FROM league.events WHERE round_id = %(race)s
      GROUP BY round_id) r WHERE t.season_id = %(season)s"""
CORRECT: tuple[LiteralString, ...] = (
    """INSERT INTO league.result_revisions
      (event_id, revision, status, source, reason, observed_at, effective_at)
    SELECT f.event_id, f.revision + 1, 'corrected', f.source, 'A penalty', %(now)s, %(now)s
    FROM league.result_revisions f JOIN league.events e ON e.id = f.event_id AND e.session = 'race'
    WHERE e.round_id = %(race)s ORDER BY f.revision DESC LIMIT 1""",
    """INSERT INTO league.result_scores (event_id, revision, position, rank, status, laps, attributes)
    SELECT x.event_id, x.revision + 1, x.position, CASE x.rank WHEN 1 THEN 2 WHEN 2 THEN 1 ELSE x.rank END,
      x.status, x.laps, x.attributes
    FROM league.result_scores x JOIN league.events e ON e.id = x.event_id AND e.session = 'race'
    WHERE e.round_id = %(race)s AND x.revision = (SELECT max(revision) - 1 FROM league.result_revisions f
      WHERE f.event_id = e.id)""",
)
BY_HAND: LiteralString = """
    WITH publication AS (
      INSERT INTO fantasy.publications (season_id, race_id, kind, revisions, covers, published_at)
      VALUES (%(season)s, %(race)s, 'corrected', '{}', '{}', %(now)s) RETURNING id),
    weekend AS MATERIALIZED (
      SELECT k.person_id, sum(CASE WHEN x.rank <= 10
        THEN ('{25,18,15,12,10,8,6,4,2,1}'::numeric[])[x.rank] ELSE 0 END) AS points
      FROM league.events e JOIN league.result_scores x ON x.event_id = e.id AND x.revision =
        (SELECT max(revision) FROM league.result_revisions f WHERE f.event_id = e.id)
      JOIN league.event_competitors k ON k.event_id = e.id AND k.position = x.position
      WHERE e.round_id = %(race)s AND e.session IN ('sprint', 'race') GROUP BY k.person_id),
    locks AS (SELECT min(scheduled_at) AS at FROM league.events WHERE round_id = %(race)s),
    chosen AS (SELECT DISTINCT ON (l.team_id) l.* FROM fantasy.lineups l, locks
      WHERE l.season_id = %(season)s AND l.locks_at <= locks.at
      ORDER BY l.team_id, l.locks_at DESC, l.id DESC),
    scored AS (SELECT c.team_id, c.id AS lineup_id, (SELECT coalesce(sum(w.points
        * CASE WHEN w.person_id = c.captain_id THEN 1.5 ELSE 1 END), 0)
      FROM weekend w WHERE w.person_id = ANY(c.driver_ids)) AS points FROM chosen c),
    written AS (INSERT INTO fantasy.scores (publication_id, team_id, lineup_id, points)
      SELECT p.id, s.team_id, s.lineup_id, s.points FROM scored s, publication p),
    races AS (SELECT p.race_id, max(p.id) AS publication, max(e.scheduled_at) AS at
      FROM fantasy.publications p JOIN league.events e ON e.round_id = p.race_id
      WHERE p.season_id = %(season)s GROUP BY p.race_id),
    points AS (SELECT s.team_id, r.at, r.race_id, r.publication,
        CASE WHEN r.race_id = %(race)s THEN n.points ELSE s.points END AS points
      FROM races r JOIN fantasy.scores s ON s.publication_id = r.publication
      LEFT JOIN scored n ON n.team_id = s.team_id),
    summed AS (SELECT p.*, sum(points) OVER w AS total, max(points) OVER w AS best
      FROM points p WINDOW w AS (PARTITION BY team_id ORDER BY at)),
    boards AS (INSERT INTO fantasy.boards (season_id, race_id, race_time, teams, published_at)
      SELECT %(season)s, race_id, at, 0, %(now)s FROM races RETURNING id, race_id),
    ranked AS (SELECT b.id, x.*, rank() OVER (PARTITION BY b.id ORDER BY total DESC, best DESC) AS rank,
      row_number() OVER (PARTITION BY b.id ORDER BY total DESC, best DESC, t.created_at, t.id) AS position
      FROM summed x JOIN boards b ON b.race_id = x.race_id JOIN fantasy.teams t ON t.id = x.team_id)
    INSERT INTO fantasy.board_rows
      (board_id, position, team_id, rank, previous_rank, total, race_points, best_race)
    SELECT id, position, team_id, rank, lag(rank) OVER (PARTITION BY team_id ORDER BY at), total, points, best
    FROM ranked"""
Work = Callable[[Connection], Awaitable[None]]


class _UndoError(Exception):
    """Rolls a transaction back."""


@asynccontextmanager
async def undone(database: Database) -> AsyncGenerator[Connection]:
    """A transaction of which nothing stays."""
    try:
        async with database.transaction() as connection:
            yield connection
            raise _UndoError
    except _UndoError:
        return


async def cost(database: Database, server: int, race: str, work: Work) -> tuple[float, float]:
    """How long work takes after a correction of a race, and the CPU time of both processes."""
    async with undone(database) as connection:
        for statement in CORRECT:
            await connection.execute(statement, {"race": race, "now": NOW})
        began, used = time.perf_counter(), time.process_time() + tree_seconds(server)
        await work(connection)
        return time.perf_counter() - began, time.process_time() + tree_seconds(server) - used


async def fill(database: Database, options: argparse.Namespace) -> list[str]:
    """Teams with line-ups and a score in every race, and all boards; returns the races in order."""
    await store_simulated_races(database, NOW)
    values = {"season": id_of(MANY), "teams": options.teams}
    async with database.transaction() as connection:
        await connection.execute(TEAMS, values)
        await connection.execute("ANALYZE fantasy.teams")
        races = [row[0] for row in await connection.fetch_rows(RACES, [id_of(MANY)])]
    for race in races[:: max(1, len(races) // options.lineups)][: options.lineups]:
        async with database.transaction() as connection:
            await connection.execute(LINEUPS, {"season": id_of(MANY), "race": race})
    for race in races[1:]:
        await score(database, MANY, race)
    async with database.transaction() as connection:
        await rescore(connection, races[0], FixedClock(NOW))
    return races


async def measure(options: argparse.Namespace, database: Database, admin: str, server: int) -> None:
    races = await fill(database, options)

    async def ours(connection: Connection) -> None:
        done = await rescore(connection, races[0], FixedClock(NOW))
        if done.publication is None or (done.publication.kind, done.teams) != ("corrected", options.teams):
            raise RuntimeError(f"{done.teams} of {options.teams} teams were scored again")

    async def by_hand(connection: Connection) -> None:
        values = {"season": id_of(MANY), "race": races[0], "now": NOW}
        written = await connection.execute(BY_HAND, values)
        if written.rowcount != options.teams * len(races):
            raise RuntimeError(f"{written.rowcount} rows instead of {options.teams * len(races)}")

    found: dict[str, list[tuple[float, float]]] = {"ours": [], "one statement": []}
    works = {"ours": ours, "one statement": by_hand}
    for number in range(options.rounds):
        for name in list(works)[:: 1 if number % 2 else -1]:
            with psycopg.connect(admin, autocommit=True) as connection:
                connection.execute("VACUUM ANALYZE")
            found[name].append(await cost(database, server, races[0], works[name]))
            print(name, *found[name][-1])
    wall, cpu = (
        [statistics.median(each[at] for each in values) for values in found.values()] for at in (0, 1)
    )
    print(f"{options.teams:,} teams, the oldest of {len(races)} races is scored again")
    print(f"seconds: {wall[0]:.1f} to {wall[1]:.1f}, ratio {wall[0] / wall[1]:.2f}")
    print(f"CPU seconds: {cpu[0]:.1f} to {cpu[1]:.1f}, ratio {cpu[0] / cpu[1]:.2f}")


async def run(options: argparse.Namespace) -> None:
    with serving() as (dsn, admin, server):
        async with Database(dsn, PoolSettings(statement_timeout_s=1800), service="bench") as database:
            await measure(options, database, admin, server)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teams", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lineups", type=int, default=3, help="how often each team changes its drivers")
    add_force(parser)
    options = parser.parse_args()
    print(require_quiet(force=options.force))
    asyncio.run(run(options))


if __name__ == "__main__":
    main()
