"""Single values of sources; an absent or unusable one is None."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

_MOST_DIGITS: Final = 5
_LAST_PLACE: Final = 100
_MOST_POINTS: Final = 1000


def whole(stated: Any) -> int | None:
    """A positive number, or zero."""
    text = str(stated or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def text(stated: Any) -> str:
    """A text; empty if it is absent. Raises ValueError for another value."""
    if stated is None or isinstance(stated, str):
        return stated or ""
    raise ValueError(f"{str(stated)[:20]} is not a text")


def place(stated: str) -> int | None:
    """A place in a classification. Raises ValueError for one that no race has."""
    found = whole(stated)
    if found is not None and not 1 <= found <= _LAST_PLACE:
        raise ValueError(f"{found} is not a place")
    return found


def amount(stated: Any) -> Decimal:
    """Points. Raises ValueError for what is not an amount."""
    try:
        found = Decimal(str(stated))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or not 0 <= found <= _MOST_POINTS:
        raise ValueError(f"{str(stated)[:20]} is not a number of points")
    return found


def day(stated: Any) -> date | None:
    """A day as 2026-06-07."""
    try:
        return date.fromisoformat(str(stated))
    except ValueError:
        return None
