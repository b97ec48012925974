"""Writes the results as Markdown, with a description of the machine."""

import platform
import statistics
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import psutil

from bench.measure import Series, ratio_text, spread

PACKAGES = ("fastapi", "uvicorn", "uvloop", "grpcio", "psycopg", "sqlalchemy", "redis", "fastmcp", "pydantic")


def table(results: Mapping[str, Series], bases: Sequence[str]) -> list[str]:
    """One row per variant, with requests per second and CPU time against each base, round by round."""
    against = [f"{what} to {base}" for base in bases for what in ("req/s", "CPU")]
    columns = ["variant", "requests/s", "p50 ms", "p99 ms", "CPU µs/request", "by process", *against]
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for name, series in results.items():
        parts = ", ".join(
            f"{who} {statistics.median(each):.0f}" for who, each in series.cpu_by_process.items()
        )
        cells = [
            name,
            spread(series.per_second),
            spread(series.p50_ms, 2),
            spread(series.p99_ms, 2),
            spread(series.cpu_us),
            parts,
        ]
        for base in bases:
            other = results[base]
            cells += [
                ratio_text(series.per_second, other.per_second),
                ratio_text(series.cpu_us, other.cpu_us),
            ]
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, "", _neighbours(results)]


def _neighbours(results: Mapping[str, Series]) -> str:
    foreign = [cores for series in results.values() for cores in series.foreign_cores]
    return f"Meanwhile everything else on the machine used {spread(foreign, 2)} cores."


def machine() -> list[str]:
    """The machine and the versions."""
    memory = psutil.virtual_memory().total / 2**30
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return [
        f"- Machine: {psutil.cpu_count()} cores ({model}), {memory:.0f} GiB, {platform.system()}",
        f"- Python {platform.python_version()}; {packages}",
    ]


def write(path: Path, sections: Sequence[tuple[str, list[str]]], command: str, load: str) -> str:
    """Writes all sections and returns the text; `load` describes the load of the machine before the run."""
    lines = [
        "# Results",
        "",
        f"Repeat with `{command}`. [README.md](README.md) describes how it measures.",
        "",
    ]
    lines += [*machine(), f"- Load: {load}", ""]
    lines.append(
        "Absolute figures depend on the machine and its neighbours; the ratios are taken round by round."
        " Each figure is the median of the rounds, with the lowest and the highest."
    )
    for title, body in sections:
        lines += ["", f"## {title}", "", *body]
    text = "\n".join(lines) + "\n"
    path.write_text(text)
    return text
