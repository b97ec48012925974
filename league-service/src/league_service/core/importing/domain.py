"""What an importer is: the kind of files that it reads, and the steps that it reports."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from league_service.core.files.rows import Problem
from service_kit.db.database import Database


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived. `source` is the key of the source, empty where the format implies it."""

    name: str
    source: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ImportJob:
    """The files of one import. `season` limits it to one season; 0 imports all of them."""

    uploads: Sequence[Upload]
    now: datetime
    season: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How many rows of how many are decided, and the file being imported."""

    done: int
    total: int
    file: str


@dataclass(frozen=True, slots=True)
class Count:
    """How often an import did one thing: a stable name, and what is counted for people."""

    name: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in one file."""

    name: str
    format: str
    rows: int
    refused: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The outcome of an import, once it is committed. `rows` and `refused` are those of all files."""

    files: Sequence[FileReport]
    rows: int
    refused: int
    counts: Sequence[Count]
    problems: Sequence[Problem] = ()
    notes: Sequence[str] = ()


Step = Progress | Summary
Run = Callable[[Database, ImportJob], AsyncIterator[Step]]
"""Imports the files in one transaction: any number of `Progress`, then one `Summary` after the commit.

Raises UnreadableFile when nothing of the files can be used.
"""


@dataclass(frozen=True, slots=True)
class Importer:
    """A kind of file that can be imported, and the function that imports it."""

    kind: str
    holds: str
    run: Run
    origin: str = ""
    licence: str = ""
    many_files: bool = False
    by_season: bool = False
