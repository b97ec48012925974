"""Parses days and times of day, as files and spreadsheets write them."""

import re
from datetime import date, time
from typing import Final

from league_service.core.files.cells import CellError
from league_service.nfl.imports.values import stated

_UNDECIDED: Final = frozenset({"tbd", "tba", "tbc", "flex", "-", "--", "?"})
_HOUR: Final = re.compile(
    r"(?P<hours>\d{1,2})"
    r"(?:[:.h]?(?P<minutes>\d\d)(?:[:.]\d\d(?:[.]\d+)?)?)?"
    r"\s*(?:(?P<half>[ap])[.]?\s?(?:m[.]?)?)?"
    r"\s*(?:e[sd]?t|eastern)?",
    re.IGNORECASE | re.ASCII,
)
_AMERICAN_DAY: Final = re.compile(r"(?P<month>\d{1,2})[/-](?P<day>\d{1,2})[/-](?P<year>\d{4})", re.ASCII)
_MIDNIGHT: Final = re.compile(r"[T ]00:00(:00([.]0+)?)?(Z|[+]00:00)?$")
_NOON: Final = 12


def day(text: str | None) -> date:
    """Parses a day: 2024-09-05, 20240905, or 9/5/2024 as Americans write it. Raises CellError."""
    plain = _MIDNIGHT.sub("", stated(text))
    match = _AMERICAN_DAY.fullmatch(plain)
    try:
        if match is not None:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        return date.fromisoformat(plain)
    except ValueError as error:
        raise CellError(f"{plain[:40]!r} is not a date", "use the form 2024-09-05") from error


def hour(text: str | None) -> time | None:
    """Parses a time of day; None for an empty cell, or a word such as TBD. Raises CellError.

    It reads 13:00, 9:30, 13:00:00, 8:20 PM, 8:20p, 8.20 p.m. ET, 1 PM, 0930 and noon.
    """
    plain = stated(text)
    word = plain.casefold()
    if not plain or word in _UNDECIDED:
        return None
    if word == "noon":
        return time(_NOON)
    match = _HOUR.fullmatch(plain)
    try:
        if match is None:
            raise ValueError(plain)
        return _time_of(match)
    except ValueError as error:
        raise CellError(f"{plain[:40]!r} is not a time of day", "use the form 13:00 or 1:00 PM") from error


def _time_of(match: re.Match[str]) -> time:
    """The time of hours, minutes and half of the day. ValueError if there is no such time."""
    hours, minutes = int(match["hours"]), int(match["minutes"] or 0)
    half = (match["half"] or "").casefold()
    if not half and match["minutes"] is None:
        raise ValueError("a number alone is not a time of day")
    if hours > _NOON and half == "p":
        half = ""  # 20:20 PM
    if half and not 1 <= hours <= _NOON:
        raise ValueError("not an hour of half a day")
    if half:
        hours = hours % _NOON + (_NOON if half == "p" else 0)
    return time(hours, minutes)
