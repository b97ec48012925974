"""Background jobs beside Celery on Redis: throughput, start latency, and what a kill loses.

    python -m bench.jobs

Celery runs in an environment of its own (`.venv-peers`), which the first run creates.
"""

import argparse
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.accounting import Meter
from bench.job_sides import CelerySide, OwnSide, Side
from bench.measure import ratio_text, spread
from bench.quiet import add_force, require_quiet
from bench.report import machine

HERE = Path(__file__).parent
OUT = HERE / "RESULTS-jobs.md"
PEERS = HERE.parent / ".venv-peers"
ROWS = (
    ("asking for one job, ms", "enqueue_ms", 2),
    ("jobs per second", "per_second", 0),
    ("start latency p50, ms", "start_p50_ms", 1),
    ("start latency p99, ms", "start_p99_ms", 1),
    ("asking and start latency p50, ms", "p50_ms", 1),
    ("asking and start latency p99, ms", "p99_ms", 1),
    ("CPU of workers and store per job, µs", "cpu_us", 0),
)
JOB_S = 1.0
TEXT = """\
# Background jobs beside Celery

Repeat with `python -m bench.jobs`. [README.md](README.md) describes how it measures.

{machine}
- Load: {load}
- AltSports: runs of the task service, {workers} workers; PostgreSQL with and without fsync
- Celery {celery}: {concurrency} processes (prefork), late acknowledgement, `unacked_restore_interval` 2,
  `unacked_restore_throttle` 1, `visibility_timeout` 10; Redis with AOF

Median of {rounds} rounds, with the lowest and the highest. Start latency: from the time the queue has
accepted a job to its first line, for {arrivals} jobs, independent arrivals, {rate:g} a second. Throughput:
{jobs} jobs that wait when the workers start, counted once a fifth of them is done.

{figures}

## kill -9

{killed} jobs of {job_s} s. The kill comes half a second after a random one of them has started. What
was killed is started again a second later.

{losses}

AltSports keeps no job in Redis, and Celery none in PostgreSQL.
"""
GIVE_UP_S = 120


@dataclass
class Figures:
    """What the rounds of one side found."""

    enqueue_ms: list[float] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)
    cpu_us: list[float] = field(default_factory=list)
    start_p50_ms: list[float] = field(default_factory=list)
    start_p99_ms: list[float] = field(default_factory=list)
    p50_ms: list[float] = field(default_factory=list)
    p99_ms: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Loss:
    """What became of jobs around a kill."""

    accepted: int
    interrupted: int
    lost: int
    twice: int
    resumed_s: float | None
    """Until the last job that was interrupted started again; None if one never did."""

    done_s: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2000, help="jobs of the throughput")
    parser.add_argument("--arrivals", type=int, default=400, help="jobs of the latency")
    parser.add_argument("--rate", type=float, default=20, help="arrivals per second")
    parser.add_argument("--concurrency", type=int, default=4, help="processes of Celery")
    parser.add_argument("--killed", type=int, default=40, help="jobs around a kill")
    parser.add_argument("--out", type=Path, default=OUT)
    add_force(parser)
    given = parser.parse_args()
    quiet = require_quiet(force=given.force)
    python = peer_python()
    folder = Path(tempfile.mkdtemp(prefix="jobs-"))
    sides: list[Side] = []
    try:
        for name, fsync in (("own", True), ("own-without", False)):
            sides.append(OwnSide(folder / name, given.concurrency, fsync=fsync))
        sides.append(CelerySide(folder / "celery", given.concurrency, python))
        figures = measure(sides, given)
        losses = {(side.name, what): lose(side, what, given.killed) for side in sides for what in KILLS}
    finally:
        for side in sides:
            side.remove()
        shutil.rmtree(folder, ignore_errors=True)
    given.out.write_text(report(figures, losses, given, quiet))
    print(given.out.read_text())


def peer_python() -> Path:
    """The Python of the environment of peers, which is created or completed."""
    uv = HERE.parent / ".venv" / "bin" / "uv"
    subprocess.run(
        [str(uv) if uv.exists() else "uv", "sync", "--quiet", "--frozen", "--only-group", "peers"],
        env={**os.environ, "UV_PROJECT_ENVIRONMENT": str(PEERS)},
        cwd=HERE.parent,
        check=True,
    )
    return PEERS / "bin" / "python"


def measure(sides: Sequence[Side], given: argparse.Namespace) -> dict[str, Figures]:
    """Throughput and latency, in alternating order."""
    figures = {side.name: Figures() for side in sides}
    for side in sides:
        side.start_workers()
        side.warm_up()
    for number in range(given.rounds):
        for side in sides if number % 2 == 0 else reversed(sides):
            _throughput(side, given.jobs, figures[side.name])
            _latency(side, given.arrivals, given.rate, figures[side.name])
            found = figures[side.name]
            print(
                f"round {number + 1}/{given.rounds} {side.name}: {found.per_second[-1]:.0f}/s,"
                f" start p50 {found.start_p50_ms[-1]:.1f} ms, p99 {found.start_p99_ms[-1]:.1f} ms,"
                f" with asking p99 {found.p99_ms[-1]:.1f} ms, {found.cpu_us[-1]:.0f} µs"
            )
    return figures


