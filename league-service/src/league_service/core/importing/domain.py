"""Importers: the kinds of files that they read, and the steps that they report."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from league_service.core.files.rows import Problem
from service_kit.caller import ALL_TEAMS
from service_kit.db.database import Database

SUFFIXES: Final = (".csv", ".json", ".txt", ".tsv", ".gz")
"""The suffixes of files with rows, plain or compressed."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A received file. `source` is the key of the source, empty if the format implies it."""

    name: str
    source: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ImportJob:
    """The files of one import. `season` limits it to one season; 0 imports all of them.

    `as_of` is the declared time of the facts; None if nobody declared it. `organisation` is the club whose
    rows are imported and `team` its team that plays, both empty unless the importer is one `of_club`.
    `own_side` says which side of the matches that team is, and `team_access` to which teams the import is
    limited. Of players below `consent_age`, nothing physical is stored without a consent.
    """

    uploads: Sequence[Upload]
    now: datetime
    season: int = 0
    as_of: datetime | None = None
    organisation: str = ""
    team: str = ""
    own_side: str = ""
    team_access: frozenset[str] = frozenset({ALL_TEAMS})
    consent_age: int = 16

    def may_name(self, team: str) -> bool:
        """Whether the import may be about a team."""
        return ALL_TEAMS in self.team_access or team in self.team_access


@dataclass(frozen=True, slots=True)
class Progress:
    """The number of processed rows, the total, and the file being imported."""

    done: int
    total: int
    file: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many times an import did one thing: a stable name, and a text for people."""

    name: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FileReport:
    """The findings of one file."""

    name: str
    format: str
    rows: int
    refused: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The outcome of a committed import. `rows` and `refused` are totals of all files."""

    files: Sequence[FileReport]
    rows: int
    refused: int
    counts: Sequence[Count]
    problems: Sequence[Problem] = ()
    notes: Sequence[str] = ()


Step = Progress | Summary
Run = Callable[[Database, ImportJob], AsyncIterator[Step]]
"""Imports the files in one transaction; yields any number of `Progress`, then one `Summary` after the commit.

Raises UnreadableFile if none of the files can be used.
"""


@dataclass(frozen=True, slots=True)
class Importer:
    """A kind of file, and the function that imports it.

    `suffixes` are those of its files in a folder. `paged` says that an address without a suffix is that of an
    API, of which all pages are read. `of_club` says that what is stored belongs to one organisation.
    `in_club` imports into an organisation what goes to everybody without one.
    """

    kind: str
    holds: str
    run: Run
    origin: str = ""
    licence: str = ""
    many_files: bool = False
    by_season: bool = False
    dated: bool = False
    paged: bool = False
    of_club: bool = False
    in_club: Run | None = None
    suffixes: Sequence[str] = SUFFIXES

    @property
    def takes_club(self) -> bool:
        """Whether an import may name an organisation."""
        return self.of_club or self.in_club is not None

    def run_for(self, organisation: str) -> Run:
        """The function that imports for an organisation, or for everybody."""
        return self.in_club if organisation and self.in_club is not None else self.run
