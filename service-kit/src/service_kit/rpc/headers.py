"""The headers of a call: its caller, its trace and its request, as metadata of gRPC or in a frame."""

from collections.abc import Iterable
from typing import NamedTuple

from service_kit.caller import CALLER_KEY, REQUEST_ID_KEY
from service_kit.telemetry.trace_context import TRACEPARENT_KEY


class Headers(NamedTuple):
    """What one process of the mesh says to another about a call; empty if unknown."""

    caller: str = ""
    """The signed caller."""
    traceparent: str = ""
    request_id: str = ""

    @classmethod
    def of(cls, metadata: Iterable[tuple[str, str | bytes]]) -> "Headers":
        """The headers in the metadata of a call."""
        found = dict(metadata)
        return cls(*(str(found.get(key, "")) for key in _KEYS))

    def metadata(self) -> list[tuple[str, str]]:
        """The metadata of a call of its own."""
        return [(key, value) for key, value in zip(_KEYS, self, strict=True) if value]


_KEYS = CALLER_KEY, TRACEPARENT_KEY, REQUEST_ID_KEY