def _throughput(side: Side, count: int, found: Figures) -> None:
    """Jobs that wait when the workers start; counted once a fifth is done, when all workers work."""
    side.kill_workers()
    asked = side.ask(count)
    jobs = set(asked.accepted)
    side.start_workers()
    begun = count // 5
    while len(jobs & side.times("end").keys()) < begun:
        time.sleep(0.05)
    meter, before = Meter(side.pids()), len(jobs & side.times("end").keys())
    if before == count:
        raise RuntimeError(f"{side.name}: {count} jobs are done too soon to be measured; raise --jobs")
    _require_all(side, side.wait_for(list(jobs), within_s=GIVE_UP_S))
    used = meter.used()
    ends = sorted(min(times) for job, times in side.times("end").items() if job in jobs)
    found.per_second.append((count - begun) / (ends[-1] - ends[begun - 1]))
    found.cpu_us.append(1e6 * sum(used.values()) / (count - before))
    found.enqueue_ms.append(1000 * sorted(asked.took)[len(asked.took) // 2])


def _latency(side: Side, count: int, rate: float, found: Figures) -> None:
    """Independent arrivals at a worker that has nothing else to do."""
    asked = side.ask(count, rate=rate)
    _require_all(side, side.wait_for(list(asked.accepted), within_s=GIVE_UP_S))
    starts = side.times("start")
    waits = [1000 * (min(starts[job]) - at) for job, at in asked.accepted.items()]
    found.p50_ms.append(_percentile(waits, 0.5))
    found.p99_ms.append(_percentile(waits, 0.99))
    after = [wait - 1000 * took for wait, took in zip(waits, asked.took, strict=True)]
    found.start_p50_ms.append(_percentile(after, 0.5))
    found.start_p99_ms.append(_percentile(after, 0.99))


def _percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def _require_all(side: Side, left: Sequence[str]) -> None:
    if left:
        raise RuntimeError(f"{side.name}: {len(left)} jobs were not carried out")


def _kill_workers(side: Side) -> None:
    side.kill_workers()
    time.sleep(1)
    side.start_workers()


KILLS: dict[str, Callable[[Side], None]] = {
    "workers": _kill_workers,
    "store": lambda side: side.restart_store(),
}


def lose(side: Side, what: str, count: int) -> Loss:
    """Kills the worker or the store with SIGKILL while jobs of a second run, and looks what is left."""
    side.kill_workers()
    asked = side.ask(count, work_s=JOB_S)
    jobs = list(asked.accepted)
    side.start_workers()
    side.wait_for(random.sample(jobs, 1), what="start", within_s=GIVE_UP_S)
    time.sleep(JOB_S / 2)
    killed = time.time()
    interrupted = set(side.times("start")) & set(jobs) - set(side.times("end"))
    KILLS[what](side)
    left = side.wait_for(jobs, within_s=GIVE_UP_S)
    starts, ends = side.times("start"), side.times("end")
    again = [[at for at in starts[job] if at > killed] for job in interrupted]
    resumed = max((min(times) for times in again if times), default=killed) - killed
    return Loss(
        accepted=count,
        interrupted=len(interrupted),
        lost=len(left),
        twice=sum(len(ends.get(job, ())) > 1 for job in jobs),
        resumed_s=None if any(not times for times in again) and what == "workers" else resumed,
        done_s=max(max(ends[job]) for job in jobs if job in ends) - killed,
    )


def report(
    figures: Mapping[str, Figures],
    losses: Mapping[tuple[str, str], Loss],
    given: argparse.Namespace,
    quiet: str,
) -> str:
    parts = {
        "machine": "\n".join(machine()),
        "load": quiet,
        "workers": OwnSide.processes,
        "celery": version_of_celery(),
        "figures": "\n".join(_figures_table(figures)),
        "losses": "\n".join(_losses_table(losses)),
        "job_s": f"{JOB_S:g}",
    }
    return TEXT.format(**vars(given), **parts)


def _figures_table(figures: Mapping[str, Figures]) -> list[str]:
    columns = ["", *figures, *(f"{name} to Celery" for name in figures if name != "Celery")]
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for title, name, digits in ROWS:
        values = {side: getattr(found, name) for side, found in figures.items()}
        ratios = [ratio_text(each, values["Celery"]) for side, each in values.items() if side != "Celery"]
        cells = [*(spread(each, digits) for each in values.values()), *ratios]
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return lines


def _losses_table(losses: Mapping[tuple[str, str], Loss]) -> list[str]:
    columns = [
        "killed",
        "accepted",
        "interrupted",
        "lost",
        "done twice",
        "resumed after s",
        "all done after s",
    ]
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for (side, what), loss in losses.items():
        resumed = "never" if loss.resumed_s is None else f"{loss.resumed_s:.1f}"
        if what == "store":  # the work goes on while the store is away
            resumed = "–"
        counts = f"{loss.accepted} | {loss.interrupted} | {loss.lost} | {loss.twice}"
        lines.append(f"| {side}: {what} | {counts} | {resumed} | {loss.done_s:.1f} |")
    return lines


def version_of_celery() -> str:
    code = "from importlib.metadata import version; print(version('celery'))"
    return subprocess.run(
        [str(PEERS / "bin" / "python"), "-c", code], stdout=subprocess.PIPE, text=True, check=True
    ).stdout.strip()


if __name__ == "__main__":
    main()
