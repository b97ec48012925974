"""Measures the start of the mesh and what it needs at rest: python -m bench.start [--starts 5] [--rest 60]

Prints a table per process: CPU and memory when the mesh is ready, and CPU and wake-ups per second at rest.
The demo's replay is off, because it plays games all the time.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.mesh import BenchMesh, memory_mib

SETTLE_S = 30  # the first half minute after a start still has work to do


@dataclass(frozen=True)
class Use:
    """What a process and its children, also those that have ended, have used since they started."""

    cpu_s: float
    wake_ups: int


def use_of(pid: int) -> Use:
    """Counts all threads, and the children that were waited for."""
    cpu_s, wake_ups = 0.0, 0
    for member in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
        try:
            ended = member.cpu_times()
            cpu_s += time.clock_gettime((~member.pid << 3) | 2) + ended.children_user + ended.children_system
            wake_ups += sum(_switches(thread.id, member.pid) for thread in member.threads())
        except (psutil.NoSuchProcess, OSError):
            continue  # it ended meanwhile
    return Use(cpu_s, wake_ups)


def _switches(thread: int, process: int) -> int:
    status = Path(f"/proc/{process}/task/{thread}/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith("voluntary_ctxt_switches")]
    return int(line.split()[1])


def measure_starts(mesh: BenchMesh, number: int) -> Mapping[str, Use]:
    """Starts the mesh repeatedly, prints how long it takes, and leaves it running."""
    mesh.up()  # creates the database and loads the demo data
    seconds: list[float] = []
    for _ in range(number):
        mesh.down()
        seconds.append(mesh.up())
    used = {name: use_of(pid) for name, pid in mesh.processes().items()}
    least, most = min(seconds), max(seconds)
    print(f"altsports up --detach: {statistics.median(seconds):.1f} s ({least:.1f}..{most:.1f}), of {number}")
    print(f"CPU until ready: {sum(use.cpu_s for use in used.values()):.1f} s on {os.cpu_count()} cores")
    return used


def main() -> None:
    """Prints the measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=5, help="how often to start")
    parser.add_argument("--rest", type=float, default=60, help="seconds to observe at rest")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        mesh = BenchMesh(Path(home), ALTSPORTS_AI_DEMO_REPLAY_SPEED="0")
        try:
            at_start = measure_starts(mesh, given.starts)
            time.sleep(SETTLE_S)
            processes, memory = mesh.processes(), memory_mib(mesh.processes())
            before = {name: use_of(pid) for name, pid in processes.items()}
            time.sleep(given.rest)
            after = {name: use_of(pid) for name, pid in processes.items()}
        finally:
            mesh.down()
    print_table(at_start, before, after, memory, given.rest)


def print_table(
    at_start: Mapping[str, Use],
    before: Mapping[str, Use],
    after: Mapping[str, Use],
    memory: Mapping[str, float],
    seconds: float,
) -> None:
    """One line per process, and the sum."""
    rows = [
        (
            name,
            at_start[name].cpu_s,
            memory[name],
            1000 * (after[name].cpu_s - before[name].cpu_s) / seconds,
            (after[name].wake_ups - before[name].wake_ups) / seconds,
        )
        for name in at_start
    ]
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    print("| process | CPU s until ready | MiB | CPU ms/s at rest | wake-ups/s at rest |")
    print("|---|---|---|---|---|")
    total = ("all", *(sum(row[column] for row in rows) for column in range(1, 5)))
    for name, cpu_s, mib, cpu_ms, wake_ups in (*rows, total):
        print(f"| {name} | {cpu_s:.2f} | {mib:.0f} | {cpu_ms:.1f} | {wake_ups:.0f} |")


if __name__ == "__main__":
    main()
