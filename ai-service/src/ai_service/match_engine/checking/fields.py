"""Checks every field of a packet: finite numbers in their range, short texts, not too many items."""

import math
from collections.abc import Iterator
from typing import Any, Final

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from altsports.options.v1 import options_pb2

_LONGEST_TEXT: Final = 2000
_MOST_ITEMS: Final = 2000
_SHARES: Final = frozenset(
    {"possession", "field_tilt", "coverage", "confidence", "own", "middle", "attacking"},
)
_PERCENTS: Final = frozenset({"percent", "severity"})
_SIGNED: Final = frozenset({"value", "baseline", "x_m", "y_m", "line_m"})
"""May be negative: a goalkeeper stands behind the goal line at times."""
_LARGEST: Final = 1e7


def faults_of(message: Message, at: str = "") -> Iterator[str]:
    """What is wrong with the fields of a message, each with its path."""
    for field, value in message.ListFields():
        path = f"{at}{field.name}"
        values: Any = value if field.is_repeated else [value]
        if len(values) > _MOST_ITEMS:
            yield f"{path} has {len(values)} items"
            continue
        for each in values:
            yield from _faults_of_value(field, each, path)


def _faults_of_value(field: FieldDescriptor, value: Any, path: str) -> Iterator[str]:
    if isinstance(value, Message):
        yield from faults_of(value, f"{path}.")
    elif isinstance(value, str):
        if len(value) > _LONGEST_TEXT:
            yield f"{path} has {len(value)} characters"
        allowed = field.GetOptions().Extensions[options_pb2.rules].values
        if allowed and value not in allowed:
            yield f"{path} is {value[:50]!r}"
    elif isinstance(value, float):
        if not math.isfinite(value):
            yield f"{path} is not a finite number"
        elif not _least(field.name) <= value <= _most(field.name):
            yield f"{path} is {value}"
    elif isinstance(value, int) and not isinstance(value, bool) and not 0 <= value <= _LARGEST:
        yield f"{path} is {value}"


def _least(name: str) -> float:
    return -_LARGEST if name in _SIGNED else 0.0


def _most(name: str) -> float:
    return 1.0 if name in _SHARES else 100.0 if name in _PERCENTS else _LARGEST
