"""Reads the squad of a team: a table with names, numbers, positions and birth dates. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from league_service.clubs.match_lineups.domain import is_goalkeeper
from league_service.core.files.cells import CellError
from league_service.core.files.headings import Headings
from league_service.core.files.rows import Problem, UnreadableFileError
from league_service.core.files.tables import Record, find_table, refuse_table
from league_service.core.files.text import read_text
from league_service.core.importing.domain import Upload
from league_service.core.text import normalise

NEEDED: Final = ("first_name", "last_name")
HEADINGS: Final = Headings(
    {
        "first_name": ("given name", "forename"),
        "last_name": ("family name", "surname"),
        "known_as": ("nickname", "shirt name"),
        "jersey_number": ("number", "no", "shirt number", "squad number"),
        "position": ("pos",),
        "birth_date": ("date of birth", "dob", "born", "birthday"),
        "preferred_foot": ("foot",),
        "nationality": ("country",),
    }
)
_LARGEST: Final = 500
_LONGEST: Final = 100
_MOST: Final = 99
_OLDEST: Final = 100
_POSITIONS: Final = {
    "defender": "defender defence back df d cb lb rb lwb rwb fullback centreback",
    "midfielder": "midfielder midfield mf m cm dm am lm rm cdm cam",
    "forward": "forward attacker striker winger fw f st cf lw rw ss",
}
_BY_WORD: Final = {word: position for position, words in _POSITIONS.items() for word in words.split()}
_FEET: Final = {"l": "left", "left": "left", "r": "right", "right": "right", "both": "both", "b": "both"}


@dataclass(frozen=True, slots=True)
class SquadRow:
    """A player of the squad. `facts` has only what the file states."""

    line: int
    file: str
    first_name: str
    last_name: str
    facts: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The name without case and accents, as players are compared."""
        return normalise(f"{self.first_name} {self.last_name}")

    @property
    def birth_date(self) -> str | None:
        return self.facts.get("birth_date")


@dataclass(slots=True)
class ReadSquad:
    """The players of the files, and what could not be used."""

    rows: list[SquadRow] = field(default_factory=list[SquadRow])
    problems: list[Problem] = field(default_factory=list[Problem])
    row_count: int = 0


def read_squad(upload: Upload, today: date) -> ReadSquad:
    """The players of a file. Raises UnreadableFileError."""
    text = read_text(upload.name, upload.data)
    table = find_table(upload.name, text.text, HEADINGS, NEEDED)
    if table is None:
        refuse_table(upload.name, text.text, HEADINGS, NEEDED, "not a squad")
        hint = f"the first line names the columns: {', '.join(HEADINGS.columns)}"
        raise UnreadableFileError(upload.name, "the file has no table of players", hint)
    found = ReadSquad(problems=[*text.notes, *table.notes()])
    for record in table.records():
        found.row_count += 1
        if found.row_count > _LARGEST:
            message, hint = f"the file has more than {_LARGEST} players", "import one team at a time"
            raise UnreadableFileError(upload.name, message, hint)
        if record.problem is not None:
            found.problems.append(record.problem)
            continue
        row, problems = _row(upload.name, record, today)
        problems = problems or list(_clashes(row, found.rows))
        found.problems += problems
        if not problems:
            found.rows.append(row)
    return found


def _row(file: str, record: Record, today: date) -> tuple[SquadRow, list[Problem]]:
    """The player of a record, and everything that is wrong with it."""
    facts: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in HEADINGS.columns:
        cell = record.values.get(column, "").strip()
        if not cell and column not in NEEDED:
            continue
        try:
            facts[column] = _READERS[column](cell, today)
        except CellError as error:
            problems.append(Problem(file, record.line, column, error.message, error.hint))
    names = facts.pop("first_name", ""), facts.pop("last_name", "")
    return SquadRow(record.line, file, *names, facts), problems


def _clashes(row: SquadRow, earlier: list[SquadRow]) -> Iterator[Problem]:
    """A player or a number that the file has already."""
    for other in earlier:
        if other.name == row.name and other.birth_date == row.birth_date:
            message = f"the player is in line {other.line} already"
            hint = "keep one of the two lines, or state the birth_date of both if they are two people"
            yield Problem(row.file, row.line, "last_name", message, hint)
            return
    number = row.facts.get("jersey_number")
    for other in earlier:
        if number is not None and other.facts.get("jersey_number") == number:
            message = f"number {number} is taken by the player in line {other.line}"
            yield Problem(row.file, row.line, "jersey_number", message, "choose another, or leave it empty")
            return


def _name(cell: str, _: date) -> str:
    if not cell:
        raise CellError("the name is missing", "state first and last name")
    if len(cell) > _LONGEST or not cell.isprintable():
        raise CellError("this is no name", f"use at most {_LONGEST} visible characters in one line")
    return cell


def _number(cell: str, _: date) -> int:
    text = cell.removeprefix("#").removesuffix(".0")
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= _MOST:
        raise CellError(f"{cell[:20]!r} is no number of a shirt", f"use a number from 1 to {_MOST}")
    return int(text)


def _position(cell: str, _: date) -> str:
    if is_goalkeeper(cell):
        return "goalkeeper"
    word = normalise(cell)
    found = _BY_WORD.get(word.replace(" ", "")) or _BY_WORD.get(word.split(" ")[-1] if word else "")
    if found is None:
        hint = "use goalkeeper, defender, midfielder or forward"
        raise CellError(f"{cell[:40]!r} is no known position", hint)
    return found


def _birth_date(cell: str, today: date) -> str:
    try:
        born = date.fromisoformat(cell) if cell[4:5] == "-" else _dotted(cell)
    except ValueError:
        hint = "write year, month and day as in 2010-04-03"
        raise CellError(f"{cell[:20]!r} is no day that has one meaning", hint) from None
    if not born < today or today.year - born.year > _OLDEST:
        raise CellError(f"{cell[:20]!r} is no day of birth", "check the year")
    return born.isoformat()


def _dotted(cell: str) -> date:
    """A day such as 3.4.2010, which has one meaning; 03/04/2010 has two."""
    day, month, year = map(int, cell.split("."))
    return date(year, month, day)


def _foot(cell: str, _: date) -> str:
    if cell.casefold() not in _FEET:
        raise CellError(f"{cell[:20]!r} is no foot", "use left, right or both")
    return _FEET[cell.casefold()]


def _nationality(cell: str, _: date) -> str:
    text = cell.upper()
    if len(text) not in (2, 3) or not (text.isascii() and text.isalpha()):
        raise CellError(f"{cell[:20]!r} is no code of a country", "use two or three letters, such as IE")
    return text


_READERS: Final[Mapping[str, Callable[[str, date], Any]]] = {
    "first_name": _name,
    "last_name": _name,
    "known_as": _name,
    "jersey_number": _number,
    "position": _position,
    "birth_date": _birth_date,
    "preferred_foot": _foot,
    "nationality": _nationality,
}
