"""What came of a call, in the form that both the fast and the complete path send."""

from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(slots=True)
class Outcome:
    """`text` is what a model reads; `structured` the same as data; `meta` is about the call."""

    text: str
    structured: dict[str, Any]
    meta: dict[str, Any]
    is_error: bool = False


def to_text(value: Any) -> str:
    """Compact JSON."""
    return orjson.dumps(value).decode()
