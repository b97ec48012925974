"""Writes the supervisor's events to its own log, in the format of all logs of the mesh."""

import contextlib
import secrets
from pathlib import Path

from altsports_cli.machine.home import Home
from altsports_cli.supervision.events import Event, describe
from service_kit.clock.clocks import Clock, SystemClock
from service_kit.logging.lines import placed_record, to_json

NAME = "supervisor"


class EventLog:
    """The `supervisor.log` of a home. All lines of one run have the same trace id."""

    def __init__(self, home: Home, clock: Clock | None = None) -> None:
        self._path: Path = home.log_of(NAME)
        self._clock = clock or SystemClock()
        self._trace_id = secrets.token_hex(16)

    def write(self, event: Event) -> None:
        """Appends a line; a log that cannot be written stops nothing."""
        words = describe(event).strip()
        if not words:
            return
        level = {"crashed": "WARNING", "failed": "ERROR"}.get(event.kind, "INFO")
        place = (self._clock.now().timestamp(), "", self._trace_id, "")
        context = {"program": event.name} if event.name else {}
        record = placed_record(NAME, level, NAME, words, context, place)
        with contextlib.suppress(OSError), self._path.open("ab") as file:
            file.write(to_json(record))
