"""Fan-out of the feed to many WebSocket clients, from the commit of an event: `python -m bench.fanout`.

It measures the whole path: transaction, outbox, relay, Redis stream, gateway, client. The peer is a plain
uvicorn application that sends what is posted to it to all its sockets, without numbers, filters or resuming.
Both are warm: their first event does not count. Rounds alternate, and ratios are taken round by round.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import httpx
import psutil

from altsports.ai.v1.events_models import BetPlaced
from bench.accounting import tree_seconds
from bench.measure import ratio_text, spread
from bench.mesh import BenchMesh, free_port, wait_for
from bench.quiet import add_force, require_quiet
from bench.report import write
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_events

HERE = Path(__file__).parent
COMMAND = "python -m bench.fanout"
PATH = "/ws/updates?channels=bets&expert_ids=bench"
BURST = 20
HEAD = (
    "| server | clients | p50 ms | p99 ms | slowest ms | CPU µs/message | msgs/s in a burst of 20"
    " | memory kB/client | lost |",
    "|---|---|---|---|---|---|---|---|---|",
)
Publish = Callable[[list[int]], Awaitable[None]]
Rounds = list[dict[str, float]]


def message(number: int) -> dict:
    """A bet of about 200 bytes."""
    return {
        "bet_id": f"bench_{number}",
        "expert_id": "bench",
        "expert_name": "Bench",
        "game_id": "2025_05_KC_BUF",
        "bet_amount": 2400.0,
        "prediction": "KC -2.5",
        "confidence": 0.92,
        "timestamp": "2025-09-29T17:30:00Z",
    }


class Crowd:
    """A process with clients of one server."""

    def __init__(self, port: int, path: str, *flags: str, options: argparse.Namespace, folder: Path) -> None:
        self._out = folder / "arrivals.json"
        command = [sys.executable, "-m", "bench.fanout_clients", str(port), path]
        command += [str(options.count), str(self._out), "--read-after", str(options.read_after), *flags]
        self._process = subprocess.Popen(
            command, cwd=HERE.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        if self._process.stdout.readline().strip() != "ready":
            raise RuntimeError("the clients did not connect")

    def arrivals(self) -> dict[int, list[int]]:
        """Ends the clients; returns the times at which each message reached each of them, in nanoseconds."""
        self._process.communicate(timeout=120)
        return {int(number): times for number, times in json.loads(self._out.read_text()).items()}


async def measure(
    server: int, crowd: Callable[[], Crowd], publish: Publish, options: argparse.Namespace
) -> dict[str, float]:
    """Memory per connection, delays of single events and the rate of a burst."""
    process = psutil.Process(server)
    before = process.memory_full_info().uss
    clients = crowd()
    count = options.count
    held = (process.memory_full_info().uss - before) / count
    single, burst = range(1, options.events + 1), range(1001, 1001 + BURST)
    await publish([0])
    await asyncio.sleep(options.pause)
    sent: dict[int, int] = {}
    cpu = tree_seconds(server)
    for number in single:
        sent[number] = time.time_ns()
        await publish([number])
        await asyncio.sleep(options.pause)
    used = tree_seconds(server) - cpu
    began = time.time_ns()
    await publish(list(burst))
    await asyncio.sleep(3)
    arrivals = clients.arrivals()
    delays = sorted((at - sent[number]) / 1e6 for number in single for at in arrivals.get(number, ()))
    last = max((max(arrivals[number]) for number in burst if number in arrivals), default=began + 1)
    return {
        "p50_ms": delays[len(delays) // 2],
        "p99_ms": delays[len(delays) * 99 // 100],
        "worst_ms": delays[-1],
        "cpu_us": 1e6 * used / (count * options.events),
        "burst_per_s": count * len(burst) / ((last - began) / 1e9),
        "kb": held / 1000,
        "lost": count * (1 + len(single) + len(burst)) - sum(map(len, arrivals.values())),
    }


def peer(stack: ExitStack) -> tuple[int, int, Publish]:
    """The plain application: its port, its process, and how to send to it."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "bench.peers.fanout_uvicorn:app", "--port", str(port)]
    options = ["--log-level", "error", "--ws", "websockets-sansio", "--ws-per-message-deflate", "false"]
    options += ["--ws-ping-interval", "30", "--ws-ping-timeout", "60"]
    process = subprocess.Popen([*command, *options], cwd=HERE.parent)
    stack.callback(process.terminate)
    wait_for(f"http://127.0.0.1:{port}/")

    http = httpx.AsyncClient(trust_env=False, timeout=60)

    async def publish(numbers: list[int]) -> None:
        for number in numbers:
            await http.post(
                f"http://127.0.0.1:{port}/", content=json.dumps(message(number), separators=(",", ":"))
            )

    return port, process.pid, publish


