"""The files of F1DB: found in a folder or an archive, read as YAML, with problems kept per file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeVar

from league_service.competition.imports.domain import SourceFile
from league_service.core.files.archives import is_archive, read_archive
from league_service.core.files.rows import Problem, UnreadableFileError
from league_service.core.files.text import read_text
from league_service.core.files.yaml_text import Node, read_yaml
from league_service.core.importing.domain import Upload

_FOLDERS: Final = ("seasons", "drivers", "constructors", "circuits", "countries")
_WANTED: Final = re.compile(
    r"(?:^|/)(?P<path>(?:drivers|constructors|circuits|countries)/[^/]+\.yml"
    r"|seasons/\d{4}/entrants\.yml"
    r"|seasons/\d{4}/races/\d+-[^/]+/(?:race|race-results|qualifying-results|sprint-race-results"
    r"|sprint-qualifying-results|fastest-laps)\.yml)$"
)
_RACE: Final = re.compile(r"seasons/(?P<season>\d{4})/races/(?P<folder>[^/]+)/race\.yml")
_LARGEST: Final = 1024 * 1024

Row = Mapping[str, Node]
T = TypeVar("T")


class F1dbFiles:
    """The files that an import reads, by their path below the folder that holds `seasons/`."""

    def __init__(self, uploads: Sequence[Upload], parsed: SourceFile) -> None:
        self.parsed = parsed
        self._files = dict(_unpacked(uploads))
        if not any(_RACE.fullmatch(path) for path in self._files):
            hint = "use a folder that holds seasons/, such as src/data of F1DB, or an archive of it"
            raise UnreadableFileError(parsed.name, "it holds no seasons/<year>/races/<race>/race.yml", hint)

    def races(self, season: int) -> Iterator[tuple[int, str]]:
        """The season and the folder of each race, of one season or of all (0), by date."""
        for path in sorted(self._files):
            match = _RACE.fullmatch(path)
            if match is not None and season in (0, int(match["season"])):
                yield int(match["season"]), path.removesuffix("race.yml")

    def has(self, path: str) -> bool:
        return path in self._files

    def one(self, path: str) -> Row:
        """The mapping in a file; empty if there is no such file, or if it was refused."""
        found = self._node(path)
        if found is None or isinstance(found, dict):
            return found or {}
        self.refuse(path, "", "the file is not a mapping", "use one value per key")
        return {}

    def rows(self, path: str) -> list[Row]:
        """The mappings in the list of a file; empty if there is no such file, or if it was refused."""
        found = self._node(path)
        if found is None or found == "":
            return []
        if isinstance(found, list):
            rows: list[Row] = [row for row in found if isinstance(row, dict)]
            if len(rows) == len(found):
                return rows
        self.refuse(path, "", "the file is not a list of mappings", "begin each row with '- '")
        return []

    def refuse(self, path: str, field: str, message: str, hint: str) -> None:
        self.parsed.problems.append(Problem(path, 0, field, message, hint))

    def note(self, path: str, field: str, message: str, hint: str) -> None:
        self.parsed.problems.append(Problem(path, 0, field, message, hint, refused=False))

    def _node(self, path: str) -> Node | None:
        data = self._files.get(path)
        if data is None:
            return None
        try:
            if len(data) > _LARGEST:
                raise UnreadableFileError(path, "the file is larger than 1 MiB", "use the files of F1DB")
            return read_yaml(path, read_text(path, data).text)
        except UnreadableFileError as error:
            self.refuse(path, "", error.message, error.hint)
            del self._files[path]  # it is reported once
            return None


def text(row: Row, name: str) -> str:
    """A value of a row; empty if it is absent."""
    value = row.get(name, "")
    return value if isinstance(value, str) else ""


def _unpacked(uploads: Sequence[Upload]) -> Iterator[tuple[str, bytes]]:
    for upload in uploads:
        if is_archive(upload.data):
            found = read_archive(upload.name, upload.data, lambda path: _WANTED.search(path) is not None)
        else:
            found = {upload.name: upload.data}
        for name, data in found.items():
            match = _WANTED.search(name.replace("\\", "/"))
            if match is not None:
                yield match["path"], data
