"""The stored facts of a season that an import compares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from league_service.competition.ledger.domain import FINAL, ResultLine
from league_service.competition.ledger.schedule import Change

Starter = tuple[str, str]
"""The key and the name of a person."""


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """A stored event. `facts_at` is how old the facts of its row are at least; None if that is unknown."""

    id: str
    key: str
    session: str
    other_keys: Sequence[str]
    source: str
    fingerprint: str
    status: str
    status_reason: str
    facts_at: datetime | None
    week: int
    round_id: str
    scheduled_at: datetime
    day: date
    hour_known: bool
    venue_id: str | None
    venue_name: str
    neutral: bool
    divisional: bool
    conditions: Mapping[str, Any]
    source_ids: Mapping[str, str]

    @property
    def keys(self) -> tuple[str, ...]:
        """All ids that sources gave the event in its competition."""
        return (self.key, *self.other_keys)


@dataclass(frozen=True, slots=True)
class KnownCompetitor:
    """What a source may leave out about a stored competitor."""

    rest_days: int | None
    starter: Starter | None


@dataclass(frozen=True, slots=True)
class KnownResult:
    """A stored revision; the lines are in the order of the competitors."""

    revision: int
    status: str
    source: str
    effective_at: datetime
    is_outdated: bool
    lines: tuple[ResultLine, ...]

    @property
    def is_final(self) -> bool:
        """Whether it counts from `effective_at` on."""
        return self.status in FINAL and not self.is_outdated


@dataclass(frozen=True, slots=True)
class KnownQuote:
    """A stored quote of the importing source."""

    taken_at: datetime
    revision: int
    recorded_at: datetime
    values: tuple[float | None, int | None, int | None]


@dataclass(slots=True)
class KnownSeason:
    """The stored facts of a season, by the id of the event."""

    positions: dict[str, dict[str, int]] = field(default_factory=dict[str, dict[str, int]])
    """Of events without sides, by the id of the person or by the id and the code of the team."""
    events: dict[str, KnownEvent] = field(default_factory=dict[str, KnownEvent])
    competitors: dict[tuple[str, int], KnownCompetitor] = field(
        default_factory=dict[tuple[str, int], KnownCompetitor]
    )
    """By event and position."""
    changes: Mapping[str, Sequence[Change]] = field(default_factory=dict[str, Sequence[Change]])
    results: dict[str, list[KnownResult]] = field(default_factory=dict[str, list[KnownResult]])
    quotes: dict[tuple[str, str], list[KnownQuote]] = field(
        default_factory=dict[tuple[str, str], list[KnownQuote]]
    )

    def has_final(self, event_id: str) -> bool:
        """Whether an event has a final result."""
        return any(result.is_final for result in self.results.get(event_id, ()))
