"""Reads the project's own league format: a table with a header, one league per line.

The columns and their other headings are in `headings.csv`. Only league and sport are required. Columns may be
in any order; values are separated by commas, semicolons, tabs or bars. Alternative and former names are
separated by semicolons; `as_of` is the date of all facts of the row.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, get_args

from altsports.contract.json_values import is_array, is_object
from league_service.catalogue.figures.domain import FIGURES, LARGEST, FigureName
from league_service.catalogue.imports import cells
from league_service.catalogue.imports.rows import LeagueRow, Name, NameKind, ParsedFile, SourceInfo
from league_service.core.files.cells import CellError
from league_service.core.files.headings import Headings
from league_service.core.files.rows import Problem, check_row_count
from league_service.core.files.tables import Table
from league_service.core.packaged import read_table
from league_service.core.text import slug
from league_service.core.vocabulary.places import split_places

REQUIRED = ("league", "sport")
_LONGEST_KEY = 400
_KINDS: dict[str, NameKind] = {kind: kind for kind in get_args(NameKind)}
HEADINGS = Headings(
    {row["column"]: row["headings"].split("|") for row in read_table("catalogue.imports", "headings.csv")}
)
"""The columns of the format, and the other headings that mean them."""


def parse(name: str, table: Table, source: SourceInfo) -> ParsedFile:
    """Reads the rows of a table."""
    parsed = ParsedFile(name, "csv", source)
    parsed.problems += table.notes()
    seen: dict[str, int] = {}
    for record in table.records():
        if record.problem is not None:
            parsed.problems.append(record.problem)
            continue
        read_record(parsed, record.line, record.values, seen)
        check_row_count(name, len(parsed.rows))
    return parsed


def read_record(parsed: ParsedFile, line: int, values: dict[str, str], seen: dict[str, int]) -> None:
    """Adds the row of a record, or the reason for which it cannot be used."""
    cleaned = {column: cells.clean(value) for column, value in values.items()}
    row = _RecordReader(parsed, line, cleaned).row()
    if row is not None:
        count = seen[row.key] = seen.get(row.key, 0) + 1
        parsed.rows.append(row if count == 1 else replace(row, key=f"{row.key}#{count}"))


@dataclass(slots=True)
class _RecordReader:
    """Reads a row from a record: a bad optional value is dropped, a bad name or sport refuses the row."""

    parsed: ParsedFile
    line: int
    values: dict[str, str]

    def row(self) -> LeagueRow | None:
        get = self.values.get
        name, sport = self._must("league", cells.name), self._must("sport", cells.sport)
        if name is None or sport is None:
            return None
        region = self._may("region", cells.short_text(300), "")
        return LeagueRow(
            file=self.parsed.name,
            line=self.line,
            key=_key(sport, region, name),
            name=name,
            sport=sport,
            level=self._may("level", cells.level, "unknown"),
            places=tuple(split_places(region)) if cells.is_stated(region) else (),
            headquarters=self._may("headquarters", cells.short_text(200), ""),
            category=self._may("category", cells.short_text(100), ""),
            founded_year=self._may("founded", cells.year, None),
            first_season=self._may("first_season", cells.short_text(50), ""),
            member_count=self._may("teams", cells.member_count, None),
            member_count_as_of=self._may("teams_as_of", cells.as_of, ""),
            as_of=self._may("as_of", cells.as_of, ""),
            status=self._may("status", cells.status, "unknown"),
            website=self._may("website", cells.website, ""),
            abbreviation=self._may("abbreviation", cells.short_text(20), ""),
            names=(*_names(get("alternative_names", "")), *_former(get("former_names", ""))),
            figures=dict(self._figures()),
            url=self._may("source_url", cells.website, ""),
            note=self._may("note", cells.short_text(4000), ""),
            raw="\x1f".join(f"{column}={value}" for column, value in sorted(self.values.items()) if value),
        )

    def _figures(self) -> Iterator[tuple[FigureName, float]]:
        dated = cells.is_stated(self.values.get("as_of", ""))
        for name in FIGURES:
            value = self._may(name, partial(cells.figure, largest=LARGEST[name], dated=dated), None)
            if value is not None:
                yield name, value

    def _must(self, column: str, read: Callable[[str], str]) -> str | None:
        try:
            return read(self.values.get(column, ""))
        except CellError as error:
            self.parsed.problems.append(
                Problem(self.parsed.name, self.line, column, error.message, error.hint)
            )
            return None

    def _may(self, column: str, read: Callable[[str], Any], otherwise: Any) -> Any:
        try:
            return read(self.values.get(column, ""))
        except CellError as error:
            message = f"{error.message}; the row was imported without it"
            self.parsed.problems.append(
                Problem(self.parsed.name, self.line, column, message, error.hint, refused=False)
            )
            return otherwise


def _key(sport: str, region: str, name: str) -> str:
    """The key of a row: its sport, region and name; the end of a very long one is replaced by a digest."""
    key = "/".join(part for part in (slug(each, "-") for each in (sport, region, name)) if part)
    if len(key) <= _LONGEST_KEY:
        return key
    return f"{key[:_LONGEST_KEY]}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def _names(text: str) -> Iterator[Name]:
    if text.startswith("["):
        yield from _exported_names(text)
    else:
        yield from (Name(part.strip()[:200]) for part in text.split(";") if part.strip())


def _exported_names(text: str) -> Iterator[Name]:
    """The aliases of an export of this service: a list of objects."""
    try:
        stated = json.loads(text)
    except (ValueError, RecursionError):
        return
    for alias in stated if is_array(stated) else []:
        name = cells.clean(alias.get("name"))[:200] if is_object(alias) else ""
        kind = _KINDS.get(str(alias.get("kind"))) if name else None
        if name and kind:
            period, language = (cells.clean(alias.get(key))[:50] for key in ("period", "language"))
            yield Name(name, kind, period, language)


def _former(text: str) -> Iterator[Name]:
    return (Name(part.strip()[:200], "former") for part in text.split(";") if part.strip())
