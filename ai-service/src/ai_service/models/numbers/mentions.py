"""Finds the numbers of a text: digits, words, percentages, ordinals, dates and times."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ai_service.models.numbers.dates import TIME, DateMention, dates_in, spaced
from ai_service.models.numbers.words import WORDS, value_of

_MAGNITUDES: Final = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "million": 6,
    "bn": 9,
    "b": 9,
    "billion": 9,
    "trillion": 12,
}
_NUMBER: Final = re.compile(
    r"(?P<sign>(?<![\w.)\]])[-−–+])?(?P<currency>[$€£¥]\s?)?"
    r"(?<![\w.])(?P<digits>\d{1,3}(?:[,'’\u202f\u00a0\u2009]\d{3})+(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?![\d.])|\d+)"
    r"(?P<fraction>\.\d+)?(?P<exponent>[eE][+-]?\d{1,3}\b)?(?P<vulgar>[¼½¾⅓⅔])?"
    r"(?:(?P<percent>\s?(?:%|percent\b|per cent\b|percentage points?\b))"
    r"|(?P<magnitude>\s?(?:thousand|million|billion|trillion)\b|(?:mn|bn|[kKmMbB])\b)"
    r"|(?P<ordinal>(?:st|nd|rd|th)\b))?"
)
_WORD: Final = re.compile(WORDS + r"(?P<percent>\s(?:percent|per cent|percentage points?)\b)?", re.IGNORECASE)
_ABOUT: Final = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|nearly|almost|over|under|some|than|circa)|~|≈)\s*[$€£¥]?\s*$",
    re.IGNORECASE,
)
_NUMBERING: Final = re.compile(r"^[ \t]*(?:#+ )?\d+[.)](?= )|\[\d{1,3}\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a text.

    `unit` is the unit of its last digit: 0.1 for 45.6, 100000 for "1.2 million". `is_about` is set behind
    words such as "about". A date has the value of its year, and a time none.
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: Decimal = Decimal(1)
    sign: str = ""
    is_percent: bool = False
    is_about: bool = False
    date: DateMention | None = None
    time: str = ""


def mentions_in(text: str) -> list[Mention]:
    """The numbers of a text, in order.

    Left out are the numbering of lists, references such as [3], digits inside names such as F1 or U20, and
    words that are also used without counting: one, first, second, half, a dozen.
    """
    plain = spaced(text)
    taken = [match.span() for match in _NUMBERING.finditer(plain)]
    found: list[Mention] = []
    for mention in (*_dates(plain), *_times(plain), *_digits(plain), *_words(plain)):
        if not any(mention.start < end and start < mention.end for start, end in taken):
            found.append(mention)
            taken.append((mention.start, mention.end))
    return sorted(found, key=lambda mention: mention.start)


def _dates(text: str) -> Iterator[Mention]:
    for date in dates_in(text):
        shown = text[date.start : date.end]
        yield Mention(date.start, date.end, shown, Decimal(date.year or 0), date=date)


def _times(text: str) -> Iterator[Mention]:
    for match in TIME.finditer(text):
        yield Mention(match.start(), match.end(), match[0], Decimal(0), time=match[1].zfill(5))


def _digits(text: str) -> Iterator[Mention]:
    for match in _NUMBER.finditer(text):
        if _is_in_a_name(text, match):
            continue
        digits = re.sub(r"\D", "", match["digits"])
        number = Decimal(digits + (match["fraction"] or ""))
        unit = Decimal(1).scaleb(-len(match["fraction"] or ".") + 1)
        if match["vulgar"]:
            number, unit = (
                number + Decimal(str(round(unicodedata.numeric(match["vulgar"]), 2))),
                Decimal("0.01"),
            )
        power = _MAGNITUDES.get((match["magnitude"] or "").strip().lower(), 0)
        power += int((match["exponent"] or "e0")[1:])
        yield Mention(
            match.start(),
            match.end(),
            match[0],
            number.scaleb(power),
            unit.scaleb(power),
            sign=_sign(match["sign"]),
            is_percent=bool(match["percent"]),
            is_about=bool(_ABOUT.search(text, max(match.start() - 24, 0), match.start())),
        )


def _is_in_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether letters follow at once, as in 3D or 4x4; a unit such as 30kg or 5km is no name."""
    rest = text[match.end() : match.end() + 1]
    return rest.isalpha() and not re.match(r"(?:kg|km|cm|mm|min|[gsh])\b", text[match.end() :])


def _words(text: str) -> Iterator[Mention]:
    for match in _WORD.finditer(text):
        words = match[0][: match.start("percent") - match.start()] if match["percent"] else match[0]
        value = value_of(words)
        if value is not None:
            about = bool(_ABOUT.search(text, max(match.start() - 24, 0), match.start()))
            yield Mention(
                match.start(),
                match.end(),
                match[0],
                Decimal(value),
                is_percent=bool(match["percent"]),
                is_about=about,
            )


def _sign(sign: str | None) -> str:
    return "" if not sign or sign == "–" else "+" if sign == "+" else "-"
