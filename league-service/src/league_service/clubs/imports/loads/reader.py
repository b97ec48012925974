"""Reads what sensors measured on players in matches: a table whose headings state units. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from league_service.core.files.cells import CellError
from league_service.core.files.headings import Headings
from league_service.core.files.rows import Problem, UnreadableFileError
from league_service.core.files.tables import Record, find_table, refuse_table
from league_service.core.files.text import read_text
from league_service.core.importing.domain import Upload
from league_service.core.text import normalise

_MEASURES: Final[Mapping[str, tuple[str, float, float]]] = {
    "distance_m": ("distance_m", 1, 30_000),
    "distance_km": ("distance_m", 1000, 30_000),
    "high_speed_m": ("high_speed_m", 1, 15_000),
    "sprint_m": ("sprint_m", 1, 10_000),
    "sprint_count": ("sprint_count", 1, 500),
    "max_speed_kmh": ("max_speed_kmh", 1, 50),
    "max_speed_ms": ("max_speed_kmh", 3.6, 50),
}
"""The columns: the stored figure, the factor to its unit, and the highest value."""
_SPRINTS: Final = ("sprint_m", "sprint_count")
_PARTS: Final = ("high_speed_m", "sprint_m")
_THRESHOLDS: Final = (10.0, 40.0)
_LARGEST: Final = 5_000
NEEDED: Final = ("match_day", "first_name", "last_name")
HEADINGS: Final = Headings(
    {
        "match_day": ("day", "date"),
        "first_name": ("given name", "forename"),
        "last_name": ("family name", "surname"),
        "distance_m": ("total distance m",),
        "distance_km": ("total distance km",),
        "high_speed_m": ("high speed distance m", "high speed running m"),
        "sprint_m": ("sprint distance m",),
        "sprint_count": ("sprints", "number of sprints"),
        "max_speed_kmh": ("max speed km h", "top speed km h"),
        "max_speed_ms": ("max speed m s", "top speed m s"),
        "sprint_threshold_kmh": ("sprint threshold km h",),
    }
)


@dataclass(frozen=True, slots=True)
class LoadRow:
    """What was measured on one player in one match."""

    file: str
    line: int
    day: date
    name: str
    figures: Mapping[str, float]
    threshold_kmh: float | None


@dataclass(slots=True)
class ReadLoads:
    """The rows of a file, and what could not be used."""

    rows: list[LoadRow] = field(default_factory=list[LoadRow])
    problems: list[Problem] = field(default_factory=list[Problem])
    row_count: int = 0


def read_loads(upload: Upload) -> ReadLoads:
    """The rows of a file. Raises UnreadableFileError, also for figures without a unit or a threshold."""
    text = read_text(upload.name, upload.data)
    table = find_table(upload.name, text.text, HEADINGS, NEEDED)
    if table is None:
        refuse_table(upload.name, text.text, HEADINGS, NEEDED, "no loads of players")
        hint = f"the first line names the columns: {', '.join(HEADINGS.columns)}"
        raise UnreadableFileError(upload.name, "the file has no table of loads", hint)
    found = ReadLoads(problems=[*text.notes])
    notes = list(table.notes())
    for note in notes:
        if any(word in normalise(note.field) for word in ("distance", "speed", "sprint", "threshold")):
            hint = f"name it with its unit: one of {', '.join((*_MEASURES, 'sprint_threshold_kmh'))}"
            raise UnreadableFileError(
                upload.name, f"the heading {note.field[:60]!r} states no known unit", hint
            )
    found.problems += notes
    for record in table.records():
        found.row_count += 1
        if found.row_count > _LARGEST:
            message = f"the file has more than {_LARGEST} rows"
            raise UnreadableFileError(upload.name, message, "split it")
        row = record.problem or _row(upload.name, record)
        if isinstance(row, Problem):
            found.problems.append(row)
        else:
            found.rows.append(row)
    return found


def _row(file: str, record: Record) -> LoadRow | Problem:
    cells = {column: cell.strip() for column, cell in record.values.items()}
    column = "match_day"
    try:
        day = _day(cells.get("match_day", ""))
        for column in ("first_name", "last_name"):
            if not cells.get(column):
                raise CellError("the name is missing", "state first and last name as the club has them")
        figures: dict[str, float] = {}
        for column, (name, factor, most) in _MEASURES.items():
            if cells.get(column):
                if name in figures:
                    raise CellError(f"{name} is stated in two units", "keep one of the two columns")
                figures[name] = _number(cells[column], factor, most)
        for column in _PARTS:
            if figures.get(column, 0) > figures.get("distance_m", math.inf):
                raise CellError("is more than the whole distance", "check the units of both columns")
        column = "sprint_threshold_kmh"
        threshold = _threshold(cells.get(column, ""), figures)
        column = "sprint_count"
        if figures.get(column, 0) % 1:
            raise CellError("is no whole number", "count the sprints")
        if not figures:
            raise CellError("the row measures nothing", "state at least one figure, or remove the row")
    except CellError as error:
        return Problem(file, record.line, column, error.message, error.hint)
    name = normalise(f"{cells['first_name']} {cells['last_name']}")
    return LoadRow(file, record.line, day, name, figures, threshold)


def _threshold(cell: str, figures: Mapping[str, float]) -> float | None:
    if not cell:
        if any(name in figures for name in _SPRINTS):
            hint = "state from which speed a run counts as a sprint, such as 25.2"
            raise CellError("sprints without a threshold cannot be compared", hint)
        return None
    value = _number(cell, 1, _THRESHOLDS[1])
    if value < _THRESHOLDS[0]:
        raise CellError(f"{cell[:20]} km/h is no sprint", "state it in kilometres per hour, such as 25.2")
    return value


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise CellError(f"{cell[:20]!r} is no day", "write year, month and day as in 2026-09-05") from None


def _number(cell: str, factor: float, most: float) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise CellError(f"{cell[:20]!r} is no number", "use digits and a decimal point") from None
    if not 0 <= value * factor <= most:
        raise CellError(f"{cell[:20]} is out of range", f"in this unit, at most {most / factor:g}")
    return round(value * factor, 3)
