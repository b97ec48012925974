"""Identifiers in requests: text that may not be a UUID, and then identifies nothing."""

from collections.abc import Callable
from uuid import UUID

from service_kit.errors import NotFound


def uuid_or_none(text: str) -> UUID | None:
    """Parses a UUID; returns None for any other text."""
    try:
        return UUID(text)
    except ValueError:
        return None


def id_of(text: str, missing: Callable[[str], NotFound]) -> UUID:
    """Parses a UUID; raises the error of a missing resource for any other text."""
    found = uuid_or_none(text)
    if found is None:
        raise missing(text)
    return found
