"""Merges a source row into a league: it adds missing facts, and newer ones replace older ones."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from league_service.catalogue.imports.rows import LeagueRow
from league_service.catalogue.leagues.domain import ADMIN, MOST_ALIASES, Alias, League, location_of
from league_service.core.dates import as_of_key
from league_service.core.files.rows import Problem
from league_service.core.text import normalise

_SIMPLE = ("headquarters", "founded_year", "first_season", "status", "website", "abbreviation", "discipline")
_CHANGES_IN_TIME: Final = {"headquarters", "level", "member_count", "status", "website"}
_SCHEME: Final = re.compile(r"^[a-z]+://(?:www\.)?")
_REPORTED: Final = {
    "founded_year",
    "first_season",
    "headquarters",
    "level",
    "member_count",
    "status",
    "website",
}


@dataclass(frozen=True, slots=True)
class Merged:
    """The league after a row, the same object if the row adds nothing, and the facts that were not taken."""

    league: League
    problems: tuple[Problem, ...] = ()


def facts_of(row: LeagueRow, discipline: str) -> dict[str, dict[str, Any]]:
    """The facts of a row, each with the fields that change together."""
    facts = {name: {name: getattr(row, name)} for name in _SIMPLE if name != "discipline"}
    facts["name"] = {"name": row.name}
    facts["discipline"] = {"discipline": discipline}
    facts["level"] = {"level": row.level, "level_inferred": row.level_inferred}
    facts["places"] = {"places": row.places, "location": location_of(row.places)}
    as_of = row.member_count_as_of or row.as_of
    facts["member_count"] = {"member_count": row.member_count, "member_count_as_of": as_of}
    return {name: fields for name, fields in facts.items() if _is_stated(fields[name])}


def date_of(row: LeagueRow, name: str) -> str:
    """The date of a fact of a row; empty if the source states none."""
    return (row.member_count_as_of if name == "member_count" else "") or row.as_of


def merge(league: League, row: LeagueRow, source: str, discipline: str, said: Container[str] = ()) -> Merged:
    """Returns the league with the facts that the row adds or renews, and reports those it contradicts.

    A fact is replaced by a newer one of any source, and by a correction of its own source; never by an older
    one, and what a person entered by none. Without dates, the first source keeps the fact. `said` are facts
    that the source stated earlier in this import: another value with the same date is no correction.
    """
    changes: dict[str, Any] = {}
    owners, dates = dict(league.fact_sources), dict(league.fact_dates)
    problems: list[Problem] = []
    for name, fields in facts_of(row, discipline).items():
        if not _differs(league, fields):
            continue
        date = date_of(row, name)
        repeats = name in _REPORTED and name in said and _same_date(league, name, date)
        if not repeats and _may_set(league, name, fields, source, date):
            changes |= fields
            owners[name] = source
            dates = {key: each for key, each in dates.items() if key != name} | ({name: date} if date else {})
        elif name in _REPORTED and _contradict(name, getattr(league, name), fields[name]):
            problem = _contradiction(league, row, name, fields[name])
            hint = "the import states two values with the same date; keep one, or state as_of"
            problems.append(replace(problem, hint=hint) if repeats else problem)
    aliases = _merge_aliases(league, changes.get("name", league.name), row)
    if aliases != league.aliases:
        changes["aliases"] = aliases
    if not changes:
        return Merged(league, tuple(problems))
    return Merged(replace(league, **changes, fact_sources=owners, fact_dates=dates), tuple(problems))


def dated(row: LeagueRow, as_of: str) -> LeagueRow:
    """The row with the declared date of its file, if it states none itself."""
    return row if row.as_of else replace(row, as_of=as_of, raw=f"{row.raw}\x1fas_of={as_of}")


def stored_date(league: League, name: str) -> str:
    """The date of a stored fact; empty if its source stated none."""
    return (league.member_count_as_of if name == "member_count" else "") or league.fact_dates.get(name, "")


def _same_date(league: League, name: str, date: str) -> bool:
    """Whether a stored fact has a date, written in any way."""
    return as_of_key(stored_date(league, name)) == as_of_key(date)


def plausible(row: LeagueRow, this_year: int) -> tuple[LeagueRow, list[Problem]]:
    """The row without facts from the future: a founding year after this year, dates after the next."""
    problems: list[Problem] = []
    changes: dict[str, Any] = {}
    if row.founded_year is not None and row.founded_year > this_year:
        changes["founded_year"] = None
        hint = "correct the year, or leave it empty"
        problems.append(_dropped(row, "founded", f"{row.founded_year} lies in the future", hint))
    for field, column in (("as_of", "as_of"), ("member_count_as_of", "teams_as_of")):
        date = getattr(row, field)
        if date and as_of_key(date)[0] > this_year + 1:
            changes[field] = ""
            hint = "state when the facts held; dates up to the next season are accepted"
            problems.append(_dropped(row, column, f"{date} lies in the future", hint))
    return (replace(row, **changes) if changes else row), problems


def has_no_room(league: League, row: LeagueRow) -> bool:
    """Whether names of the row were skipped because the league has too many."""
    if len(league.aliases) < MOST_ALIASES:
        return False
    known = {alias.identity for alias in (*league.aliases, Alias(league.name), Alias(league.abbreviation))}
    return any(Alias(other.text, other.kind).identity not in known for other in row.names)


def _is_stated(value: object) -> bool:
    return bool(value) and value != "unknown"


def _may_set(league: League, name: str, fields: Mapping[str, Any], source: str, date: str) -> bool:
    owner = league.fact_sources.get(name)
    if owner == ADMIN:
        return False
    if not _is_stated(getattr(league, name)):
        return True
    before, now = as_of_key(stored_date(league, name)), as_of_key(date)
    if name == "level" and league.level_inferred and not fields["level_inferred"]:
        return True
    if owner == source:
        return now >= before
    return name in _CHANGES_IN_TIME and now > before


def _differs(league: League, fields: Mapping[str, Any]) -> bool:
    return any(getattr(league, name) != value for name, value in fields.items())


def _contradict(name: str, stored: Any, stated: Any) -> bool:
    """Whether two values exclude each other; spellings of one address, city or season do not."""
    if name == "website":
        stored, stated = (_SCHEME.sub("", url.lower()).split("/")[0] for url in (stored, stated))
    elif name == "headquarters":
        return not set(normalise(stored).split()) & set(normalise(stated).split())
    elif name == "first_season":
        stored, stated = stored[:4], stated[:4]
    return stored != stated


def _contradiction(league: League, row: LeagueRow, name: str, value: object) -> Problem:
    owner, date = league.fact_sources.get(name, ""), stored_date(league, name)
    where = f" ({', '.join(part for part in (owner, date) if part)})" if owner or date else ""
    message = f"{row.name} has {value} here, but {getattr(league, name)} is stored{where}; it was kept"
    if owner == ADMIN:
        hint = "a person entered the stored value; change it by hand"
    elif as_of_key(date_of(row, name)) < as_of_key(date):
        stated = date_of(row, name)
        hint = (
            f"no action needed: {date} is newer than {stated}"
            if stated
            else "the stored value has a date; state as_of if this one is newer"
        )
    elif name in _CHANGES_IN_TIME:
        hint = "state the date of the value in as_of; the newer one is stored"
    else:
        hint = "correct the row, or change the league by hand"
    return Problem(row.file, row.line, name, message, hint, refused=False)


def _dropped(row: LeagueRow, field: str, message: str, hint: str) -> Problem:
    return Problem(
        row.file, row.line, field, f"{message}; the row was imported without it", hint, refused=False
    )


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
