"""Writes the supervisor's events to its own log, in the format of all logs of the mesh."""

import contextlib
import json
from pathlib import Path

from altsports_cli.machine.home import Home
from altsports_cli.supervision.events import Event, describe
from service_kit.clock.clocks import Clock, SystemClock

NAME = "supervisor"


class EventLog:
    """The `supervisor.log` of a home."""

    def __init__(self, home: Home, clock: Clock | None = None) -> None:
        self._path: Path = home.log_of(NAME)
        self._clock = clock or SystemClock()

    def write(self, event: Event) -> None:
        """Appends a line; a log that cannot be written stops nothing."""
        words = describe(event).strip()
        if not words:
            return
        level = {"crashed": "WARNING", "failed": "ERROR"}.get(event.kind, "INFO")
        line = {
            "timestamp": self._clock.now().isoformat().replace("+00:00", "Z"),
            "level": level,
            "severity": level,
            "service": NAME,
            "message": words,
        }
        with contextlib.suppress(OSError), self._path.open("a") as file:
            file.write(json.dumps(line) + "\n")
