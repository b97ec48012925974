"""Reads parts of JSON that may be missing."""

from typing import Any, cast


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
