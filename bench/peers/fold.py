"""Peer: the fold of a season alone, in memory: `python -m bench.peers.fold SEASON`.

It prints one JSON line. The facts are read from the league service first, which is not measured; the
environment must be that of a mesh.
"""

import asyncio
import json
import sys
import time
from itertools import groupby

from ai_service.nfl_experts.books.effects import Effects
from ai_service.nfl_experts.books.engine import Engine, open_book
from ai_service.nfl_experts.books.state import Book
from ai_service.nfl_experts.facts.client import LeagueFacts, find_season
from ai_service.nfl_experts.facts.season import SeasonFacts
from ai_service.nfl_experts.facts.timeline import LAST_WEEK
from service_kit.rpc.grpc_client import MeshClient
from service_kit.settings.mesh import MeshSettings


async def facts_of(season: int) -> SeasonFacts:
    """The facts of a season, from the mesh."""
    async with MeshClient.from_settings(MeshSettings.read()) as client:
        facts = LeagueFacts(client)
        info = find_season(await facts.seasons(), season)
        return await facts.season(info.competition, season)


def fold(facts: SeasonFacts) -> int:
    """Plays the whole season, with effects of their own for the steps of each instant; returns the steps."""
    book = Book("bench", "bench", facts.competition, facts.season, False, 1, LAST_WEEK, "seed")
    engine = Engine(facts, book)
    state, _ = open_book(book, engine.steps[0].time)
    for _, together in groupby(engine.steps, lambda step: step.time):
        engine.run(state, Effects(book), together)
    return len(engine.steps)


def main() -> None:
    facts = asyncio.run(facts_of(int(sys.argv[1])))
    wall, cpu = time.perf_counter(), time.process_time()
    steps = fold(facts)
    seconds, cpu_seconds = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps({"steps": steps, "seconds": seconds, "cpu_seconds": cpu_seconds}))


if __name__ == "__main__":
    main()
