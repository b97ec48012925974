"""The version of a row that a change was made from."""

from typing import Any


def expected_version(request: Any) -> int | None:
    """What a request states in `expected_version`, which the header If-Match sets; None without it."""
    return request.expected_version if request.HasField("expected_version") else None
