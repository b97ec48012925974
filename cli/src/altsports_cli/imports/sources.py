"""Files to import, from a path, a folder or a URL, in chunks that can be sent."""

import contextlib
import re
import tempfile
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import httpx

from altsports_cli.errors import EXIT_USAGE, CliError

CHUNK = 512 * 1024
SUFFIXES = (".csv", ".json", ".txt", ".tsv")
URL_SECONDS = 60.0
LARGEST_DOWNLOAD = 512 * 1024 * 1024
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)


@dataclass(frozen=True)
class SourceFile:
    """A file on disk and the name under which it is reported."""

    name: str
    path: Path

    def chunks(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk


@contextlib.contextmanager
def opened(where: str) -> Generator[list[SourceFile]]:
    """The files of a path or URL. Raises CliError if there is nothing to read."""
    address = _ADDRESS.match(where)
    if address is None:
        yield _files_of(Path(where).expanduser())
    elif address[1].lower() in {"http", "https"}:
        with tempfile.TemporaryDirectory() as folder:
            yield [_downloaded(where, Path(folder))]
    else:
        raise CliError(
            f"{address[1]}:// addresses are not supported.",
            "Use a path or an http(s) URL.",
            exit_code=EXIT_USAGE,
        )


def _files_of(path: Path) -> list[SourceFile]:
    try:
        if path.is_file():
            with path.open("rb"):
                return [SourceFile(path.name, path)]
        found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    except OSError as error:
        raise CliError(f"Cannot read {path}: {error.strerror}.") from error
    if not path.exists():
        raise CliError(f"{path} does not exist.", "Use a path or an http(s) URL.")
    if not found:
        raise CliError(f"{path} contains no file to import.", f"Supported extensions: {', '.join(SUFFIXES)}")
    return [SourceFile(str(file.relative_to(path)), file) for file in found]


def _downloaded(url: str, folder: Path) -> SourceFile:
    try:
        target = folder / (PurePosixPath(unquote(urlsplit(url).path)).name or "download")
        with httpx.stream("GET", url, follow_redirects=True, timeout=URL_SECONDS) as response:
            response.raise_for_status()
            _save(response, target)
    except httpx.HTTPStatusError as error:
        raise CliError(f"{url} answered {error.response.status_code}.", "Check the address.") from error
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        reason = str(error) or type(error).__name__
        raise CliError(
            f"{url} cannot be downloaded: {reason}.", "Check the address, or use a local file."
        ) from error
    return SourceFile(url, target)


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
