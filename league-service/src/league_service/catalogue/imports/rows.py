"""The content of a league file in any format: rows of facts, and problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from league_service.catalogue.figures.domain import FigureName
from league_service.core.files.rows import Problem

NameKind = Literal["alternative", "former", "abbreviation", "code"]


@dataclass(frozen=True, slots=True)
class Name:
    """Another name of a league. `period` is written as in the source, such as 1992/93-2003/04."""

    text: str
    kind: NameKind = "alternative"
    period: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class LeagueRow:
    """One league of one source. Empty text, None and "unknown" mean that the source does not state the fact.

    `key` identifies the row in its source and stays the same when the file is imported again. `eras` contains
    further rows about the same league in earlier years. `sport` is the word that the source uses. `as_of` is
    the date, year or season at which the facts held.
    """

    file: str
    line: int
    key: str
    name: str
    sport: str
    level: str = "unknown"
    level_inferred: bool = False
    places: tuple[str, ...] = ()
    headquarters: str = ""
    category: str = ""
    founded_year: int | None = None
    first_season: str = ""
    member_count: int | None = None
    member_count_as_of: str = ""
    as_of: str = ""
    status: str = "unknown"
    website: str = ""
    abbreviation: str = ""
    names: tuple[Name, ...] = ()
    figures: Mapping[FigureName, float] = field(default_factory=dict[FigureName, float])
    url: str = ""
    note: str = ""
    raw: str = ""
    eras: tuple["LeagueRow", ...] = ()

    @property
    def row_count(self) -> int:
        """The number of rows of the file that describe this league."""
        return 1 + sum(era.row_count for era in self.eras)


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """The source of a file."""

    key: str
    name: str
    licence: str
    url: str = ""


@dataclass(slots=True)
class ParsedFile:
    """A parsed file: its rows in order, and its problems."""

    name: str
    format: str
    source: SourceInfo
    rows: list[LeagueRow] = field(default_factory=list[LeagueRow])
    problems: list[Problem] = field(default_factory=list[Problem])

    @property
    def row_count(self) -> int:
        """The number of rows read, used or not."""
        return sum(row.row_count for row in self.rows) + self.refused

    @property
    def refused(self) -> int:
        return sum(problem.refused for problem in self.problems)
