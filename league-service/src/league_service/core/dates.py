"""Compares the dates of facts, which sources write as days, months, years or seasons."""

import re

_SEASON = re.compile(r"(\d{4})[-/–](\d{4}|\d\d)")
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")

Key = tuple[int, int, int, int]


def as_of_key(text: str) -> Key:
    """Returns a key that orders dates: the last year, month and day of the text, then its first year.

    "2024-25" is the season that ends in 2025, and older than all of 2025; "2024-05" is a month. A text that
    is no date is older than every date.
    """
    season = _SEASON.match(text)
    if season is not None:
        first, last = int(season[1]), int(season[2])
        last = last if last > 99 else first // 100 * 100 + last
        if last - first in {1, -99}:
            return first + 1, 6, 30, first
    day = _DAY.match(text)
    if day is None:
        return 0, 0, 0, 0
    year = int(day[1])
    return year, int(day[2] or 12), int(day[3] or 31), year
