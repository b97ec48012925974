"""Cached answers served before: Redis says whether they still hold, and need not send them again."""

from gateway_service.cache.entry import HEAD_BYTES, Entry
from service_kit.edge.answer import JSON
from service_kit.edge.asgi import Header

_MOST_REMEMBERED = 128
_LONGEST = 65_536


class Hit:
    """One stored answer, ready to be served. `known` is how its bytes begin, which names it."""

    __slots__ = ("_headers", "_second", "_standing", "entry", "known")

    def __init__(self, blob: bytes, entry: Entry, standing: list[Header]) -> None:
        self.known = blob[:HEAD_BYTES]
        self.entry = entry
        self._standing = [JSON, *standing, (b"etag", entry.payload.etag)]
        self._second = -1
        self._headers: list[Header] = []

    def headers(self, now: float) -> list[Header]:
        """The headers of the answer, which must not be changed: they serve for the rest of the second."""
        second = int(now)
        if second != self._second:
            left = int(self.entry.made_at + self.entry.fresh_s - now)
            age = (b"age", b"%d" % self.entry.age_s(now))
            status = (b"cache-status", b"altsports; hit; ttl=%d" % left)
            self._headers = [*self._standing, age, status]
            self._second = second
        return self._headers


class Hits:
    """The answers that one route served last, by their place in the cache."""

    def __init__(self, standing: list[Header]) -> None:
        self._standing = standing
        self._hits: dict[str, Hit] = {}

    def at_hand(self, key: str) -> Hit | None:
        """The copy of an answer that was served before."""
        return self._hits.get(key)

    def take(self, key: str, blob: bytes) -> Hit | None:
        """The answer in these bytes, kept for the next time; None where they are of another form."""
        entry = Entry.unpack(blob)
        if entry is None:
            return None
        hit = Hit(blob, entry, self._standing)
        if len(blob) <= _LONGEST:
            if len(self._hits) >= _MOST_REMEMBERED:
                self._hits.clear()
            self._hits[key] = hit
        return hit
