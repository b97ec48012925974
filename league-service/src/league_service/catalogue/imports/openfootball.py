"""Reads the league lists of openfootball: an indented text, one competition per entry, grouped by country.

= England =                                   a country, or International, or National Teams
2  2004/05-  Division 1 => Championship       key, years if known, name; old name => new name
             | EFL Championship | eng.cs      other names and codes
             | $$Carabao$$ Cup  # a comment   a sponsor between $$, the language of a name in [de]

Two spaces or a tab follow the key, and a name does not begin with a lower-case letter: this distinguishes an
entry from a sentence in the list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from league_service.catalogue.imports.cells import clean
from league_service.catalogue.imports.cells import name as checked_name
from league_service.catalogue.imports.rows import Name, NameKind
from league_service.catalogue.leagues.domain import NAME_LENGTHS
from league_service.core.files.cells import CellError
from league_service.core.files.rows import Problem, check_row_count

_LONGEST_LINE = 1000
_KEY = r"[a-z0-9äöü]+(?:[._+-][a-z0-9äöü]+)*"
_YEAR = r"\d{4}(?:/\d{2,4})?"
_ENTRY = re.compile(
    rf"(?P<key>{_KEY})(?:\s{{2,}}|\t)\s*(?:(?P<years>{_YEAR}\s*[-–]\s*(?:{_YEAR})?|[-–]\s*{_YEAR}|{_YEAR}(?=\s\s))\s+)?(?P<names>.+)"
)
_CODE = re.compile(_KEY)
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9]{1,5}")
_LANGUAGE = re.compile(r"\s*\[([a-z]{2,3})\]\s*$")
_SPONSOR = re.compile(r"\$\$(.*?)\$\$\s*")


@dataclass(slots=True)
class Entry:
    """An entry while its lines are read."""

    line: int
    country: str
    key: str
    years: str
    name: str
    formers: list[str] = field(default_factory=list[str])
    names: list[Name] = field(default_factory=list[Name])

    @property
    def start(self) -> str:
        return re.split(r"[-–]", self.years)[0].strip() if self.years else ""

    @property
    def end(self) -> str:
        return re.split(r"[-–]", self.years)[-1].strip() if self.years else ""


def looks_like(text: str) -> bool:
    """Whether a text has entries of this format under a heading."""
    headings = entries = 0
    for _, line in _lines(text):
        if line.startswith("="):
            headings += bool(_heading(line))
        else:
            entries += line.startswith("|") or bool(_ENTRY.fullmatch(line))
    return headings > 0 and entries > 0


def read_entries(file: str, text: str, problems: list[Problem]) -> list[Entry]:
    """Reads the entries of a list in order; adds unusable lines to `problems`."""
    entries: list[Entry] = []
    country, current = "", None
    for number, line in _lines(text):
        heading = _heading(line)
        try:
            if heading:
                country, current = heading, None
            elif line.startswith("|"):
                _add_names(current, line)
            else:
                current = None
                current = _start_entry(country, number, line)
                entries.append(current)
                check_row_count(file, len(entries))
        except CellError as error:
            problems.append(Problem(file, number, "name", error.message, error.hint))
    return entries


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The non-empty lines without comments, up to __END__."""
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.split("#", 1)[0].strip()[:_LONGEST_LINE]
        if content == "__END__":
            return
        if content:
            yield number, content


def _heading(line: str) -> str:
    """The text of a heading; empty for other lines."""
    text = clean(line.strip("="))
    return text if line.startswith("=") and not line.startswith("=>") and "=" not in text else ""


def _start_entry(country: str, number: int, line: str) -> Entry:
    match = _ENTRY.fullmatch(line)
    if match is None or match["names"][0].islower():
        what = "has no key followed by two spaces" if match is None else "reads like a sentence"
        hint = "write entries as: 1  Premier League; start comments with #"
        raise CellError(f'"{line[:60]}" {what}', hint)
    first, *others = match["names"].split("|")
    stated, codes = _split_codes(first)
    *formers, current = [clean(part) for part in stated.split("=>")]
    years = clean(match["years"]).replace(" ", "")
    entry = Entry(number, country, match["key"], years, checked_name(_plain(current)[0]))
    entry.formers = [former for former in formers if former]
    entry.names = [*_names_of(current)[1:], *(Name(code, "code") for code in codes)]
    entry.names += [item for other in others for item in _names_of(other)]
    return entry


def _add_names(current: Entry | None, line: str) -> None:
    if current is None:
        hint = "put the line with the key and name of the competition before its other names"
        raise CellError(f'"{line[:60]}" does not belong to a competition', hint)
    for part in line.split("|"):
        current.names += _names_of(part)


def _split_codes(text: str) -> tuple[str, list[str]]:
    """Splits a name from the codes that follow it after commas: "ÖFB Cup,  cup"."""
    name, *others = [part.strip() for part in text.split(",")]
    if others and all(_CODE.fullmatch(part) for part in others):
        return name, others
    return text.strip(), []


def _names_of(text: str) -> list[Name]:
    """The names in one part between bars: with the sponsor, if any, and without it."""
    language = _LANGUAGE.search(text)
    stated = clean(_LANGUAGE.sub("", text))
    if not stated:
        return []
    tag = language[1] if language else ""
    return [Name(plain[: NAME_LENGTHS[1]], _kind(plain), language=tag) for plain in _plain(stated)]


def _kind(text: str) -> NameKind:
    if _CODE.fullmatch(text):
        return "code"
    return "abbreviation" if _ABBREVIATION.fullmatch(text) else "alternative"


def _plain(text: str) -> list[str]:
    with_sponsor = clean(text.replace("$$", ""))
    without = clean(_SPONSOR.sub("", text))
    return [with_sponsor] if without in {with_sponsor, ""} else [with_sponsor, without]
