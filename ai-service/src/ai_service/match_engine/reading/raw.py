"""Reads parts of JSON that may be missing."""

from typing import Any, Final, cast

_LONGEST_NAME: Final = 100


def part(raw: Any, key: str) -> dict[str, Any]:
    """An object inside an object; empty if it is missing or null. Raises TypeError for anything else."""
    found = raw.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise TypeError(f"{key} that is an object")
    return cast("dict[str, Any]", found)


def items(found: Any) -> list[Any]:
    """A list; empty if it is missing or null. Raises TypeError for anything else."""
    if found is None:
        return []
    if not isinstance(found, list):
        raise TypeError("list where one is expected")
    return cast("list[Any]", found)


def cleaned(name: str) -> str:
    """A name as messages can carry it: what cannot be encoded is replaced, and it is not endless."""
    return name.strip().encode("utf-8", "replace").decode()[:_LONGEST_NAME]


def shirt_of(stated: object) -> int | None:
    """A shirt number; None for anything else."""
    text = str(stated).strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 3 else None
