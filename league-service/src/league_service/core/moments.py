"""Reads the times that requests give as text."""

import re
from datetime import UTC, date, datetime
from typing import Final

from league_service.core.errors import InvalidMoment

_UNESCAPED_PLUS: Final = re.compile(r"(?<=\d) (?=\d\d:?\d\d$)(?<=T\d\d:\d\d:\d\d )")


def shown_moment(moment: datetime) -> str:
    """A time as all answers write it: 2025-11-01T18:00:00Z."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def read_moment(text: str, now: datetime, field: str = "as_of") -> datetime:
    """Parses the time of a field: a day means its start in UTC, an empty text means now.

    Raises InvalidMoment.
    """
    if not text.strip():
        return now
    try:
        if len(text.strip()) == len("2024-01-01"):
            day = date.fromisoformat(text.strip())
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
        moment = datetime.fromisoformat(_UNESCAPED_PLUS.sub("+", text.strip()))
    except ValueError as error:
        raise InvalidMoment(text, field=field) from error
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError as error:
        raise InvalidMoment(text, field=field) from error
