"""Reads the project's own league format: a table with a header, one league per line.

Columns: league, abbreviation, sport, category, region, headquarters, level, founded, first_season, teams,
teams_as_of, status, website, source_url, note; also alternative_names and former_names, separated by
semicolons. Only league and sport are required. Columns may be in any order; values are separated by commas,
semicolons, tabs or bars.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from league_service.catalogue.imports import cells
from league_service.catalogue.imports.rows import LeagueRow, Name, ParsedFile, SourceInfo
from league_service.core.files.cells import CellError
from league_service.core.files.rows import Problem, UnreadableFileError, check_row_count
from league_service.core.text import normalise, slug
from league_service.core.vocabulary.places import split_places

DELIMITERS = ",;\t|"
REQUIRED = ("league", "sport")
_MOST_LINES = 20
_LONGEST_HEADER = 10_000
_COLUMNS = {
    "league": "league name|name|competition|title|league title|leagueLabel|strLeague",
    "abbreviation": "abbr|short name|acronym|short",
    "sport": "sports|discipline|sport id|sportLabel|strSport",
    "category": "family|sport category",
    "region": "country|countries|location|regions|nation|place|countryLabel|strCountry",
    "headquarters": "hq|city|head office|based in",
    "level": "tier|competition level|class",
    "founded": "founded year|year founded|formed|established|foundation|inception|intFormedYear",
    "first_season": "first season|inaugural season|since",
    "teams": "team count|number of teams|no of teams|clubs|members|member count",
    "teams_as_of": "teams as of|as of|member count as of",
    "status": "state",
    "website": "url|site|web|homepage|web site|official website|strWebsite",
    "source_url": "source|source url|reference|citation",
    "note": "notes|comment|comments|remarks|remark",
    "alternative_names": "aliases|alias|other names|also known as|aka",
    "former_names": "former name|formerly|previous names",
}
_BY_HEADER = {
    normalise(header): column
    for column, aliases in _COLUMNS.items()
    for header in (column, *aliases.split("|"))
}
_HINT = f"the columns are {', '.join(_COLUMNS)}; only league and sport are required"


def header_delimiter(text: str) -> str | None:
    """The delimiter with which the first line is a header with league and sport, or None."""
    first = _first_line(text)
    for delimiter in DELIMITERS:
        cells = [cell for row in csv.reader([first], delimiter=delimiter) for cell in row]
        columns = {_BY_HEADER.get(normalise(cell)) for cell in cells}
        if columns.issuperset(REQUIRED):
            return delimiter
    return None


def _first_line(text: str) -> str:
    """The first line, limited to the length of a possible header."""
    return text.lstrip().split("\n", 1)[0][:_LONGEST_HEADER].strip()


def looks_like_table(text: str) -> bool:
    """Whether the first line names at least one column of the format."""
    first = _first_line(text)
    counts = {delimiter: first.count(delimiter) for delimiter in DELIMITERS}
    best = max(counts, key=lambda delimiter: counts[delimiter])
    named = [cell for cell in first.split(best) if normalise(cell) in _BY_HEADER]
    return counts[best] > 0 and bool(named)


def parse(name: str, text: str, source: SourceInfo) -> ParsedFile:
    """Reads the rows of a table. Raises UnreadableFileError if the header lacks league or sport."""
    delimiter = header_delimiter(text)
    if delimiter is None:
        raise UnreadableFileError(name, "the header has no column for league or for sport", _HINT)
    parsed = ParsedFile(name, "csv", source)
    records = _records(name, text, delimiter)
    line, header, _ = next(records)
    columns = [_BY_HEADER.get(normalise(cell), "") for cell in header]
    parsed.problems += _header_problems(name, line, header, columns)
    seen: dict[str, int] = {}
    for line, record, end in records:
        if end - line > _MOST_LINES:
            message = f"the row continues until line {end}: a quote is not closed"
            parsed.problems.append(Problem(name, line, "", message, "close the quote, or remove it"))
        elif any(cell.strip() for cell in record):
            _read_record(parsed, line, record, columns, seen)
            check_row_count(name, len(parsed.rows))
    return parsed


def _records(file: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str], int]]:
    """Each record with its first and last line; empty lines before the header are skipped."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
    start, begun = 1, False
    try:
        for record in reader:
            begun = begun or any(cell.strip() for cell in record)
            if begun:
                yield start, record, reader.line_num
            start = reader.line_num + 1
    except csv.Error as error:
        hint = "close every quote, and keep each value under 128 KiB"
        raise UnreadableFileError(file, f"line {start}: {error}", hint) from error


