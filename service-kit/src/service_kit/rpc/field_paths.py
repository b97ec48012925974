"""Converts locations of fields to text and back: the position of a violation as one string for gRPC."""

import json
import re
from collections.abc import Iterable
from typing import Final

_NAME: Final = re.compile(r"[^\W\d]\w*", re.ASCII)
_STEP: Final = re.compile(r'\.?(?:([^\W\d]\w*)|\[(-?\d+)\]|\[("(?:[^"\\]|\\.)*")\])', re.ASCII)


def field_path(loc: Iterable[str | int]) -> str:
    """Converts a FastAPI location to a field path: ["items", 0, "a b"] is `items[0]["a b"]`."""
    path = ""
    for step in loc:
        if isinstance(step, str) and _NAME.fullmatch(step):
            path += f".{step}" if path else step
        else:
            path += f"[{json.dumps(step)}]"
    return path


def parse_field_path(path: str) -> list[str | int]:
    """Converts a field path back to its location."""
    return [_step(*match.groups()) for match in _STEP.finditer(path)]


def _step(name: str | None, index: str | None, quoted: str | None) -> str | int:
    if name is not None:
        return name
    return int(index) if index is not None else json.loads(quoted or '""')
