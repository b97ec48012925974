"""What people are invited to: matches, training sessions and meetings in one shape. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from league_service.clubs.engine.hooks import Problem, Row
from league_service.clubs.engine.zones import check_time_zone

Noun = Literal["matches", "training_sessions", "reunions"]

NOUNS: Final[tuple[Noun, ...]] = ("matches", "training_sessions", "reunions")
OFF: Final = frozenset({"cancelled", "abandoned"})
"""States in which nobody has to come."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One of them. `team_ids` are the teams of the club that take part; none if it is the whole club."""

    noun: Noun
    id: str
    version: int
    updated_at: datetime
    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    status: str
    place: str
    closes_at: datetime
    team_ids: tuple[str, ...]
    archived: bool

    @property
    def is_off(self) -> bool:
        """Whether it does not take place."""
        return self.archived or self.status in OFF

    def is_open(self, now: datetime) -> bool:
        """Whether answers to the invitation are accepted."""
        return not self.is_off and now < self.closes_at


def check_times(row: Row) -> Iterator[Problem]:
    """What is wrong with the zone and the closing time of a row that people are invited to."""
    yield from check_time_zone(row)
    if row["responses_close_at"] is not None and row["responses_close_at"] > row["starts_at"]:
        yield Problem("responses_close_at", "Answers should close before the beginning, or when it begins")
