"""The outcome of a call, in the form that both the fast path and the protocol engine send."""

from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(slots=True)
class Outcome:
    """`text` is for the model, `structured` is the same content as data, `meta` describes the call."""

    text: str
    structured: dict[str, Any]
    meta: dict[str, Any]
    is_error: bool = False


def to_text(value: Any) -> str:
    """Compact JSON."""
    return orjson.dumps(value).decode()
