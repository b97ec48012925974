"""Parses single values of a games file; an empty cell is None, an unusable one raises CellError."""

import re
from typing import Final

from altsports.contract.text import as_line
from league_service.core.files.cells import CellError

_NOTHING: Final = frozenset({"", "na", "nan", "null", "none"})
_PICKEM: Final = frozenset({"pk", "pick", "pick'em", "pickem", "pick em"})
_EVEN: Final = frozenset({"ev", "even", "evens"})
_MINUS: Final = str.maketrans("\u2212\u2013", "--")
_LONGEST: Final = 200
_DECIMAL_COMMA: Final = re.compile(r"(?<=\d),(?=\d{1,2}$)")


def stated(text: str | None) -> str:
    """Returns the text on one line; empty for words that mean "no value"."""
    if not text:
        return ""
    plain = as_line(text).strip('"').strip()
    return "" if plain.casefold() in _NOTHING else plain[:_LONGEST]


def whole(text: str | None, lowest: int, highest: int) -> int | None:
    """Parses an integer between bounds; None for an empty cell. Raises CellError."""
    number = decimal(text, lowest, highest)
    if number is None:
        return None
    if number != int(number):
        raise CellError(f"{number} is not an integer", f"use an integer from {lowest} to {highest}")
    return int(number)


def decimal(text: str | None, lowest: float, highest: float) -> float | None:
    """Parses a number between bounds; None for an empty cell. A comma before one or two digits is decimal.

    Raises CellError.
    """
    plain = stated(text)
    if not plain:
        return None
    hint = f"use a number from {lowest} to {highest}"
    try:
        number = float(_DECIMAL_COMMA.sub(".", plain).translate(_MINUS))
    except ValueError as error:
        raise CellError(f"{plain[:40]!r} is not a number", hint) from error
    if not lowest <= number <= highest:
        raise CellError(f"{plain[:40]} is out of range", hint)
    return number + 0.0  # never minus zero


def handicap(text: str | None, lowest: float, highest: float) -> float | None:
    """Parses a number of points, or PK for none; None for an empty cell. Raises CellError."""
    return 0.0 if stated(text).casefold() in _PICKEM else decimal(text, lowest, highest)


def american(text: str | None) -> int | None:
    """Parses American odds, such as -150, +130 or EVEN; None for an empty cell. Raises CellError."""
    if stated(text).casefold() in _EVEN:
        return 100
    price = whole(text, -100_000, 100_000)
    if price is not None and -100 < price < 100:
        raise CellError(f"{price} is not a valid American price", "use -100 or less, or 100 or more")
    return price
