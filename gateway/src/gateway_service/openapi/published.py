"""The OpenAPI document as clients get it: the committed file, compressed once per process.

`make proto` writes the file. Making it takes a second of CPU and 20 MB, which no gateway has to spend.
"""

import gzip
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

TITLE = "AltSportsLeagues API"
FILE = Path(__file__).with_name("openapi.json")


class Published(NamedTuple):
    """The document, compressed with gzip, and its ETag, which is the same in both forms."""

    compressed: bytes
    etag: bytes

    def plain(self) -> bytes:
        """The document as JSON, for clients that do not accept gzip."""
        return gzip.decompress(self.compressed)


@cache
def published() -> Published:
    """The document that this version of the gateway publishes."""
    content = FILE.read_bytes()
    tag = blake2b(content, digest_size=12).hexdigest()
    return Published(gzip.compress(content), b'W/"%s"' % tag.encode())
