"""The part of a file that a client asks for (RFC 9110, 14)."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

_RANGE: Final = re.compile(rb"bytes=(\d{0,18})-(\d{0,18})\Z")


class Range(NamedTuple):
    """From `start` up to `end`, which is not included."""

    start: int
    end: int


def wanted_range(headers: Mapping[bytes, bytes], size: int, etag: bytes) -> Range | None:
    """The part to send; None for the whole file. An empty range cannot be satisfied.

    Several ranges, unknown units and malformed ranges mean the whole file, as HTTP allows.
    """
    found = _RANGE.match(headers.get(b"range", b""))
    if found is None or found[0] == b"bytes=-":
        return None
    if headers.get(b"if-range", etag) != etag:
        return None
    first, last = found[1], found[2]
    if not first:
        return Range(max(size - int(last), 0), size)
    end = min(int(last) + 1, size) if last else size
    if last and int(last) < int(first):
        return None
    return Range(int(first), end) if int(first) < size else Range(size, size)
