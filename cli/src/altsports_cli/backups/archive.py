"""A backup as one file: a line with its checksum, then a ZIP with the facts, the database and the secrets."""

import contextlib
import hashlib
import json
import os
import re
import secrets
import zipfile
from collections.abc import Generator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Final

from altsports_cli.errors import CliError

FORMAT: Final = 1
_LINE: Final = "AltSports backup {format} sha256:{digest} bytes:{size:020d}\n"
_PATTERN: Final = re.compile(rb"AltSports backup (\d+) sha256:([0-9a-f]{64}) bytes:(\d{20})\n")
_LINE_BYTES: Final = len(_LINE.format(format=FORMAT, digest="0" * 64, size=0))
_FACTS, _DATABASE, _SECRETS = "backup.json", "database.dump", "secrets/"
_SECRET_NAME: Final = re.compile(r"\w[\w.-]*(/\w[\w.-]*)*", re.ASCII)


@dataclass(frozen=True)
class Facts:
    """migrations: the latest one by area. secret: a fingerprint of the mesh secret."""

    created_at: str
    version: str
    migrations: dict[str, str]
    secret: str


class Draft:
    """A backup that is being written; nothing has the final name before it is complete."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w")

    @contextlib.contextmanager
    def database(self) -> Generator[IO[bytes]]:
        """The file for the output of pg_dump, which is compressed already."""
        with self._zip.open(_DATABASE, "w", force_zip64=True) as file:
            yield file

    def finish(self, facts: Facts, secret_files: Mapping[str, bytes]) -> None:
        for name, content in secret_files.items():
            self._zip.writestr(_SECRETS + name, content)
        self._zip.writestr(_FACTS, json.dumps(asdict(facts), indent=1))
        self._zip.close()


@contextlib.contextmanager
def new_archive(target: Path) -> Generator[Draft]:
    """Creates a private file that appears under its name when the block ends, whole or not at all."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w+b") as file:
            file.write(b" " * _LINE_BYTES)
            yield Draft(file)
            file.flush()
            digest, size = _digest(file)
            file.seek(0)
            file.write(_LINE.format(format=FORMAT, digest=digest, size=size).encode())
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)


class Archive:
    """A backup whose checksum is right."""

    def __init__(self, file: zipfile.ZipFile, facts: Facts) -> None:
        self._zip = file
        self.facts = facts

    @property
    def secret_files(self) -> dict[str, bytes]:
        """The secrets by their path under `<home>/secrets`."""
        names = [name for name in self._zip.namelist() if name.startswith(_SECRETS)]
        found = {name.removeprefix(_SECRETS): self._zip.read(name) for name in names}
        if not all(_SECRET_NAME.fullmatch(name) for name in found):
            raise CliError("The backup contains a secret with an impossible name.")
        return found

    @contextlib.contextmanager
    def database(self) -> Generator[IO[bytes]]:
        """The dump of the database."""
        with self._zip.open(_DATABASE) as file:
            yield file


@contextlib.contextmanager
def opened_archive(path: Path) -> Generator[Archive]:
    """Opens a backup after checking all of it. Raises CliError if it is damaged, cut off, or no backup."""
    if not path.is_file():
        raise CliError(f"There is no file {path}.", "Backups are in <ALTSPORTS_HOME>/backups by default.")
    with path.open("rb") as file:
        _check(path, file)
        with zipfile.ZipFile(file) as content:
            yield Archive(content, Facts(**_facts(content)))


def _facts(content: zipfile.ZipFile) -> dict[str, Any]:
    return json.loads(content.read(_FACTS))


def _check(path: Path, file: IO[bytes]) -> None:
    found = _PATTERN.fullmatch(file.read(_LINE_BYTES))
    if found is None:
        raise CliError(
            f"{path} is not a backup of AltSports, or its beginning is damaged.",
            "Give a file that `altsports backup` wrote.",
        )
    if int(found[1]) != FORMAT:
        raise CliError(
            f"{path} has the format {int(found[1])}; this version reads {FORMAT}.",
            "Restore it with the version that made it, or a newer one.",
        )
    digest, size = _digest(file)
    if size != int(found[3]):
        raise CliError(
            f"{path} is incomplete: it has {size} bytes after its first line instead of {int(found[3])}.",
            "Copy it again, or use another backup.",
        )
    if digest != found[2].decode():
        raise CliError(
            f"{path} is damaged: its checksum does not match.", "Copy it again, or use another backup."
        )


def _digest(file: IO[bytes]) -> tuple[str, int]:
    """The checksum and the size of everything after the first line."""
    file.seek(_LINE_BYTES)
    digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    return digest, file.tell() - _LINE_BYTES
