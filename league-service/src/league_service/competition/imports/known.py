"""The stored facts of a season that an import compares."""

from dataclasses import dataclass, field
from datetime import datetime

from league_service.competition.ledger.domain import ResultLine


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """The compared parts of a stored event."""

    id: str
    fingerprint: str
    scheduled_at: datetime


@dataclass(frozen=True, slots=True)
class KnownResult:
    """A stored revision; the lines are in the order of the competitors."""

    revision: int
    status: str
    source: str
    effective_at: datetime
    lines: tuple[ResultLine, ...]


@dataclass(frozen=True, slots=True)
class KnownQuote:
    """A stored quote of the importing source."""

    taken_at: datetime
    revision: int
    values: tuple[float | None, int | None, int | None]


@dataclass(slots=True)
class KnownSeason:
    """The stored facts of a season, by event."""

    positions: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    """Of events without sides, by the id of the person or by the id and the code of the team."""
    events: dict[str, KnownEvent] = field(default_factory=dict[str, KnownEvent])
    results: dict[str, list[KnownResult]] = field(default_factory=dict[str, list[KnownResult]])
    quotes: dict[tuple[str, str], list[KnownQuote]] = field(
        default_factory=dict[tuple[str, str], list[KnownQuote]]
    )
