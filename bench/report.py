"""Writes the results as Markdown, with a description of the machine."""

import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import psutil

from bench.measure import Series, ratios, spread

PACKAGES = ("fastapi", "uvicorn", "uvloop", "grpcio", "psycopg", "sqlalchemy", "redis", "fastmcp", "pydantic")


def table(results: Mapping[str, Series], base: str) -> list[str]:
    """One row per variant; ratios are requests per second against `base`, round by round."""
    lines = [
        f"| variant | requests/s | ratio to {base} | p50 ms | p99 ms | CPU µs/request | by process |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, series in results.items():
        middle, low, high = ratios(series, results[base])
        parts = ", ".join(f"{who} {sum(v) / len(v):.0f}" for who, v in series.cpu_by_process.items())
        lines.append(
            f"| {name} | {spread(series.per_second)} | {middle:.2f} ({low:.2f}..{high:.2f}) | "
            f"{spread(series.p50_ms, 2)} | {spread(series.p99_ms, 2)} | {spread(series.cpu_us)} | {parts} |"
        )
    return lines


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


def write(path: Path, sections: Sequence[tuple[str, list[str]]], command: str) -> str:
    """Writes all sections and returns the text."""
    lines = ["# Results", "", f"Repeat with `{command}`.", "", *machine(), ""]
    lines.append(
        "Absolute figures depend on the machine and its neighbours; the ratios are taken round by round."
    )
    for title, body in sections:
        lines += ["", f"## {title}", "", *body]
    text = "\n".join(lines) + "\n"
    path.write_text(text)
    return text