def _header_problems(file: str, line: int, header: list[str], columns: list[str]) -> Iterator[Problem]:
    for at, (cell, column) in enumerate(zip(header, columns, strict=True)):
        if not column and cell.strip():
            yield Problem(file, line, cell.strip(), "the column is not used", _HINT, refused=False)
        elif column and column in columns[:at]:
            hint = f"keep only one column for {column}; the first one was used"
            yield Problem(file, line, cell.strip(), "the column occurs twice", hint, refused=False)
            columns[at] = ""


def _read_record(
    parsed: ParsedFile, line: int, record: list[str], columns: list[str], seen: dict[str, int]
) -> None:
    if len(record) > len(columns) and any(cell.strip() for cell in record[len(columns) :]):
        message = f"the row has {len(record)} values, the header has {len(columns)}"
        hint = "put quotes around a value that contains the delimiter"
        parsed.problems.append(Problem(parsed.name, line, "", message, hint))
        return
    values = {column: cells.clean(cell) for column, cell in zip(columns, record, strict=False) if column}
    reader = _RecordReader(parsed, line, values)
    row = reader.row()
    if row is not None:
        count = seen[row.key] = seen.get(row.key, 0) + 1
        parsed.rows.append(row if count == 1 else _again(row, count))


def _again(row: LeagueRow, count: int) -> LeagueRow:
    """A second row of the same league gets its own key."""
    return replace(row, key=f"{row.key}#{count}")


@dataclass(slots=True)
class _RecordReader:
    """Reads a row from a record: a bad optional value is dropped, a bad name or sport refuses the row."""

    parsed: ParsedFile
    line: int
    values: dict[str, str]

    def row(self) -> LeagueRow | None:
        get = self.values.get
        name, sport = self._must("league", cells.name), self._must("sport", _sport)
        if name is None or sport is None:
            return None
        region = self._may("region", cells.short_text(300), "")
        return LeagueRow(
            file=self.parsed.name,
            line=self.line,
            key="/".join(part for part in (slug(each, "-") for each in (sport, region, name)) if part),
            name=name,
            sport=sport,
            level=self._may("level", cells.level, "unknown"),
            places=tuple(split_places(region)) if cells.is_stated(region) else (),
            headquarters=self._may("headquarters", cells.short_text(200), ""),
            category=self._may("category", cells.short_text(100), ""),
            founded_year=self._may("founded", cells.year, None),
            first_season=self._may("first_season", cells.short_text(50), ""),
            member_count=self._may("teams", cells.member_count, None),
            member_count_as_of=_stated(self._may("teams_as_of", cells.short_text(50), "")),
            status=self._may("status", cells.status, "unknown"),
            website=self._may("website", cells.website, ""),
            abbreviation=self._may("abbreviation", cells.short_text(20), ""),
            names=(*_names(get("alternative_names", "")), *_former(get("former_names", ""))),
            url=self._may("source_url", cells.website, ""),
            note=self._may("note", cells.short_text(4000), ""),
            raw="\x1f".join(f"{column}={value}" for column, value in sorted(self.values.items()) if value),
        )

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


def _sport(text: str) -> str:
    if not normalise(text):
        raise CellError("the league has no sport", "add a sport, such as korfball")
    if len(text) > 100:
        raise CellError(f"the sport has {len(text)} characters", "shorten it to 100 characters")
    return text


def _stated(text: str) -> str:
    return text if cells.is_stated(text) else ""


def _names(text: str) -> Iterator[Name]:
    return (Name(part.strip()[:200]) for part in text.split(";") if part.strip())


def _former(text: str) -> Iterator[Name]:
    return (Name(part.strip()[:200], "former") for part in text.split(";") if part.strip())
