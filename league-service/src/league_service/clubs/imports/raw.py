"""Reads parts of JSON that may be absent or of another kind than a format promises."""

from collections.abc import Iterable, Iterator
from typing import Any

from altsports.contract.json_values import is_array, is_object
from league_service.core.files.json_items import Item

Raw = dict[str, Any]


def name_of(raw: Raw, *keys: str) -> str:
    """The name below the keys, such as that of pass.outcome. Empty if there is none."""
    value: Any = raw
    for key in keys:
        value = value.get(key) if is_object(value) else None
    name = value.get("name") if is_object(value) else None
    return name if isinstance(name, str) else ""


def id_of(raw: Raw, *keys: str) -> str:
    """The id below the keys as text. Empty if there is none."""
    value: Any = raw
    for key in keys:
        value = value.get(key) if is_object(value) else None
    found = value.get("id") if is_object(value) else None
    return str(found) if isinstance(found, int | str) else ""


def listed(value: Any) -> list[Raw]:
    """The objects of a list. Empty for anything else."""
    return [each for each in value if is_object(each)] if is_array(value) else []


def objects_of(items: Iterable[Item]) -> Iterator[Raw]:
    """The entries of a file that are objects."""
    return (item.value for item in items if is_object(item.value))


def part(raw: Raw, key: str) -> Raw:
    """The object below a key. Empty if there is none."""
    found = raw.get(key)
    return found if is_object(found) else {}
