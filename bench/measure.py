"""Measures variants alternately, and computes ratios round by round."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.accounting import Meter

HERE = Path(__file__).parent
REST_S = 1.5


@dataclass(frozen=True)
class Variant:
    """One thing to measure: where to send requests and whose CPU to count.

    Each connection asks for a URL of its own, so that a server that makes one call for equal questions
    has nothing to gain from it.
    """

    name: str
    urls: Sequence[str]
    processes: Callable[[], Mapping[str, int]]
    """Name to process id; the whole tree below each is counted."""
    headers: Sequence[str] = ()
    body: str = ""


@dataclass(frozen=True)
class Traffic:
    """How requests arrive.

    Without a rate, each of `connections` clients sends its next request after the answer to the last one.
    With a rate, requests arrive independently of each other and of the answers (a Poisson process), and a
    latency counts from the time at which its request was due.
    """

    connections: int = 16
    rate: float = 0.0

    def __str__(self) -> str:
        if self.rate:
            return f"{self.rate:g} independent arrivals/s"
        return f"{self.connections} in flight"


@dataclass
class Series:
    """The results of one variant, one per round."""

    per_second: list[float] = field(default_factory=list)
    cpu_us: list[float] = field(default_factory=list)
    p50_ms: list[float] = field(default_factory=list)
    p99_ms: list[float] = field(default_factory=list)
    cpu_by_process: dict[str, list[float]] = field(default_factory=dict)
    foreign_cores: list[float] = field(default_factory=list)


def cores_of(pids: Mapping[str, int], seconds: float = REST_S) -> dict[str, float]:
    """Name to the CPU seconds per second that a tree uses now."""
    meter = Meter(pids)
    time.sleep(seconds)
    elapsed = meter.elapsed()
    return {name: used / elapsed for name, used in meter.used().items()}


def _cores_at_rest(variants: Sequence[Variant]) -> dict[int, float]:
    """Process id to the use of its tree without requests."""
    pids = {str(pid): pid for variant in variants for pid in variant.processes().values()}
    return {pids[name]: cores for name, cores in cores_of(pids).items()}


def run_once(
    variant: Variant, *, seconds: float, traffic: Traffic, rest: Mapping[int, float], series: Series
) -> None:
    """Loads one variant once; CPU time is what exceeds the use at rest.

    Raises RuntimeError when anything but 2xx comes back.
    """
    pids = dict(variant.processes())
    meter = Meter(pids)
    answer = _load(variant, seconds, traffic)
    used, elapsed = meter.used(), meter.elapsed()
    series.foreign_cores.append(meter.foreign_cores(used))
    bad = {status: count for status, count in answer["statuses"].items() if not status.startswith("2")}
    if bad or not answer["requests"]:
        raise RuntimeError(f"{variant.name}: not only successes came back: {answer['statuses']}")
    series.per_second.append(answer["per_second"])
    series.p50_ms.append(answer["p50_ms"])
    series.p99_ms.append(answer["p99_ms"])
    each = {
        name: 1e6 * (used[name] - rest.get(pid, 0.0) * elapsed) / answer["requests"]
        for name, pid in pids.items()
    }
    series.cpu_us.append(sum(each.values()))
    for name, value in each.items():
        series.cpu_by_process.setdefault(name, []).append(value)


def _load(variant: Variant, seconds: float, traffic: Traffic) -> dict:
    options = ["--seconds", str(seconds), "--connections", str(traffic.connections)]
    options += ["--rate", str(traffic.rate)]
    command = [sys.executable, "-m", "bench.load", *variant.urls, *options]
    for header in variant.headers:
        command += ["--header", header]
    if variant.body:
        command += ["--body", variant.body]
    done = subprocess.run(
        command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True, check=True, timeout=seconds + 60
    )
    return json.loads(done.stdout)


def alternate(
    variants: Sequence[Variant], *, rounds: int, seconds: float, traffic: Traffic, say: Callable[[str], None]
) -> dict[str, Series]:
    """Measures A B C, then C B A, and so on, after one short warm-up each.

    Each round begins without requests, to measure what the processes use at rest.
    """
    results = {variant.name: Series() for variant in variants}
    for variant in variants:
        run_once(variant, seconds=1, traffic=traffic, rest={}, series=Series())
    for number in range(rounds):
        rest = _cores_at_rest(variants)
        order = variants if number % 2 == 0 else list(reversed(variants))
        for variant in order:
            series = results[variant.name]
            run_once(variant, seconds=seconds, traffic=traffic, rest=rest, series=series)
            found = (
                f"{series.per_second[-1]:,.0f}/s, {series.cpu_us[-1]:,.0f} µs, p50 {series.p50_ms[-1]:.1f} ms"
            )
            say(f"  {traffic}, round {number + 1}/{rounds} {variant.name}: {found}")
    return results


def ratios(own: Sequence[float], base: Sequence[float]) -> tuple[float, float, float]:
    """Values against those of a base, round by round: median, lowest, highest."""
    each = [value / other for value, other in zip(own, base, strict=True)]
    return statistics.median(each), min(each), max(each)


def ratio_text(own: Sequence[float], base: Sequence[float]) -> str:
    """`median (lowest..highest)` of the ratios."""
    middle, low, high = ratios(own, base)
    return f"{middle:.2f} ({low:.2f}..{high:.2f})"


def spread(values: Sequence[float], digits: int = 0) -> str:
    """`median (min..max)`."""
    middle = statistics.median(values)
    return f"{middle:,.{digits}f} ({min(values):,.{digits}f}..{max(values):,.{digits}f})"
