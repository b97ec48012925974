"""Finds out which league and season a file holds: from its name and its title."""

import re
from dataclasses import dataclass
from typing import Final

from league_service.core.files.rows import UnreadableFileError
from league_service.soccer.leagues import League, known_leagues, league_by_key, league_by_title

_TITLE: Final = re.compile(r"(?P<name>.*?)[\s,]*(?P<year>(?:18|19|20|21)\d\d)(?:[/–-]\d{2,4})?")
_FOLDER: Final = re.compile(r"(?:^|/)(?P<year>(?:18|19|20|21)\d\d)(?:-\d{2,4})?/")
_FILE: Final = re.compile(r"(?:^|/)(?P<key>[^/]+?)[.]json(?:[.]gz)?(?:\?.*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FileSeason:
    """The season of a file, with the name of its competition."""

    league: League
    year: int
    name: str


def season_of(file: str, title: str) -> FileSeason:
    """The season. Raises UnreadableFileError if neither the name of the file nor its title states it."""
    match, folder = _TITLE.fullmatch(title), _FOLDER.search(file)
    name = match["name"] if match else title
    key = _FILE.search(file)
    league = (league_by_key(key["key"].lower()) if key else None) or league_by_title(name)
    if league is None:
        hint = f"name the file after its league, such as en.1.json; known: {known_leagues()}"
        raise UnreadableFileError(
            file, "neither the name of the file nor its title states a known league", hint
        )
    year = match or folder
    if year is None:
        hint = 'end the title with it: "English Premier League 2023/24"'
        raise UnreadableFileError(file, "the title of the file (name) does not state the season", hint)
    return FileSeason(league, int(year["year"]), league.name or name or league.key)
