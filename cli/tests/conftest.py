"""Stand-ins for services, homes, and supervisors in processes of their own."""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from altsports_cli.machine.home import Home
from altsports_cli.supervision.events import Event
from altsports_cli.supervision.programs import Program

pytest_plugins = ["service_kit.testing.plugin"]

STAND_IN = """
import os, pathlib, signal, sys, time
folder, name = pathlib.Path(sys.argv[1]), sys.argv[2]
journal = folder / "journal"

def write(word):
    with journal.open("a") as file:
        file.write(f"{name} {word}\\n")

def stop(*_):
    write("stopped")
    sys.exit(0)

signal.signal(signal.SIGTERM, stop)
write("started")
print(f"{name} says hello", flush=True)
(folder / f"{name}.pid").write_text(str(os.getpid()))
while True:
    time.sleep(0.05)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with its folders."""
    home = Home(tmp_path / "home")
    home.make_folders()
    return home


@pytest.fixture
def events() -> list[Event]:
    """The events that a supervisor emitted, in order."""
    return []


@pytest.fixture
def stand_in(tmp_path: Path) -> Callable[..., Program]:
    """Creates a program that logs its start and stop in `tmp_path/journal`, and is ready once it started."""
    script = tmp_path / "stand_in.py"
    script.write_text(STAND_IN)

    def make(name: str, *, script_text: str = "", **options: object) -> Program:
        own = script
        if script_text:
            own = tmp_path / f"{name}.py"
            own.write_text(textwrap.dedent(script_text))

        async def probe() -> bool:
            return (tmp_path / f"{name}.pid").exists()

        settings = {"probe": probe, "environment": dict(os.environ), **options}
        return Program(name, (sys.executable, str(own), str(tmp_path), name), **settings)  # type: ignore[arg-type]

    return make


@pytest.fixture
def altsports(tmp_path: Path) -> Iterator[Callable[..., "subprocess.CompletedProcess[str]"]]:
    """Runs the command line on a separate home; stops what it left running."""
    environment = {**os.environ, "ALTSPORTS_HOME": str(tmp_path / "home"), "COLUMNS": "200"}
    for name in ("DATABASE_URL", "REDIS_URL"):
        environment.pop(name, None)

    def run(*arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "altsports_cli", *arguments],
            env={**environment, **settings},
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )

    yield run
    state = tmp_path / "home" / "state.json"
    if state.exists() and json.loads(state.read_text())["processes"]:
        run("down")
