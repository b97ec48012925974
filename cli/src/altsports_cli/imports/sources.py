"""Files to import, from a path, a folder or a URL, in chunks that can be sent."""

import contextlib
import os
import re
import tempfile
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from altsports.contract.text import as_line
from altsports_cli.errors import EXIT_USAGE, CliError
from league_service.core.importing.domain import SUFFIXES

CHUNK = 512 * 1024
URL_SECONDS = 60.0
LARGEST_DOWNLOAD = 512 * 1024 * 1024
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)


@dataclass(frozen=True)
class SourceFile:
    """A file on disk and the name under which it is reported."""

    name: str
    path: Path

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the file. Raises CliError if it cannot be read."""
        try:
            with open(self.path, "rb", opener=_at_once) as file:
                while chunk := file.read(CHUNK):
                    yield chunk
        except OSError as error:
            raise _unreadable(self.name, error) from error


@contextlib.contextmanager
def opened(where: str, suffixes: Sequence[str] = SUFFIXES) -> Generator[list[SourceFile]]:
    """The files of a path or URL; those of a folder have one of the suffixes.

    Raises CliError if there is nothing to read.
    """
    address = _ADDRESS.match(where)
    if address is None:
        path = Path(os.path.expanduser(where))  # noqa: PTH111 - keeps "~" of an unknown user
        yield _files_of(path, suffixes)
    elif address[1].lower() in {"http", "https"}:
        with tempfile.TemporaryDirectory() as folder:
            yield [_downloaded(where, Path(folder))]
    else:
        raise CliError(
            f"{address[1]}:// addresses are not supported.",
            "Use a path or an http(s) URL.",
            exit_code=EXIT_USAGE,
        )


def is_address(where: str) -> bool:
    """Whether it is an http(s) URL."""
    address = _ADDRESS.match(where)
    return address is not None and address[1].lower() in {"http", "https"}


def _files_of(path: Path, suffixes: Sequence[str]) -> list[SourceFile]:
    try:
        if path.is_file():
            file = SourceFile(_shown(path.name), path)
            next(file.chunks(), b"")  # a file that cannot be read is reported before anything is sent
            return [file]
        if path.exists() and not path.is_dir():
            raise CliError(
                f"{_shown(path)} is not a regular file.", "Use a file, a folder or an http(s) URL."
            )
        found = sorted(file for file in path.rglob("*") if file.suffix.lower() in suffixes and file.is_file())
        exists = path.exists()
    except OSError as error:
        raise _unreadable(_shown(path), error) from error
    if not exists:
        raise CliError(f"{_shown(path)} does not exist.", "Use a path or an http(s) URL.")
    if not found:
        endings = ", ".join(suffixes)
        raise CliError(f"{_shown(path)} contains no file to import.", f"Supported extensions: {endings}")
    return [SourceFile(_shown(file.relative_to(path)), file) for file in found]


def _unreadable(name: str, error: OSError) -> CliError:
    return CliError(f"Cannot read {name}: {error.strerror or error}.", "Check the path, and who may read it.")


def _shown(path: Path | str) -> str:
    """The path as one line that can be sent and shown: names of files may contain any bytes but NUL."""
    return as_line(os.fsencode(path).decode("utf-8", "replace"))


def _at_once(path: str, flags: int) -> int:
    """Opens a file without waiting for its content, as some files of the system do."""
    return os.open(path, flags | os.O_NONBLOCK)


def _downloaded(url: str, folder: Path) -> SourceFile:
    target = folder / "download"  # the last part of an address need not be a usable file name
    shown = "The address"
    try:
        shown = _without_credentials(url)
        with httpx.stream("GET", url, follow_redirects=True, timeout=URL_SECONDS) as response:
            response.raise_for_status()
            _save(response, target)
    except httpx.HTTPStatusError as error:
        raise CliError(
            f"{as_line(shown)} answered {error.response.status_code}.", "Check the address."
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        reason = str(error) or type(error).__name__
        raise CliError(
            f"{as_line(shown)} cannot be downloaded: {as_line(reason).rstrip('.')}.",
            "Check the address, or use a local file.",
        ) from error
    return SourceFile(as_line(shown), target)


def _without_credentials(url: str) -> str:
    """The address under which the file is reported and stored. Raises ValueError for an invalid one."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _save(response: httpx.Response, target: Path) -> None:
    size = 0
    with target.open("wb") as file:
        for chunk in response.iter_bytes(CHUNK):
            size += len(chunk)
            if size > LARGEST_DOWNLOAD:
                raise CliError(
                    f"{response.url} is larger than {LARGEST_DOWNLOAD // 2**20} MB.",
                    "Download it and import the file.",
                )
            file.write(chunk)
