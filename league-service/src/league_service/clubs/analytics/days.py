"""The days between which something counts."""

from datetime import date

from service_kit.errors import ValidationFailed


def days_of(since: str, until: str) -> tuple[date | None, date | None]:
    """The first and the last day. Raises ValidationFailed for a text that is no day, and the wrong order."""
    first, last = _day("since", since), _day("until", until)
    if first and last and last < first:
        raise ValidationFailed.at("until", "The last day should not be before the first one")
    return first, last


def _day(field: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValidationFailed.at(field, "Input should be a day such as 2026-07-01") from None
