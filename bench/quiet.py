"""Refuses to measure on a loaded machine, because neighbours distort even ratios."""

import argparse
import sys
import time

import psutil

from bench.accounting import machine_seconds

WATCHED_S = 3.0
MOST_BUSY = 0.1
"""The share of all cores that others may use."""


def busy_cores(seconds: float = WATCHED_S) -> float:
    """The cores that are busy now, while the benchmark itself sleeps."""
    before, started = machine_seconds(), time.perf_counter()
    time.sleep(seconds)
    return (machine_seconds() - before) / (time.perf_counter() - started)


def allowed_cores() -> float:
    """The busy cores up to which the machine counts as quiet."""
    return MOST_BUSY * (psutil.cpu_count() or 1)


def add_force(parser: argparse.ArgumentParser) -> None:
    """Adds the option --force."""
    parser.add_argument("--force", action="store_true", help="measure although the machine is loaded")


def require_quiet(*, force: bool) -> str:
    """Returns the load before the run as a sentence. Ends the program on a loaded machine, unless forced."""
    busy, allowed = busy_cores(), allowed_cores()
    load = psutil.getloadavg()[0]
    found = f"{busy:.2f} of {psutil.cpu_count()} cores were busy before the run (load average {load:.1f})"
    if busy <= allowed:
        return f"{found}."
    if not force:
        sys.exit(
            f"The machine is loaded: {found}, and at most {allowed:.2f} are accepted. Wait until it is quiet,"
            " or measure with --force; the result then reports the load."
        )
    return f"**Forced on a loaded machine**: {found}; at most {allowed:.2f} are accepted without --force."
