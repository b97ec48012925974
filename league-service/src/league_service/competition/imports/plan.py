"""What an import writes and reports."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from league_service.competition.imports.domain import Counts, SourceEvent
from league_service.competition.ledger.domain import NewResult
from league_service.competition.ledger.schedule import Change

Rows = dict[str, list[dict[str, Any]]]

_TABLES = (
    "rounds",
    "events",
    "event_competitors",
    "event_changes",
    "result_revisions",
    "result_scores",
    "line_quotes",
)


@dataclass(frozen=True, slots=True)
class Note:
    """A value that was not stored as stated, and why. `line` is 0 for what no line states."""

    line: int
    field: str
    message: str
    hint: str


@dataclass(slots=True)
class Plan:
    """The rows to write, in the order of the tables, the affected events, and what to report."""

    counts: Counts = field(default_factory=Counts)
    rows: Rows = field(default_factory=lambda: {table: [] for table in _TABLES})
    new_results: list[NewResult] = field(default_factory=list[NewResult])
    """Results in force of events that were there before."""
    recorded: list[NewResult] = field(default_factory=list[NewResult])
    """The same, also of new events, if the season was there before."""
    new_changes: list[tuple[tuple[str, str], Change]] = field(
        default_factory=list[tuple[tuple[str, str], Change]]
    )
    """Changes of schedules, with the id of the event and its id in the competition."""
    described: list[SourceEvent] = field(default_factory=list[SourceEvent])
    """What is new or changed."""
    touched: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """(event id, key) of events that were there before and changed."""
    cancelled: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Events that the source does not list any more, with the reason of their cancellation."""
    confirmed: list[tuple[str, datetime]] = field(default_factory=list[tuple[str, datetime]])
    """Unchanged events whose facts a newer file states again, with the time of its facts."""
    held_back: set[str] = field(default_factory=set[str])
    """Events whose stated result is older than the stored one."""
    notes: list[Note] = field(default_factory=list[Note])

    def hold_back(self, line: int, name: str, stated: object, kept: object) -> None:
        """Reports a value that is older than the stored one."""
        message = f"{_text(stated)} is older than the stored {_text(kept)}, which was kept"
        self.notes.append(
            Note(line, name, message, "if this file is newer, import it with its date: --as-of 2025-01-31")
        )

    def doubt(self, line: int, name: str, stated: object, replaced: object) -> None:
        """Reports a value that was stored although it may be older than the replaced one."""
        message = f"{_text(stated)} replaced {_text(replaced)}, which may be newer"
        hint = "if this file is older, import it with its date (--as-of), and the newer file again"
        self.notes.append(Note(line, name, message, hint))


def _text(value: object) -> str:
    return value.isoformat(sep=" ", timespec="minutes") if isinstance(value, datetime) else str(value)
