"""Search in documents beside a plain query of pgvector, over the same 100,000 passages.

Run it with `python -m bench.search`. The plain query knows no league and no reader, and uses the same index.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID, uuid4

from ai_service.knowledge import chunk_repository as chunks
from ai_service.knowledge.domain import Reader
from ai_service.knowledge.indexes import Indexes
from ai_service.knowledge.operations import closest
from bench.quiet import add_force, require_quiet
from service_kit.db.bootstrap import bootstrap, service_dsn
from service_kit.db.database import Database
from service_kit.db.migrate import upgrade
from service_kit.testing.clones import migrations_of
from service_kit.testing.postgres_server import PostgresServer

MODEL = "bench/random-256"
DIMENSION = 256
LEAGUES = 100
SECRET = b"a secret of the bench that protects nothing at all"
PLAIN = f"""
    SELECT id FROM ai.document_chunks WHERE model = '{MODEL}'
    ORDER BY embedding::vector(256) <=> %s::vector(256) LIMIT 10"""
Ask = Callable[[str, list[float]], Awaitable[object]]


async def fill(database: Database, passages: int) -> None:
    """One document for each league; the passages of a league are close to each other."""
    numbers = random.Random(7)
    for league in range(LEAGUES):
        middle = [numbers.gauss(0, 1) for _ in range(DIMENSION)]
        vectors = [
            chunks.text_of([value + numbers.gauss(0, 1) for value in middle])
            for _ in range(passages // LEAGUES)
        ]
        async with database.transaction() as connection:
            document = uuid4()
            await connection.execute(
                "INSERT INTO ai.documents (id, league_id, name, owner_kind, owner_id, uploaded_by, file_id,"
                " object_key, content_type, size, sha256, md5, pages, characters, passages, status, run_id,"
                " created_at) VALUES (%s, %s, 'd', 'league', 'l', 'u', %s, 'k', 't', 1, '', '', 1, 1, %s,"
                " 'ready', %s, now())",
                [document, str(league), uuid4(), passages // LEAGUES, UUID(int=0)],
            )
            await connection.execute(
                "INSERT INTO ai.document_chunks (document_id, league_id, owner_kind, owner_id, page, place,"
                " text, model, dimension, embedding)"
                " SELECT %s, %s, 'league', 'l', 1, 0, repeat('passage ', 100), %s, 256, given.v::vector"
                " FROM unnest(%s::text[]) AS given (v)",
                [document, str(league), MODEL, vectors],
            )


async def run(options: argparse.Namespace, url: str) -> None:
    async with Database(url, service="bench") as database:
        began = time.perf_counter()
        await fill(database, options.passages)
        filled = time.perf_counter()
        await Indexes(database).ensure(MODEL, DIMENSION)
        print(f"filled in {filled - began:.0f} s, indexed in {time.perf_counter() - filled:.0f} s")
        reader = Reader("ann", "", is_admin=False)

        async def search(league: str, vector: list[float]) -> object:
            return await closest(database, chunks.Wanted(MODEL, vector, league, None, 10), reader)

        async def plain(_league: str, vector: list[float]) -> object:
            async with database.transaction() as connection:
                return await connection.fetch_rows(PLAIN, [chunks.text_of(vector)])

        numbers = random.Random(11)
        took: dict[Ask, list[float]] = {plain: [], search: []}
        for number in range(options.queries):
            league = str(numbers.randrange(LEAGUES))
            vector = [numbers.gauss(0, 1) for _ in range(DIMENSION)]
            for ask, times in list(took.items())[:: 1 if number % 2 else -1]:
                start = time.perf_counter()
                await ask(league, vector)
                times.append(1000 * (time.perf_counter() - start))
    print("| | p50, ms | p95, ms |\n|---|---|---|")
    medians: list[float] = []
    for name, times in zip(("plain pgvector", "search with league and reader"), took.values(), strict=True):
        medians.append(statistics.median(times))
        print(f"| {name} | {medians[-1]:.2f} | {statistics.quantiles(times, n=20)[-1]:.2f} |")
    print(f"\nratio of the medians: {medians[1] / medians[0]:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=300)
    add_force(parser)
    options = parser.parse_args()
    print(require_quiet(force=options.force))
    with tempfile.TemporaryDirectory(prefix="altsports-bench-") as folder:
        Path(folder).chmod(0o755)
        server = PostgresServer(Path(folder) / "data")
        server.start()
        try:
            bootstrap(server.url, SECRET)
            url = service_dsn(server.url, "ai", SECRET)
            upgrade(url, migrations_of("ai"))
            asyncio.run(run(options, url))
        finally:
            server.remove()


if __name__ == "__main__":
    main()
