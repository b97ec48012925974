"""Reads the files of an archive (ZIP or tar) in memory, within limits, and never writes any of them."""

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Final

from league_service.core.files.rows import UnreadableFileError

MOST_FILES: Final = 60_000
MOST_BYTES: Final = 64 * 1024 * 1024
"""Of all wanted files together, unpacked."""

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP: Final = b"\x1f\x8b"
_TAR_MAGIC: Final = slice(257, 262)
_DAMAGED: Final = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,  # an encrypted member
)


def is_archive(data: bytes) -> bool:
    """Whether these are the bytes of an archive that `read_archive` reads."""
    return data.startswith((*_ZIP, _GZIP)) or data[_TAR_MAGIC] == b"ustar"


def read_archive(name: str, data: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """Returns the wanted files by their path. Raises UnreadableFileError.

    Refused are archives with links or with a path that leaves the archive, archives that unpack to more than
    the limits, and damaged or encrypted ones.
    """
    members = _zip(data) if data.startswith(_ZIP) else _tar(data)
    found: dict[str, bytes] = {}
    count = size = 0
    try:
        for path, read in members:
            count += 1
            _check_path(name, path)
            if count > MOST_FILES:
                raise UnreadableFileError(name, f"the archive has more than {MOST_FILES:,} files", _SMALLER)
            if wanted(path):
                found[path] = read(MOST_BYTES - size + 1)
                size += len(found[path])
                if size > MOST_BYTES:
                    limit = MOST_BYTES // 2**20
                    raise UnreadableFileError(name, f"the archive unpacks to more than {limit} MiB", _SMALLER)
    except _DAMAGED as error:
        message = f"the archive is damaged or encrypted: {error or type(error).__name__}"
        raise UnreadableFileError(name, message, "download or pack it again") from error
    return found


_SMALLER: Final = "pack only the folders that are imported"

Member = tuple[str, Callable[[int], bytes]]


def _check_path(name: str, path: str) -> None:
    parts = path.replace("\\", "/").split("/")
    if path.startswith("/") or ".." in parts or "\x00" in path or ":" in parts[0]:
        raise UnreadableFileError(name, f"{path[:80]!r} leaves the folder of the archive", "pack it again")


def _zip(data: bytes) -> Iterator[Member]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield info.filename, _reader(lambda info=info: archive.open(info))


def _tar(data: bytes) -> Iterator[Member]:
    with _unpacked(data) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        for member in archive:
            if member.isfile():
                yield member.name, _reader(lambda member=member: archive.extractfile(member))
            elif not member.isdir():
                _refuse_special(member)
        end = archive.offset
    _check_end(data, end)


def _unpacked(data: bytes) -> gzip.GzipFile | io.BytesIO:
    packed = io.BytesIO(data)
    return gzip.GzipFile(fileobj=packed) if data.startswith(_GZIP) else packed


def _check_end(data: bytes, end: int) -> None:
    """Raises TarError if no zeros follow the last file: tarfile takes a cut archive for a whole one."""
    with _unpacked(data) as stream:
        stream.seek(end)
        if stream.read(tarfile.BLOCKSIZE) != bytes(tarfile.BLOCKSIZE):
            raise tarfile.TarError("it ends before its last file, or a part of it is unreadable")


def _refuse_special(member: tarfile.TarInfo) -> None:
    raise tarfile.TarError(f"{member.name[:80]!r} is a link or a device")


def _reader(opened: Callable[[], IO[bytes] | None]) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        stream = opened()
        if stream is None:
            return b""
        with stream:
            return stream.read(most)

    return read
