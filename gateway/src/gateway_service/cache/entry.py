"""One cached answer as bytes: its time, how long it is fresh, and the tag versions for which it is valid."""

import struct
from typing import NamedTuple

from gateway_service.cache.payload import Payload

_HEAD = struct.Struct("<BdffIIIII")
_FORM = 1

HEAD_BYTES = _HEAD.size
"""The first bytes of an entry: its time in microseconds and its lengths, which identify it."""


def joined(versions: tuple[bytes | None, ...]) -> bytes:
    """Joins tag versions into one value that can be compared."""
    return b" ".join([version or b"-" for version in versions])


class Entry(NamedTuple):
    """A stored answer; times in epoch seconds and seconds, `versions` as returned by `joined`."""

    made_at: float
    fresh_s: float
    stale_s: float
    versions: bytes
    payload: Payload

    def is_fresh(self, now: float, versions: tuple[bytes | None, ...]) -> bool:
        """Whether it can be served without a warning: young enough, and none of its facts has changed."""
        return 0 <= now - self.made_at < self.fresh_s and self.versions == joined(versions)

    def is_usable(self, now: float) -> bool:
        """Whether it can be served with a warning while the service is unavailable."""
        return now - self.made_at < self.fresh_s + self.stale_s

    def age_s(self, now: float) -> int:
        """Whole seconds since it was created."""
        return max(int(now - self.made_at), 0)

    def pack(self) -> bytes:
        """The entry as bytes."""
        data, facts, warnings, headers, etag = self.payload
        lines = b"\n".join(b"%s:%s" % header for header in headers)
        parts = (self.versions, etag, lines, warnings, facts)
        lengths = [len(part) for part in parts]
        head = _HEAD.pack(_FORM, self.made_at, self.fresh_s, self.stale_s, *lengths)
        return b"".join((head, *parts, data))

    @classmethod
    def unpack(cls, blob: bytes) -> "Entry | None":
        """Parses an entry; returns None for other formats, such as that of another release."""
        if len(blob) < _HEAD.size or blob[0] != _FORM:
            return None
        _, made_at, fresh_s, stale_s, versions, etag, lines, warnings, facts = _HEAD.unpack_from(blob)
        etag_at = _HEAD.size + versions
        lines_at = etag_at + etag
        warnings_at = lines_at + lines
        facts_at = warnings_at + warnings
        data_at = facts_at + facts
        payload = Payload(
            blob[data_at:],
            blob[facts_at:data_at],
            blob[warnings_at:facts_at],
            _headers(blob[lines_at:warnings_at]),
            blob[etag_at:lines_at],
        )
        return cls(made_at, fresh_s, stale_s, blob[_HEAD.size : etag_at], payload)


def _headers(text: bytes) -> tuple[tuple[bytes, bytes], ...]:
    pairs = [line.partition(b":") for line in text.split(b"\n")] if text else []
    return tuple((name, value) for name, _, value in pairs)
