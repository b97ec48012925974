"""Reads a table of text: finds the delimiter and the header, and yields the records with their lines."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from league_service.core.files.headings import Headings, rename_hint
from league_service.core.files.rows import Problem, UnreadableFileError

DELIMITERS = ",;\t|"
_MOST_LINES = 20
_LONGEST_HEADER = 10_000
_FIRST_LINES = 10
_SEPARATOR = re.compile(r'"?sep=(.)"?[,;\t|]*\s*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """The values of a row by column, and its first line. `problem` is set if they cannot be assigned."""

    line: int
    values: dict[str, str]
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a header is: its line, the position of its first letter, and the delimiter."""

    line: int
    at: int
    delimiter: str
    header: list[str]


class Table:
    """A table with a known header."""

    def __init__(self, file: str, text: str, start: _Start, headings: Headings) -> None:
        self._file, self._text, self._start = file, text, start
        self._headings = headings
        self.columns = headings.read(start.header)

    def notes(self) -> Iterator[Problem]:
        """Reports headings that are not used."""
        seen: set[str] = set()
        for at, heading in enumerate(self._start.header):
            column = self.columns[at]
            if not column and heading.strip():
                yield self._note(heading, "the column is not used", self._hint(heading))
            elif column in seen:
                hint = f"keep only one column for {column}; the first one was used"
                yield self._note(heading, "the column occurs twice", hint)
                self.columns[at] = ""
            seen.add(column)

    def _hint(self, heading: str) -> str:
        near = self._headings.nearest(heading)
        said = f"the columns are {', '.join(self._headings.columns)}"
        return f"did you mean {near}? {said}" if near and near not in self.columns else said

    def _note(self, heading: str, message: str, hint: str) -> Problem:
        return Problem(self._file, self._start.line, heading.strip(), message, hint, refused=False)

    def records(self) -> Iterator[Record]:
        """The records below the header, without empty ones. Raises UnreadableFileError."""
        for line, cells, end, is_open in self._lines():
            if is_open or end - line > _MOST_LINES:
                message = f"the row continues until line {end}: a quote is not closed"
                yield self._bad(line, message, "close the quote, or remove it")
            elif len(cells) > len(self.columns) and any(cell.strip() for cell in cells[len(self.columns) :]):
                message = f"the row has {len(cells)} values, the header has {len(self.columns)}"
                yield self._bad(line, message, "put quotes around a value that contains the delimiter")
            elif any(cell.strip() for cell in cells):
                pairs = zip(self.columns, cells, strict=False)
                yield Record(line, {column: cell for column, cell in pairs if column})

    def _bad(self, line: int, message: str, hint: str) -> Record:
        return Record(line, {}, Problem(self._file, line, "", message, hint))

    def _lines(self) -> Iterator[tuple[int, list[str], int, bool]]:
        """Each record below the header with its first and last line, and whether a quote stays open in it."""
        above = self._start.line - 1
        text = self._text[self._start.at :]
        stream = io.StringIO(text)
        reader = csv.reader(stream, delimiter=self._start.delimiter, skipinitialspace=True)
        line, at = 1, 0
        try:
            for number, cells in enumerate(reader):
                end = stream.tell()
                if number:
                    cut = end == len(text) and len(cells) < len(self.columns)
                    is_open = (cut or reader.line_num > line) and text.count('"', at, end) % 2 == 1
                    yield above + line, cells, above + reader.line_num, is_open
                line, at = reader.line_num + 1, end
        except csv.Error as error:
            hint = "close every quote, and keep each value under 128 KiB"
            raise UnreadableFileError(self._file, f"line {above + line}: {error}", hint) from error


def find_table(file: str, text: str, headings: Headings, needed: Iterable[str]) -> Table | None:
    """The table whose header, within the first lines, has the needed columns; None if there is none."""
    wanted = set(needed)
    for start in _starts(text):
        if wanted.issubset(headings.read(start.header)):
            return Table(file, text, start, headings)
    return None


def refuse_table(file: str, text: str, headings: Headings, needed: Iterable[str], what: str) -> None:
    """Raises UnreadableFileError if the first lines look like the header of a table but lack columns."""
    needed = tuple(needed)
    starts = [start for start in _starts(text) if any(headings.read(start.header))]
    starts = starts or _alike(list(_starts(text)))
    if not starts:
        return
    best = max(starts, key=lambda start: sum(map(bool, headings.read(start.header))))
    lacking = headings.missing(best.header, needed)
    if lacking:
        names = ", ".join(column for column, _ in lacking)
        hint = f"the columns are {', '.join(headings.columns)}; required are {', '.join(needed)}"
        proposed = rename_hint(lacking)
        message = f"{what}: the header has no column for {names}"
        raise UnreadableFileError(file, message, f"{proposed}; {hint}" if proposed else hint)


def _alike(starts: Sequence[_Start]) -> list[_Start]:
    """The first line, if it and the next one have the same number of values, more than one."""
    if not starts:
        return []
    first = [start for start in starts if start.line == starts[0].line and len(start.header) > 1]
    shapes = {(start.delimiter, len(start.header)) for start in starts if start.line == starts[0].line + 1}
    return [start for start in first if (start.delimiter, len(start.header)) in shapes]


def _starts(text: str) -> Iterator[_Start]:
    """The possible headers: each of the first lines, with each delimiter or the one that the file states."""
    at, line, found, stated = 0, 0, 0, ""
    while at < len(text) and found < _FIRST_LINES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line += 1
        first = text[at : min(end, at + _LONGEST_HEADER)]
        separator = _SEPARATOR.fullmatch(first)
        if separator and not found:
            stated = separator[1]
        elif first.strip():
            found += 1
            for delimiter in stated or DELIMITERS:
                yield _Start(line, at, delimiter, _cells(first, delimiter))
        at = end + 1


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), list[str]())
    except csv.Error:
        return []
