"""Converts the entries of an openfootball list to leagues: places, levels, and entries of the same league."""

import re
from dataclasses import replace

from league_service.catalogue.imports.football_level import infer_level
from league_service.catalogue.imports.openfootball import Entry, read_entries
from league_service.catalogue.imports.rows import LeagueRow, Name, ParsedFile, SourceInfo
from league_service.core.text import normalise, slug
from league_service.core.vocabulary.places import INTERNATIONAL, place_name

SOURCE = SourceInfo(
    "openfootball", "openfootball leagues", "CC0-1.0", "https://github.com/openfootball/leagues"
)
_NATIONAL_TEAMS = "national teams"
_NOT_COUNTRIES = {"", "international", _NATIONAL_TEAMS}
_CONTINENTS = {
    "africa": "Africa",
    "asia": "Asia",
    "caribbean": "Caribbean",
    "central-america": "Central America",
    "europe": "Europe",
    "middle-east": "Middle East",
    "north-america": "North America",
    "pacific": "Pacific",
    "south-america": "South America",
}


def parse(name: str, text: str, source: SourceInfo = SOURCE) -> ParsedFile:
    """Returns the competitions of a list.

    An entry "old => new" and the entry of its old name become one league. The same key with other years and
    no rename is a different league at that tier: the Premier League of 1992/93 did not continue the Football
    League, Mexico's Expansión did not continue the Ascenso.
    """
    parsed = ParsedFile(name, "openfootball", source)
    entries = read_entries(name, text, parsed.problems)
    keys = _keys(entries)
    rows = [_to_row(name, entry, key) for entry, key in zip(entries, keys, strict=True)]
    newer = _newer(entries)
    eras: dict[int, list[tuple[Entry, LeagueRow]]] = {}
    for old, new in newer.items():
        eras.setdefault(new, []).append((entries[old], rows[old]))
    parsed.rows += [_with_eras(row, eras.get(at, [])) for at, row in enumerate(rows) if at not in newer]
    return parsed


def _keys(entries: list[Entry]) -> list[str]:
    """A key for each entry: country, key, years; numbered if a list contains the same one twice."""
    keys: list[str] = []
    seen: dict[str, int] = {}
    for entry in entries:
        parts = [slug(entry.country, "-") or "international", entry.key, entry.years]
        key = "/".join(part for part in parts if part)
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return keys


def _to_row(file: str, entry: Entry, key: str) -> LeagueRow:
    national = normalise(entry.country) not in _NOT_COUNTRIES
    names = [*(Name(former, "former") for former in entry.formers), *entry.names]
    if not national:
        names.append(Name(entry.key, "code"))
    level = infer_level(entry.key, entry.name, national_teams=normalise(entry.country) == _NATIONAL_TEAMS)
    return LeagueRow(
        file=file,
        line=entry.line,
        key=key,
        name=entry.name,
        sport="soccer",
        level=level,
        level_inferred=level != "unknown",
        places=(place_name(entry.country) if national else _continent(file),),
        first_season="" if entry.formers else entry.start,
        status="defunct" if entry.end else "active" if entry.start else "unknown",
        abbreviation=next((item.text for item in names if item.kind == "abbreviation"), ""),
        names=tuple(names),
        raw=" | ".join(
            [entry.country, entry.key, entry.years, *entry.formers, entry.name, *map(repr, entry.names)]
        ),
    )


def _continent(file: str) -> str:
    """The continent, derived from the folder of a list."""
    parts = [slug(part, "-") for part in re.split(r"[\\/]", file)]
    return next((_CONTINENTS[part] for part in parts if part in _CONTINENTS), INTERNATIONAL)


def _newer(entries: list[Entry]) -> dict[int, int]:
    """Maps the index of each renamed entry to that of the entry that renames it, the last of several."""
    renamings: dict[tuple[str, str, str], list[int]] = {}
    for at, entry in enumerate(entries):
        for former in {normalise(former) for former in entry.formers} if entry.start else ():
            found = renamings.setdefault((entry.country, entry.key, former), [])
            while found and entries[found[-1]].start[:4] <= entry.start[:4]:
                found.pop()  # this entry also renames everything that `found[-1]` renames, and comes later
            found.append(at)
    newer: dict[int, int] = {}
    for at, entry in enumerate(entries):
        for new in reversed(renamings.get((entry.country, entry.key, normalise(entry.name)), [])):
            if new != at and entry.end and entry.end[:4] <= entries[new].start[:4]:
                newer[at] = new
                break
    return newer


def _with_eras(row: LeagueRow, eras: list[tuple[Entry, LeagueRow]]) -> LeagueRow:
    """The league with the names of its earlier entries."""
    if not eras:
        return row
    known = {normalise(era.name) for era, _ in eras}
    names = [item for item in row.names if item.kind != "former" or normalise(item.text) not in known]
    for era, _ in eras:
        names.append(Name(era.name, "former", era.years))
        names += [
            replace(item, kind="former", period=era.years) if item.kind == "alternative" else item
            for item in era.names
        ]
    first = min(old.first_season for _, old in eras)
    return replace(row, names=tuple(names), eras=tuple(old for _, old in eras), first_season=first)
