"""The one way to store files: put, get, delete and link objects, wherever they are.

An object appears under its key when it is complete, and not before. A put that fails or is cancelled leaves
nothing behind; parts of a killed process remain hidden until the sweep or the bucket's rules delete them.
"""

import asyncio
import hashlib
import re
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from service_kit.db.held import check_nothing_held
from service_kit.files.content import HEAD_BYTES, content_type_of
from service_kit.files.errors import ChecksumMismatch, FileGone, FileTooLarge, StoreUnavailable
from service_kit.logging import logs

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from obstore.store import ObjectStore

_READ_BYTES: Final = 256 * 1024
_PART: Final = re.compile(r"#[0-9]+\Z")  # how obstore names a file until it is complete
log = logs.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Stored:
    """What was stored. The checksums are in hexadecimal digits."""

    size: int
    sha256: str
    md5: str
    content_type: str


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object in a list."""

    key: str
    size: int
    modified_at: datetime


@dataclass(slots=True)
class _Counted:
    """Counts and hashes the bytes that pass. Raises FileTooLarge, ChecksumMismatch."""

    head: bytes
    rest: AsyncIterator[bytes]
    limit: int
    expected: Mapping[str, str]
    size: int = 0
    sums: dict[str, Any] = field(
        default_factory=lambda: {
            "sha256": hashlib.sha256(),
            "md5": hashlib.md5(usedforsecurity=False),
        }
    )

    async def __aiter__(self) -> AsyncGenerator[bytes]:
        yield self._taken(self.head)
        async for chunk in self.rest:
            yield self._taken(chunk)
        for name, expected in self.expected.items():
            if self.sums[name].hexdigest() != expected:
                raise ChecksumMismatch.at(["body"], f"The {name} of the bytes is not the announced one")

    def _taken(self, chunk: bytes) -> bytes:
        self.size += len(chunk)
        if self.size > self.limit:
            raise FileTooLarge(f"The file can have at most {self.limit:,} bytes", longest=self.limit)
        for each in self.sums.values():
            each.update(chunk)
        return chunk


class FileStore:
    """All files of a mesh. Keys are paths such as "leagues/7/documents/rules.pdf"."""

    def __init__(
        self, make: "Callable[[], ObjectStore]", *, part_bytes: int, folder: Path | None = None
    ) -> None:
        """`make` is called for the first file. `part_bytes` is how much of a put is held in memory, twice.

        Without a folder, the files are in a bucket.
        """
        self._make = make
        self._folder = folder
        self._part_bytes = part_bytes
        self.is_bucket = folder is None

    @cached_property
    def _store(self) -> "ObjectStore":
        return self._make()

    async def put(
        self,
        key: str,
        chunks: AsyncIterable[bytes],
        *,
        name: str,
        limit: int,
        expected: Mapping[str, str] | None = None,
        attributes: Mapping[str, str] | None = None,
    ) -> Stored:
        """Stores the bytes under a key. `expected` has checksums in hexadecimal digits, by algorithm.

        Raises FileTooLarge, ChecksumMismatch, StoreUnavailable, and what the chunks raise.
        """
        import obstore  # noqa: PLC0415 - a process that stores no file does without it

        check_nothing_held("A call to the file store")
        rest = aiter(chunks)
        head = await _head(rest)
        content_type = content_type_of(head, name)
        counted = _Counted(head, rest, limit, expected or {})
        given = {"Content-Type": content_type, **(attributes or {})} if self.is_bucket else None
        with _reported(key):
            await obstore.put_async(
                self._store,
                key,
                counted,  # pyright: ignore[reportArgumentType] - bytes are a buffer
                attributes=given,
                use_multipart=True,
                chunk_size=self._part_bytes,
                max_concurrency=1,
            )
        sums = {name: each.hexdigest() for name, each in counted.sums.items()}
        return Stored(counted.size, sums["sha256"], sums["md5"], content_type)

    async def get(self, key: str, *, start: int = 0, end: int | None = None) -> AsyncGenerator[bytes]:
        """Yields the bytes from `start` up to `end`, which is not included. Raises FileGone."""
        import obstore  # noqa: PLC0415 - as above

        check_nothing_held("A call to the file store")
        wanted: Any = {"range": (start, end)} if end is not None else {"range": {"offset": start}}
        with _reported(key):
            found = await obstore.get_async(self._store, key, options=wanted if start or end else None)
            async for chunk in found.stream(min_chunk_size=_READ_BYTES):
                yield bytes(chunk)

    async def size(self, key: str) -> int:
        """The number of bytes. Raises FileGone."""
        import obstore  # noqa: PLC0415 - as above

        check_nothing_held("A call to the file store")
        with _reported(key):
            return (await obstore.head_async(self._store, key))["size"]

    async def delete(self, key: str) -> None:
        """Deletes an object; does nothing if there is none."""
        import obstore  # noqa: PLC0415 - as above

        check_nothing_held("A call to the file store")
        with _reported(key), suppress(FileNotFoundError):
            await obstore.delete_async(self._store, key)

    async def link(self, key: str, lifetime: timedelta) -> str | None:
        """A URL of the bucket that is valid for a time; None if the files are in a folder."""
        if not self.is_bucket:
            return None
        import obstore  # noqa: PLC0415 - as above

        check_nothing_held("A call to the file store")
        with _reported(key):
            store: Any = self._store
            return await obstore.sign_async(store, "GET", key, lifetime)

    async def listed(self, prefix: str) -> list[StoredObject]:
        """All objects below a prefix, without parts of unfinished puts."""
        import obstore  # noqa: PLC0415 - as above

        check_nothing_held("A call to the file store")

        def collect() -> list[StoredObject]:
            # The asynchronous stream of obstore 0.12.1 aborts the process if it ends soon after.
            every: Any = obstore.list  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
            found = (each for batch in every(self._store, prefix) for each in batch)
            return [StoredObject(each["path"], each["size"], each["last_modified"]) for each in found]

        with _reported(prefix):
            return await asyncio.to_thread(collect)

    async def delete_parts(self, before: datetime) -> None:
        """Deletes what killed processes left of puts before a time. Buckets have rules for that."""
        if self._folder is not None:
            await asyncio.to_thread(_delete_parts, self._folder, before.timestamp())


def _delete_parts(folder: Path, before: float) -> None:
    for path in folder.rglob("*#*"):
        with suppress(FileNotFoundError):
            if _PART.search(path.name) and path.is_file() and path.stat().st_mtime < before:
                path.unlink()


async def _head(chunks: AsyncIterator[bytes]) -> bytes:
    """The first chunks together, until they decide on the type."""
    head = b""
    while len(head) < HEAD_BYTES and (chunk := await anext(chunks, None)) is not None:
        head += chunk
    return head


@contextmanager
def _reported(key: str) -> "Generator[None]":
    """Turns the errors of the store into ours."""
    import obstore.exceptions  # noqa: PLC0415 - as above

    try:
        yield
    except FileNotFoundError:
        raise FileGone("The file does not exist any more") from None
    except (obstore.exceptions.BaseError, PermissionError, OSError) as error:
        log.warning("The file store failed", key=key, error=str(error)[:500])
        raise StoreUnavailable("The file store does not answer", retry_after_s=5) from None