async def outbox(mesh: BenchMesh) -> tuple[Connection, Publish]:
    """Writes events as league-service does."""
    connection = await Connection.connect(mesh.state()["environment"]["DATABASE_URL"])

    async def publish(numbers: list[int]) -> None:
        for number in numbers:
            placed = BetPlaced(**message(number))
            await append_events(connection, "league", placed, time=datetime.now(UTC))
        await connection.commit()

    return connection, publish


async def run(options: argparse.Namespace, folder: Path, stack: ExitStack) -> list[str]:
    mesh = BenchMesh(
        folder / "mesh",
        ALTSPORTS_LIMIT_ANONYMOUS="none",
        ALTSPORTS_FEED_CONNECTIONS_PER_ADDRESS="0",
        ALTSPORTS_LOG_LEVEL="WARNING",
    )
    mesh.up()
    stack.callback(mesh.down)
    connection, publish = await outbox(mesh)
    port, pid, post = peer(stack)
    plain = partial(Crowd, port, "/", options=options, folder=folder)
    feed = partial(Crowd, mesh.port, PATH, "--greeted", options=options, folder=folder)
    gateway = mesh.processes()["gateway"]
    lines = list(HEAD)
    for count in options.clients:
        options.count = count
        peers: list[dict[str, float]] = []
        own: list[dict[str, float]] = []
        for _ in range(options.rounds):
            peers.append(await measure(pid, plain, post, options))
            own.append(await measure(gateway, feed, publish, options))
        lines += _rows(count, peers, own)
        print(*lines[-3:], sep="\n", flush=True)
    await connection.close()
    return lines


def _rows(count: int, peers: Rounds, own: Rounds) -> list[str]:
    """The peer, the feed, and the ratios."""
    digits = {"p50_ms": 1, "p99_ms": 1, "worst_ms": 1, "cpu_us": 1, "burst_per_s": 0}
    rows: list[str] = []
    for name, rounds in (("plain uvicorn", peers), ("feed, from the commit", own)):
        cells = [spread([each[key] for each in rounds], places) for key, places in digits.items()]
        most = max(each["kb"] for each in rounds)  # later rounds use memory that the first one has freed
        lost = sum(each["lost"] for each in rounds)
        rows.append(f"| {name} | {count:,} | {' | '.join(cells)} | {most:.1f} | {lost:.0f} |")
    ratios = [ratio_text([e[key] for e in own], [e[key] for e in peers]) for key in digits]
    return [*rows, f"| *ratio* | {count:,} | {' | '.join(ratios)} | | |"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, nargs="+", default=[1000, 5000])
    parser.add_argument("--events", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pause", type=float, default=0.4, help="seconds between two events")
    parser.add_argument("--read-after", type=float, default=0.1, help="seconds; 0: clients read at once")
    parser.add_argument("--out", type=Path, default=HERE / "RESULTS-fanout.md")
    add_force(parser)
    options = parser.parse_args()
    load = require_quiet(force=options.force)
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    with tempfile.TemporaryDirectory(prefix="altsports-bench-") as folder, ExitStack() as stack:
        lines = asyncio.run(run(options, Path(folder), stack))
    write(options.out, [("Fan-out of one event to WebSocket clients", lines)], COMMAND, load)


if __name__ == "__main__":
    main()
