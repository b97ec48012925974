"""CPU time of a one-row read in the pipeline and in a block, on a PostgreSQL of its own.

Run it with `python -m bench.reads`.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvloop

from bench.accounting import tree_seconds
from bench.measure import ratio_text, spread
from bench.quiet import add_force, require_quiet
from service_kit.db.database import Database
from service_kit.testing.postgres_server import PostgresServer

QUERY = "SELECT %s::int AS number, 'a text' AS text, now() AS time"
Ask = Callable[[Database, int], Awaitable[object]]


async def in_block(database: Database, number: int) -> object:
    async with database.read() as connection:
        return await connection.fetch_one(dict, QUERY, [number])


async def in_pipeline(database: Database, number: int) -> object:
    return await database.pipelined.fetch_one(dict, QUERY, [number])


async def cost(
    database: Database, server: int, ask: Ask, *, count: int, seconds: float
) -> tuple[float, float]:
    """Microseconds of this process and of PostgreSQL per read, `count` in flight."""
    until = time.perf_counter() + seconds
    own, theirs, asked = time.process_time(), tree_seconds(server), 0

    async def client(number: int) -> None:
        nonlocal asked
        while time.perf_counter() < until:
            await ask(database, number)
            asked += 1

    await asyncio.gather(*map(client, range(count)))
    return 1e6 * (time.process_time() - own) / asked, 1e6 * (tree_seconds(server) - theirs) / asked


async def run(options: argparse.Namespace, url: str, server: int) -> None:
    print("| in flight | block, µs | pipeline, µs | ratio | PostgreSQL, block | pipeline | ratio |")
    print("|---" * 7 + "|")
    async with Database(url, service="bench") as database:
        for count in options.in_flight:
            found: dict[Ask, list[tuple[float, float]]] = {in_block: [], in_pipeline: []}
            for number in range(options.rounds + 1):
                for ask, results in list(found.items())[:: 1 if number % 2 else -1]:
                    results.append(await cost(database, server, ask, count=count, seconds=options.seconds))
            cells = [str(count)]
            for part in (0, 1):  # the first round is a warm-up
                block, pipeline = ([each[part] for each in results[1:]] for results in found.values())
                cells += [
                    f"{statistics.median(block):.0f}",
                    spread(pipeline, 1),
                    ratio_text(pipeline, block),
                ]
            print(f"| {' | '.join(cells)} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.5)
    parser.add_argument("--in-flight", type=int, nargs="+", default=[1, 16, 64])
    add_force(parser)
    options = parser.parse_args()
    print(require_quiet(force=options.force))
    with tempfile.TemporaryDirectory(prefix="altsports-bench-") as folder:
        Path(folder).chmod(0o755)
        server = PostgresServer(Path(folder) / "data")
        server.start()
        try:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                runner.run(run(options, server.url, _postmaster(Path(folder) / "data")))
        finally:
            server.remove()


def _postmaster(data: Path) -> int:
    """The process id of the server, whose backends are its children."""
    return int((data / "postmaster.pid").read_text().split()[0])


if __name__ == "__main__":
    main()
