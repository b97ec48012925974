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

    @property
    def texts(self) -> tuple[str, ...]:
        """The text, and for an error its details as JSON."""
        return (self.text, to_text(self.structured)) if self.is_error else (self.text,)

    @property
    def data(self) -> dict[str, Any] | None:
        """The structured content. None for an error, which does not fit the tool's output schema: clients
        that validate all structured content would reject it and lose its text."""
        return None if self.is_error else self.structured


def to_text(value: Any) -> str:
    """Compact JSON."""
    return orjson.dumps(value).decode()
