"""Single values of sources; an absent or unusable one is None."""

from datetime import date
from typing import Any, Final

_MOST_DIGITS: Final = 5


def whole(stated: Any) -> int | None:
    """A positive number, or zero."""
    text = str(stated or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def day(stated: Any) -> date | None:
    """A day as 2026-06-07."""
    try:
        return date.fromisoformat(str(stated))
    except ValueError:
        return None
