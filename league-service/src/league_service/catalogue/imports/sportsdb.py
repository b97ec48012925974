"""Reads league lists in the JSON of TheSportsDB: responses of its API, and seed files made from them."""

import json
import re
from collections.abc import Iterator
from typing import Any

from altsports.contract.json_values import is_object
from league_service.catalogue.imports import cells
from league_service.catalogue.imports.rows import LeagueRow, Name, NameKind, ParsedFile, SourceInfo
from league_service.core.files.cells import CellError
from league_service.core.files.json_items import Item
from league_service.core.files.rows import Problem
from league_service.core.text import slug
from league_service.core.vocabulary.places import split_places

SOURCE = SourceInfo("thesportsdb", "TheSportsDB", "TheSportsDB terms of use", "https://www.thesportsdb.com")
MARKS = frozenset(
    {"idLeague", "strLeague", "strSport", "provider_league_id", "provider_league_name", "team_count"}
)
"""Keys that only this format has."""

_NAME = ("strLeague", "provider_league_name", "league_name", "name", "league")
_KEY = ("idLeague", "provider_league_id", "id", "code")
_SPORT = ("strSport", "sport")
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9]{1,5}")


def parse(name: str, items: list[Item], source: SourceInfo = SOURCE) -> ParsedFile:
    """Reads the leagues of the entries of a JSON document."""
    parsed = ParsedFile(name, "thesportsdb", source)
    for item in items:
        try:
            parsed.rows.append(_to_row(parsed, item))
        except CellError as error:
            parsed.problems.append(Problem(name, item.line, _field(error), error.message, error.hint))
    return parsed


def _field(error: CellError) -> str:
    return "name" if "name" in error.message else "sport" if "sport" in error.message else ""


def _to_row(parsed: ParsedFile, item: Item) -> LeagueRow:
    facts = item.value
    if not is_object(facts):
        raise CellError("the entry is not an object", 'use the form {"strLeague": "...", "strSport": "..."}')
    name, sport = cells.name(_first(facts, _NAME)), cells.sport(_first(facts, _SPORT))
    places = _places(facts)
    code = cells.clean(facts.get("code"))[:100]
    names = [Name(text, _kind(text)) for text in _alternatives(facts)]
    return LeagueRow(
        file=parsed.name,
        line=item.line,
        key=_first(facts, _KEY)[:200] or f"{slug(sport, '-')}/{slug(name, '-')}",
        name=name,
        sport=sport,
        level=_may(parsed, item, "level", cells.level, "unknown"),
        places=tuple(places),
        founded_year=_may(parsed, item, "intFormedYear", _formed, None),
        first_season=_stated(facts, "dateFirstEvent")[:4],
        member_count=_may(parsed, item, "team_count", cells.member_count, None),
        member_count_as_of="",
        status="defunct" if _stated(facts, "strComplete").casefold() == "yes" else "unknown",
        website=_may(parsed, item, "strWebsite", cells.website, ""),
        abbreviation=next(
            (n.text for n in names if n.kind == "abbreviation"), code.upper() if len(code) <= 6 else ""
        ),
        names=(*names, *([Name(code, "code")] if code else [])),
        raw=json.dumps(facts, sort_keys=True),
    )


def _first(facts: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if (text := cells.clean(facts.get(key)))), "")


def _stated(facts: dict[str, Any], key: str) -> str:
    text = cells.clean(facts.get(key))
    return text if cells.is_stated(text) else ""


def _places(facts: dict[str, Any]) -> list[str]:
    country = _stated(facts, "strCountry") or _stated(facts, "country")
    return split_places(country[:300])


def _alternatives(facts: dict[str, Any]) -> Iterator[str]:
    stated = _stated(facts, "strLeagueAlternate") or _stated(facts, "alternative_names")
    return (part.strip()[:200] for part in re.split(r"[,;]", stated) if part.strip())


def _kind(text: str) -> NameKind:
    return "abbreviation" if _ABBREVIATION.fullmatch(text) else "alternative"


def _formed(text: str) -> int | None:
    return None if text == "0" else cells.year(text)


def _may(parsed: ParsedFile, item: Item, key: str, read: Any, otherwise: Any) -> Any:
    try:
        return read(cells.clean(item.value.get(key)))
    except CellError as error:
        message = f"{error.message}; the row was imported without it"
        parsed.problems.append(Problem(parsed.name, item.line, key, message, error.hint, refused=False))
        return otherwise
