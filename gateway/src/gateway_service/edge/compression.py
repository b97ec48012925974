"""Compresses answers with gzip for clients that accept it (RFC 9110, 8.4).

Only reads are compressed: the answers to changes can contain keys and tokens, whose size must not reveal
anything about them.
"""

import asyncio
import struct
import zlib
from functools import lru_cache
from typing import Final, NamedTuple

from service_kit.edge.asgi import Header

LEAST_BYTES: Final = 1024
"""A shorter body fits into one packet anyway."""

ENCODED: Final[Header] = (b"content-encoding", b"gzip")
VARIES: Final[Header] = (b"vary", b"Accept-Encoding")

_LEVEL: Final = 3  # 25 kB of JSON take 58 µs and become 3.5 kB; level 6 takes twice as long and saves 0.3 kB
_MOST_INLINE: Final = 524_288  # a longer body would keep other requests waiting
_GZIP: Final = 31
_RAW: Final = -15
_MOST_STORED: Final = 4096
_STORED: Final = struct.Struct("<BHH")
_SUMS: Final = struct.Struct("<II")
_HEAD: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_TYPES: Final = (b"application/json", b"text/", b"application/javascript", b"image/svg+xml")
_STREAM: Final = b"text/event-stream"


@lru_cache(maxsize=256)
def takes_gzip(accept_encoding: bytes) -> bool:
    """Whether an Accept-Encoding header allows gzip (RFC 9110, 12.5.3)."""
    weights: dict[bytes, bytes] = {}
    for part in accept_encoding.lower().split(b","):
        coding, _, weight = part.partition(b";")
        weights[coding.strip()] = weight.replace(b" ", b"")
    weight = weights.get(b"gzip", weights.get(b"*"))
    return weight is not None and weight.rstrip(b"0.") != b"q="


def is_compressible(content_type: bytes) -> bool:
    """Whether bodies of this type become smaller; events are sent one by one, as they happen."""
    return content_type.startswith(_TYPES) and not content_type.startswith(_STREAM)


async def compressed(body: bytes) -> bytes:
    """The body as a gzip file."""
    if len(body) > _MOST_INLINE:
        return await asyncio.to_thread(zlib.compress, body, _LEVEL, _GZIP)
    return zlib.compress(body, _LEVEL, _GZIP)


class Packer:
    """Compresses a body that is sent in parts."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)

    def part(self, body: bytes, *, last: bool) -> bytes:
        """The next bytes to send; empty while too little has come to fill a block."""
        packed = self._stream.compress(body)
        return packed + self._stream.flush() if last else packed


class Opened(NamedTuple):
    """The beginning of a gzip file, made once, to which each answer adds its own end (RFC 1951, RFC 1952)."""

    packed: bytes
    crc: int
    size: int

    @classmethod
    def of(cls, beginning: bytes) -> "Opened":
        """Compresses the part that is the same in all answers."""
        stream = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
        packed = stream.compress(beginning) + stream.flush(zlib.Z_SYNC_FLUSH)
        return cls(_HEAD + packed, zlib.crc32(beginning), len(beginning))

    def closed(self, end: bytes) -> bytes:
        """The whole file. A short end is stored as it is, which costs less than compressing it."""
        size = len(end)
        if size > _MOST_STORED:
            stream = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
            last = stream.compress(end) + stream.flush()
        else:
            last = _STORED.pack(1, size, size ^ 0xFFFF) + end
        sums = _SUMS.pack(zlib.crc32(end, self.crc), (self.size + size) & 0xFFFFFFFF)
        return b"".join((self.packed, last, sums))
