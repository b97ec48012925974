"""Measures variants alternately, and computes ratios round by round."""

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

LOAD = Path(__file__).with_name("load.py")


@dataclass(frozen=True)
class Variant:
    """One thing to measure: where to send requests and whose CPU to count.

    Each connection asks for a URL of its own, so that a server that makes one call for equal questions
    has nothing to gain from it.
    """

    name: str
    urls: Sequence[str]
    processes: Callable[[], Mapping[str, int]]
    """Name to process id; children are counted with their parent."""
    headers: Sequence[str] = ()
    body: str = ""


@dataclass
class Series:
    """The results of one variant, one per round."""

    per_second: list[float] = field(default_factory=list)
    cpu_us: list[float] = field(default_factory=list)
    p50_ms: list[float] = field(default_factory=list)
    p99_ms: list[float] = field(default_factory=list)
    cpu_by_process: dict[str, list[float]] = field(default_factory=dict)


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and its living children, all threads, in seconds."""
    total = 0.0
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0.0
    for member in family:
        try:
            times = member.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


def run_once(variant: Variant, *, seconds: float, connections: int, series: Series) -> None:
    """Loads one variant once. Raises RuntimeError when anything but 2xx comes back."""
    pids = dict(variant.processes())
    before = {name: cpu_seconds(pid) for name, pid in pids.items()}
    answer = _load(variant, seconds, connections)
    after = {name: cpu_seconds(pid) for name, pid in pids.items()}
    bad = {status: count for status, count in answer["statuses"].items() if not status.startswith("2")}
    if bad or not answer["requests"]:
        raise RuntimeError(f"{variant.name}: not only successes came back: {answer['statuses']}")
    series.per_second.append(answer["per_second"])
    series.p50_ms.append(answer["p50_ms"])
    series.p99_ms.append(answer["p99_ms"])
    used = {name: 1e6 * (after[name] - before[name]) / answer["requests"] for name in pids}
    series.cpu_us.append(sum(used.values()))
    for name, value in used.items():
        series.cpu_by_process.setdefault(name, []).append(value)


def _load(variant: Variant, seconds: float, connections: int) -> dict:
    options = ["--seconds", str(seconds), "--connections", str(connections)]
    command = [sys.executable, str(LOAD), *variant.urls, *options]
    for header in variant.headers:
        command += ["--header", header]
    if variant.body:
        command += ["--body", variant.body]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=seconds + 60)
    return json.loads(done.stdout)


def alternate(
    variants: Sequence[Variant], *, rounds: int, seconds: float, connections: int, say: Callable[[str], None]
) -> dict[str, Series]:
    """Measures A B C, then C B A, and so on, after one short warm-up each."""
    results = {variant.name: Series() for variant in variants}
    for variant in variants:
        run_once(variant, seconds=1, connections=connections, series=Series())
    for number in range(rounds):
        order = variants if number % 2 == 0 else list(reversed(variants))
        for variant in order:
            series = results[variant.name]
            run_once(variant, seconds=seconds, connections=connections, series=series)
            say(f"  round {number + 1}/{rounds} {variant.name}: {series.per_second[-1]:,.0f}/s")
    return results


def ratios(series: Series, base: Series) -> tuple[float, float, float]:
    """Requests per second against a base, round by round: median, lowest, highest."""
    each = [own / other for own, other in zip(series.per_second, base.per_second, strict=True)]
    return statistics.median(each), min(each), max(each)


def spread(values: Sequence[float], digits: int = 0) -> str:
    """`median (min..max)`."""
    middle = statistics.median(values)
    return f"{middle:,.{digits}f} ({min(values):,.{digits}f}..{max(values):,.{digits}f})"
