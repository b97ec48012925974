"""Dates and times in a text, and what each states: a full date, a day of a month, or a month of a year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul"),
            *("august aug", "september sept sep", "october oct", "november nov", "december dec"),
        ),
        1,
    )
    for name in names.split()
}
_MONTH: Final = rf"(?P<{{0}}>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_YEAR: Final = r"(?P<{0}>[12]\d{{3}})"
_DAY: Final = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_SHAPES: Final = (
    r"(?P<y1>[12]\d{3})-(?P<m1>[01]\d)-(?P<d1>[0-3]\d)",
    rf"{_DAY.format('d2')}(?: of)? {_MONTH.format('m2')}(?:,? {_YEAR.format('y2')})?",
    rf"{_MONTH.format('m3')} {_DAY.format('d3')}(?:,? {_YEAR.format('y3')})?(?!\d|[.,]\d)",
    rf"{_MONTH.format('m4')},? {_YEAR.format('y4')}",
)
_DATE: Final = re.compile(rf"(?<![\w.-])(?:{'|'.join(_SHAPES)})(?![\w-])", re.IGNORECASE)
_ISO_TIME: Final = re.compile(
    r"(?<![\w.-])([12]\d{3}-[01]\d-[0-3]\d)T([0-2]\d:[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?"
)
TIME: Final = re.compile(r"(?<![\w:.])([0-2]?\d:[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?Z?(?![\w:])")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text; None for a part that it leaves open."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None

    def fits(self, year: int, month: int, day: int) -> bool:
        """Whether a full date has the parts that this one states."""
        return self.year in (None, year) and self.month == month and self.day in (None, day)


def dates_in(text: str) -> Iterator[DateMention]:
    """The dates of a text, in order."""
    for match in _DATE.finditer(text):
        parts = {name[0]: value for name, value in match.groupdict().items() if value is not None}
        month = parts["m"].lower().rstrip(".")
        number = int(month) if month.isdecimal() else _MONTHS[month]
        day = int(parts["d"]) if "d" in parts else None
        if 1 <= number <= 12 and (day is None or 1 <= day <= 31):
            yield DateMention(
                match.start(), match.end(), int(parts["y"]) if "y" in parts else None, number, day
            )


def times_of(text: str) -> set[str]:
    """The times of day in a text, such as "20:15", also behind a date."""
    return {match[1].zfill(5) for match in TIME.finditer(_ISO_TIME.sub(r"\1 \2 ", text))}


def spaced(text: str) -> str:
    """The text with a space in place of the T between a date and a time: positions stay the same."""
    return _ISO_TIME.sub(lambda match: match[0].replace("T", " ", 1), text)
