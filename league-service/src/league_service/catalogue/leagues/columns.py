"""Converts leagues between the table and the domain, and names the columns of messages."""

from typing import Any

from league_service.catalogue.leagues.domain import Alias, League
from league_service.core.text import normalise

WIRE_COLUMNS = (
    "l.id, l.name, l.sport, l.level, l.location, l.founded_year, l.member_count, l.website, l.abbreviation,"
    " l.country, l.headquarters, l.first_season, l.member_count_as_of, l.status, nullif(l.aliases, '[]'),"
    " l.level_inferred, l.created_at, l.updated_at"
)
"""The columns of `league.leagues AS l` that make a row of pb.League; NULL saves parsing empty JSON."""

WIRE_WIDTH = 18

DOMAIN_COLUMNS = (
    "id, name, sport, level, level_inferred, discipline, places, location, headquarters, founded_year,"
    " first_season, member_count, member_count_as_of, status, website, abbreviation, aliases, fact_sources,"
    " fact_dates, renown, source_count, created_at, updated_at"
)
"""The columns for `league_from_row`, by name."""


def league_from_row(**columns: Any) -> League:
    """Converts a row of DOMAIN_COLUMNS to a league."""
    columns["places"] = tuple(columns["places"])
    columns["aliases"] = tuple(Alias(**alias) for alias in columns["aliases"])
    for name in _TEXTS:
        columns[name] = columns[name] or ""
    return League(**columns)


_TEXTS = (
    "discipline",
    "location",
    "headquarters",
    "first_season",
    "member_count_as_of",
    "website",
    "abbreviation",
)


def league_to_columns(league: League) -> dict[str, Any]:
    """Returns all columns of a league except its two times; empty texts become NULL."""
    columns: dict[str, Any] = {name: getattr(league, name) or None for name in _TEXTS}
    return columns | {
        "id": league.id,
        "name": league.name,
        "sport": league.sport,
        "level": league.level,
        "level_inferred": league.level_inferred,
        "places": list(league.places),
        "countries": league.countries,
        "country": league.country or None,
        "founded_year": league.founded_year,
        "member_count": league.member_count,
        "status": league.status,
        "aliases": [_alias_to_json(alias) for alias in league.aliases],
        "fact_sources": dict(league.fact_sources),
        "fact_dates": dict(league.fact_dates),
        "renown": league.renown,
        "source_count": league.source_count,
        "sort_name": sort_name(league.name),
        "location_words": location_words(league),
        "prominence": league.prominence,
    }


def sort_name(name: str) -> str:
    """The sort key of a league; short, because page tokens contain it."""
    return normalise(name)[:64]


def location_words(league: League) -> str:
    """The words of a league's location, each after a space: filters search for " " and a word's start."""
    return f" {normalise(' '.join((league.location, *league.places, league.headquarters)))}"


def _alias_to_json(alias: Alias) -> dict[str, str]:
    stated = {"name": alias.name, "kind": alias.kind, "period": alias.period, "language": alias.language}
    return {key: value for key, value in stated.items() if value}
