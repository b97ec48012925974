"""One cached answer as bytes: when it was made, how long it is fresh, which tag versions it is true for."""

import struct
from dataclasses import dataclass

from gateway_service.routes.encoding import Payload

_HEAD = struct.Struct("<BdffIIIII")
_FORM = 1
_NONE = b"-"


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored answer; times in epoch seconds and seconds."""

    made_at: float
    fresh_s: float
    stale_s: float
    versions: tuple[bytes | None, ...]
    payload: Payload

    def is_fresh(self, now: float, versions: tuple[bytes | None, ...]) -> bool:
        """Whether it may be served as it is: young enough, and nothing it tells of has changed since."""
        return 0 <= now - self.made_at < self.fresh_s and self.versions == versions

    def is_usable(self, now: float) -> bool:
        """Whether it may be served with a warning while the service is away."""
        return now - self.made_at < self.fresh_s + self.stale_s

    def age_s(self, now: float) -> int:
        """Whole seconds since it was made."""
        return max(int(now - self.made_at), 0)

    def pack(self) -> bytes:
        """The entry as bytes."""
        payload = self.payload
        versions = b"\n".join(_NONE if version is None else version for version in self.versions)
        headers = b"\n".join(b"%s:%s" % header for header in payload.headers)
        head = _HEAD.pack(
            _FORM,
            self.made_at,
            self.fresh_s,
            self.stale_s,
            len(versions),
            len(payload.etag),
            len(headers),
            len(payload.warnings),
            len(payload.facts),
        )
        parts = (head, versions, payload.etag, headers, payload.warnings, payload.facts, payload.data)
        return b"".join(parts)

    @classmethod
    def unpack(cls, blob: bytes) -> "Entry | None":
        """The entry, or None where the bytes are of another form, such as that of another release."""
        if len(blob) < _HEAD.size or blob[0] != _FORM:
            return None
        _, made_at, fresh_s, stale_s, *lengths = _HEAD.unpack_from(blob)
        parts: list[bytes] = []
        start = _HEAD.size
        for length in lengths:
            parts.append(blob[start : start + length])
            start += length
        versions, etag, headers, warnings, facts = parts
        payload = Payload(blob[start:], facts, warnings, _headers(headers), etag)
        return cls(made_at, fresh_s, stale_s, _versions(versions), payload)


def _versions(text: bytes) -> tuple[bytes | None, ...]:
    return tuple(None if part == _NONE else part for part in text.split(b"\n")) if text else ()


def _headers(text: bytes) -> tuple[tuple[bytes, bytes], ...]:
    pairs = [line.partition(b":") for line in text.split(b"\n")] if text else []
    return tuple((name, value) for name, _, value in pairs)
