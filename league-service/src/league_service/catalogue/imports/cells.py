"""Parses single values of a league file; an unusable value raises CellError."""

import html
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from altsports.contract.text import as_line
from league_service.catalogue.leagues.domain import MEMBER_COUNTS, NAME_LENGTHS, YEARS
from league_service.core.files.cells import CellError
from league_service.core.text import normalise
from league_service.core.vocabulary.levels import UNKNOWN, find_level

SHORTEST_CODE = 2
"""The length of a name that is accepted if it is the abbreviation of a stored league, such as F1."""

_NOT_STATED = frozenset({"", "-", "–", "?", "n/a", "na", "none", "null", "unknown", "tbd", "not stated"})
_NUMBER = re.compile(r"\d{1,3}(?:[ ,.']\d{3}){1,3}|\d{1,9}(?:\.0{1,9})?")
_DATE = re.compile(r"(\d{4})-\d\d-\d\d(?:T|$)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_PLACEHOLDER = re.compile(
    r"_.*|[\[(]?no leagues?\b.*|[\[(]?(?:no name|no competition|no data|none|not available)[\])]?"
    r"|test|example|placeholder|untitled|undefined|nil|nan|#n/a|#ref!|#name\?|#value!|x{2,}|0+",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?:US)?\$? ?(\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:[ ,']\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?)"
    r" ?(k|m|bn|b|thousand|million|billion|)(?: ?USD)?",
    re.IGNORECASE,
)
_SCALES = {
    "": 1.0, "k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9,
}  # fmt: skip
_AS_OF = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:[T ][\d:.Z+-]*)?)?|[-/–]\d{4}|[/–]\d\d)?")
_STATUSES = {
    "active": "active",
    "current": "active",
    "operating": "active",
    "running": "active",
    "yes": "active",
    "true": "active",
    "no": "defunct",
    "false": "defunct",
    "defunct": "defunct",
    "folded": "defunct",
    "inactive": "defunct",
    "dissolved": "defunct",
    "former": "defunct",
    "merged": "defunct",
}
_HOST = re.compile(r"(?=.{4,253}$)([\w-]{1,63}\.)+[^\W\d_]{2,63}", re.UNICODE)


def clean(value: object) -> str:
    """Returns a cell as text without entities, control characters and repeated spaces.

    None and objects are empty. Entities of HTML, such as "&#039;", may be encoded twice.
    """
    if value is None or isinstance(value, dict | list):
        return ""
    text = str(value)
    for _ in range(2):
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text) if "&" in text else text
    return as_line(text)


def short_text(limit: int) -> Callable[[str], str]:
    """Returns a parser of texts with at most `limit` characters."""

    def read(text: str) -> str:
        if len(text) > limit:
            raise CellError(f"the text has {len(text)} characters", f"shorten it to {limit} characters")
        return text

    return read


def is_stated(text: str) -> bool:
    return text.casefold() not in _NOT_STATED


def name(text: str) -> str:
    _, high = NAME_LENGTHS
    if not text or not is_stated(text):
        raise CellError("the league has no name", "add the name of the league")
    if _PLACEHOLDER.fullmatch(text) or not normalise(text):
        raise CellError(f'"{_short(text)}" is a placeholder, not the name of a league', "remove the row")
    if len(text) < SHORTEST_CODE:
        raise too_short()
    if len(text) > high:
        raise CellError(f"the name has {len(text)} characters", f"shorten it to {high} characters")
    return text


def too_short() -> CellError:
    """The error of a name that is too short for a new league."""
    return CellError(f"League name must be at least {NAME_LENGTHS[0]} characters", "write the full name")


def sport(text: str) -> str:
    if not is_stated(text) or not any(letter.isalpha() for letter in normalise(text)):
        raise CellError("the league has no sport", "add a sport, such as korfball")
    if len(text) > 100:
        raise CellError(f"the sport has {len(text)} characters", "shorten it to 100 characters")
    return text


def whole_number(text: str, *, what: str, low: int, high: int) -> int | None:
    """Parses an integer, with or without thousands separators; None if none is stated."""
    if not is_stated(text):
        return None
    if not _NUMBER.fullmatch(text):
        raise CellError(
            f'"{text}" is not {what}', f"write an integer from {low} to {high}, or leave it empty"
        )
    number = int(re.sub(r"\.0+$|[ ,.']", "", text))
    if not low <= number <= high:
        raise CellError(f"{number} is not {what}", f"write a number from {low} to {high}, or leave it empty")
    return number


def figure(text: str, *, largest: float, dated: bool) -> float | None:
    """Parses a positive figure such as "1,200,000" or "$1.2 billion"; None if none is stated."""
    if not is_stated(text):
        return None
    found = _FIGURE.fullmatch(text)
    value = _number(found[1], found[2].casefold()) if found else 0.0
    if not 0 < value <= largest:
        hint = f"write a number up to {largest:,.0f}, such as 1200000, or leave it empty"
        raise CellError(f'"{_short(text)}" is not a usable figure', hint)
    if not dated:
        raise CellError("the figure has no date", "state the year or season of the figures in as_of")
    return value


def _number(text: str, scale: str) -> float:
    """The number. Without a scale, a dot before three digits separates thousands: 12.500 people."""
    dots = scale == "" and re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text)
    return float(re.sub(r"[ ,.']" if dots else r"[ ,']", "", text)) * _SCALES[scale]


def year(text: str) -> int | None:
    """Parses a year, or the year of a date such as 1992-02-20."""
    date = _DATE.match(text)
    text = date[1] if date else text
    return whole_number(text, what="a year", low=YEARS[0], high=YEARS[1])


def member_count(text: str) -> int | None:
    return whole_number(text, what="a number of teams", low=MEMBER_COUNTS[0], high=MEMBER_COUNTS[1])


def as_of(text: str) -> str:
    """Parses the date of a fact: a date, a month, a year, or a season such as 2024-25."""
    if not is_stated(text):
        return ""
    if not _AS_OF.fullmatch(text):
        raise CellError(
            f'"{_short(text)}" is not a date, year or season',
            "write it as 2025-06-30, 2025-06, 2025 or 2024-25",
        )
    return text


def level(text: str) -> str:
    found = find_level(text)
    if found is None:
        raise CellError(
            f'"{_short(text)}" is not a level',
            "use professional, semi_professional, amateur, collegiate, youth, international or unknown",
        )
    return found


def status(text: str) -> str:
    if not is_stated(text):
        return UNKNOWN
    found = _STATUSES.get(text.casefold())
    if found is None:
        raise CellError(f'"{_short(text)}" is not a status', "use active, defunct or unknown")
    return found


def website(text: str) -> str:
    """Parses an absolute http or https URL; a bare host name gets https."""
    if not is_stated(text):
        return ""
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and _HOST.fullmatch(parts.hostname or "")
    except ValueError:
        usable = None
    if not usable or " " in address or len(address) > 500:
        raise CellError(
            f'"{_short(text)}" is not a web address',
            "use a URL such as https://example.org, or leave it empty",
        )
    return address


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
