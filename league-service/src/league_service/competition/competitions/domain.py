"""Competitions, and the `as_of` time of reads."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from league_service.core.errors import InvalidMoment
from league_service.core.ids import competition_id

ADMIN: Final = "admin"
"""The source of results and quotes that a person reports."""

_UNESCAPED_PLUS: Final = re.compile(r"(?<=\d) (?=\d\d:?\d\d$)(?<=T\d\d:\d\d:\d\d )")


@dataclass(frozen=True, slots=True)
class Competition:
    """A competition, such as a league."""

    key: str
    name: str
    sport: str
    simulated: bool = False

    @property
    def id(self) -> str:
        return competition_id(self.key)


def read_moment(text: str, now: datetime) -> datetime:
    """Parses `as_of`: a day means its start in UTC, an empty text means now. Raises InvalidMoment."""
    if not text.strip():
        return now
    try:
        if len(text.strip()) == len("2024-01-01"):
            day = date.fromisoformat(text.strip())
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
        moment = datetime.fromisoformat(_UNESCAPED_PLUS.sub("+", text.strip()))
    except ValueError as error:
        raise InvalidMoment(text) from error
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError as error:
        raise InvalidMoment(text) from error
