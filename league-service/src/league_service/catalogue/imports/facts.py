"""Merges a source row into a league: it adds missing facts, and replaces those of the same source."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from league_service.catalogue.imports.rows import LeagueRow
from league_service.catalogue.leagues.domain import ADMIN, MOST_ALIASES, Alias, League, location_of
from league_service.core.text import normalise

_SIMPLE = ("headquarters", "founded_year", "first_season", "status", "website", "abbreviation", "discipline")


def facts_of(row: LeagueRow, discipline: str) -> dict[str, dict[str, Any]]:
    """The facts of a row, each with the fields that change together."""
    facts = {name: {name: getattr(row, name)} for name in _SIMPLE if name != "discipline"}
    facts["name"] = {"name": row.name}
    facts["discipline"] = {"discipline": discipline}
    facts["level"] = {"level": row.level, "level_inferred": row.level_inferred}
    facts["places"] = {"places": row.places, "location": location_of(row.places)}
    facts["member_count"] = {"member_count": row.member_count, "member_count_as_of": row.member_count_as_of}
    return {name: fields for name, fields in facts.items() if _is_stated(fields[name])}


def merge(league: League, row: LeagueRow, source: str, discipline: str) -> League:
    """Returns the league with the facts that the row adds; the same object if it adds none."""
    changes: dict[str, Any] = {}
    owners = dict(league.fact_sources)
    for name, fields in facts_of(row, discipline).items():
        if _may_set(league, name, fields, source) and _differs(league, fields):
            changes |= fields
            owners[name] = source
    aliases = _merge_aliases(league, changes.get("name", league.name), row)
    if aliases != league.aliases:
        changes["aliases"] = aliases
    return replace(league, **changes, fact_sources=owners) if changes else league


def has_no_room(league: League, row: LeagueRow) -> bool:
    """Whether names of the row were skipped because the league has too many."""
    if len(league.aliases) < MOST_ALIASES:
        return False
    known = {alias.identity for alias in (*league.aliases, Alias(league.name), Alias(league.abbreviation))}
    return any(Alias(other.text, other.kind).identity not in known for other in row.names)


def _is_stated(value: object) -> bool:
    return bool(value) and value != "unknown"


def _may_set(league: League, name: str, fields: Mapping[str, Any], source: str) -> bool:
    if not _is_stated(getattr(league, name)):
        return league.fact_sources.get(name) != ADMIN
    owner = league.fact_sources.get(name)
    if name == "level" and owner != ADMIN and league.level_inferred:
        return owner == source or not fields["level_inferred"]
    return owner == source


def _differs(league: League, fields: Mapping[str, Any]) -> bool:
    return any(getattr(league, name) != value for name, value in fields.items())


def _merge_aliases(league: League, name: str, row: LeagueRow) -> tuple[Alias, ...]:
    """The other names of both, each once, without the name itself and its abbreviation.

    The number is limited, because otherwise each row would take longer than the one before.
    """
    stated = [
        Alias(league.name),
        Alias(row.name),
        *([Alias(row.abbreviation, "abbreviation")] if row.abbreviation else []),
        *(Alias(other.text, other.kind, other.period, other.language) for other in row.names),
    ]
    known = {alias.identity for alias in league.aliases}
    known |= {(normalise(text), "current") for text in (name, league.abbreviation or row.abbreviation)}
    aliases = list(league.aliases)
    for alias in stated:
        if len(aliases) >= MOST_ALIASES:
            break
        if alias.name and alias.identity not in known:
            known.add(alias.identity)
            aliases.append(alias)
    return tuple(aliases)
