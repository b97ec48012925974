"""Single values of a games file: a typed fact, nothing, or what is wrong with it in words."""

from datetime import date, time
from typing import Final

from league_service.core.files.cells import CellError

_NOTHING: Final = frozenset({"", "na", "nan", "null", "none"})
_LONGEST: Final = 200


def stated(text: str | None) -> str:
    """The text without blanks around it; empty for the words that mean nothing."""
    if not text:
        return ""
    plain = text.strip().strip('"').strip()
    return "" if plain.casefold() in _NOTHING else plain[:_LONGEST]


def whole(text: str | None, lowest: int, highest: int) -> int | None:
    """A whole number between bounds; None where nothing is stated. Raises CellError."""
    number = decimal(text, lowest, highest)
    if number is None:
        return None
    if number != int(number):
        raise CellError(f"{number} is no whole number", f"give a whole number from {lowest} to {highest}")
    return int(number)


def decimal(text: str | None, lowest: float, highest: float) -> float | None:
    """A number between bounds; None where nothing is stated. Raises CellError."""
    plain = stated(text)
    if not plain:
        return None
    hint = f"give a number from {lowest} to {highest}"
    try:
        number = float(plain)
    except ValueError as error:
        raise CellError(f"{plain[:40]!r} is no number", hint) from error
    if not lowest <= number <= highest:
        raise CellError(f"{plain[:40]} is out of range", hint)
    return number + 0.0  # never minus zero


def american(text: str | None) -> int | None:
    """American odds; None where nothing is stated. Raises CellError."""
    price = whole(text, -100_000, 100_000)
    if price is not None and -100 < price < 100:
        raise CellError(f"{price} are no American odds", "give -100 or less, or 100 or more")
    return price


def day(text: str | None) -> date:
    """A day. Raises CellError."""
    plain = stated(text)
    try:
        return date.fromisoformat(plain)
    except ValueError as error:
        raise CellError(f"{plain[:40]!r} is no day", "write it as 2024-09-05") from error


def hour(text: str | None) -> time | None:
    """A time of day; None where nothing is stated. Raises CellError."""
    plain = stated(text)
    if not plain:
        return None
    try:
        return time.fromisoformat(plain).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError as error:
        raise CellError(f"{plain[:40]!r} is no time of day", "write it as 13:00") from error
