"""Identifiers as they arrive: text that may be no UUID at all, which then names nothing."""

from uuid import UUID


def uuid_or_none(text: str) -> UUID | None:
    """The UUID, None for any other text."""
    try:
        return UUID(text)
    except ValueError:
        return None
