"""Identifiers in requests: text that may not be a UUID, and then identifies nothing."""

from uuid import UUID


def uuid_or_none(text: str) -> UUID | None:
    """Parses a UUID; returns None for any other text."""
    try:
        return UUID(text)
    except ValueError:
        return None
