"""Cached answers that this process served before: Redis confirms them without sending them again."""

from typing import Final

from gateway_service.cache.entry import HEAD_BYTES, Entry
from gateway_service.edge.compression import ENCODED, Opened
from service_kit.edge.answer import JSON
from service_kit.edge.asgi import Header
from service_kit.limits.questions import CachePlace
from service_kit.lru import Lru

_LONGEST: Final = 65_536
_CAPACITY: Final = 16 * 2**20
"""The bytes of the answers of all routes together."""
_OVERHEAD: Final = 2048
"""About what one answer needs besides its bytes."""


class Hit:
    """One stored answer, ready to be served. `place` is its place in the cache, identified by its head."""

    __slots__ = ("_encoded", "_headers", "_opened", "_second", "_standing", "entry", "place")

    def __init__(self, place: CachePlace, entry: Entry, standing: list[Header]) -> None:
        self.place = place
        self.entry = entry
        self._standing = [JSON, *standing, (b"etag", entry.payload.etag)]
        self._second = -1
        self._headers: list[Header] = []
        self._encoded: list[Header] = []
        self._opened: dict[bytes, Opened] = {}

    def headers(self, now: float, *, encoded: bool = False) -> list[Header]:
        """The headers of the answer, which must not be changed: the list is the same for a second."""
        second = int(now)
        if second != self._second:
            left = int(self.entry.made_at + self.entry.fresh_s - now)
            age = (b"age", b"%d" % self.entry.age_s(now))
            status = (b"cache-status", b"altsports; hit; ttl=%d" % left)
            self._headers = [*self._standing, age, status]
            self._encoded = [*self._headers, ENCODED]
            self._second = second
        return self._encoded if encoded else self._headers

    def compressed(self, before: bytes, after: bytes) -> bytes:
        """The data between the two parts of an envelope, or without one, as a gzip file.

        The data are compressed once, for all answers with this copy.
        """
        opened = self._opened.get(before)
        if opened is None:
            opened = self._opened[before] = Opened.of(before + self.entry.payload.data)
        return opened.closed(after)


def _weight(hit: Hit) -> int:
    return len(hit.entry.payload.data) + _OVERHEAD


AtHand = Lru[str, Hit]
"""The answers that all routes served last, by their place in the cache."""


def at_hand() -> AtHand:
    """Room for the answers that were served last."""
    return Lru(_CAPACITY, _weight)


class Hits:
    """The answers of one route that are at hand."""

    def __init__(self, standing: list[Header], hits: AtHand) -> None:
        self._standing = standing
        self._hits = hits

    def at_hand(self, key: str) -> Hit | None:
        """Returns the copy of an answer that was served before."""
        return self._hits.get(key)

    def take(self, key: str, tags: tuple[str, ...], blob: bytes) -> Hit | None:
        """Parses and keeps an answer; returns None if the bytes have another format."""
        entry = Entry.unpack(blob)
        if entry is None:
            return None
        hit = Hit(CachePlace(key, tags, blob[:HEAD_BYTES]), entry, self._standing)
        if len(blob) <= _LONGEST:
            self._hits.put(key, hit)
        return hit
