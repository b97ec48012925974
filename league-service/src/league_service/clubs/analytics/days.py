"""The days between which something counts. The contract makes sure that they are days."""

from datetime import date

from service_kit.errors import ValidationFailed


def days_of(since: str, until: str) -> tuple[date | None, date | None]:
    """The first and the last day. Raises ValidationFailed if they are in the wrong order."""
    first, last = _day(since), _day(until)
    if first and last and last < first:
        raise ValidationFailed.at("until", "The last day should not be before the first one")
    return first, last


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
