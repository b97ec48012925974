"""Plans the changes of an import from its rows, before anything is written."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from league_service.catalogue.figures.domain import Figure
from league_service.catalogue.imports.deciding import Decider, Decision
from league_service.catalogue.imports.facts import date_of, facts_of, has_no_room, merge, plausible
from league_service.catalogue.imports.matching import LeagueIndex
from league_service.catalogue.imports.rows import LeagueRow, ParsedFile, SourceInfo
from league_service.catalogue.imports.sports import SportResolver
from league_service.catalogue.leagues.domain import MOST_ALIASES, YEARS, League, league_id
from league_service.core.files.rows import Problem

RowKey = tuple[str, str]
"""A source and the key of a row in it."""

_KEYS_IDENTIFY = frozenset({"openfootball", "thesportsdb"})


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A source row of an earlier import."""

    league_id: str
    raw_hash: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source row to be stored, with its league."""

    source: str
    key: str
    league_id: str
    url: str
    file: str
    line: int
    raw: str
    raw_hash: str
    facts: Mapping[str, Mapping[str, Any]]


@dataclass(slots=True)
class Plan:
    """The changes of an import, with counts in rows.

    `confirmed` leagues are listed by one more source, which adds no facts.
    """

    created: dict[str, League] = field(default_factory=dict[str, League])
    updated: dict[str, League] = field(default_factory=dict[str, League])
    confirmed: dict[str, League] = field(default_factory=dict[str, League])
    rows: list[SourceRow] = field(default_factory=list[SourceRow])
    figures: dict[str, list[Figure]] = field(default_factory=dict[str, list[Figure]])
    problems: list[Problem] = field(default_factory=list[Problem])
    contradictions: int = 0
    row_count: int = 0
    created_count: int = 0
    updated_count: int = 0
    unchanged_count: int = 0
    refused_count: int = 0


class Planner:
    """Plans one row after the other; each decision takes earlier ones into account."""

    def __init__(
        self,
        *,
        index: LeagueIndex,
        sports: SportResolver,
        known_rows: Mapping[RowKey, KnownRow],
        deleted_rows: frozenset[RowKey] = frozenset(),
        womens: frozenset[str] = frozenset(),
        this_year: int = YEARS[1],
    ) -> None:
        self.plan = Plan()
        self.sports = sports
        self._index = index
        self._decider = Decider(index, sports, womens)
        self._known = dict(known_rows)
        self._deleted = deleted_rows
        self._this_year = this_year
        self._said: dict[tuple[str, str], set[str]] = {}

    def add_file(self, parsed: ParsedFile) -> Iterator[int]:
        """Plans a file; after each league, yields the number of its rows."""
        self.plan.problems += parsed.problems
        self.plan.refused_count += parsed.refused
        self.plan.row_count += parsed.row_count
        for row in parsed.rows:
            self._add_row(parsed, row)
            yield row.row_count

    def _add_row(self, parsed: ParsedFile, row: LeagueRow) -> None:
        source = parsed.source.key
        if (source, row.key) in self._deleted:
            self._pass_over(row)
            return
        if says_nothing_new(row, source, self._known):
            self.plan.unchanged_count += row.row_count
            return
        row, problems = plausible(row, self._this_year)
        self.plan.problems += problems
        decision = self._decide(parsed, row)
        if decision.problem is not None:
            self.plan.problems.append(decision.problem)
        if not decision.sport:
            self.plan.refused_count += row.row_count
        elif decision.league is None:
            self._create(parsed, row, decision.sport, decision.discipline)
        else:
            self._update(parsed.source, row, decision.league, decision.discipline)

    def _decide(self, parsed: ParsedFile, row: LeagueRow) -> Decision:
        """A row that an earlier import stored stays with its league."""
        source = parsed.source.key
        known = self._known.get((source, row.key))
        if known is not None and known.league_id in self._index.leagues:
            league = self._index.leagues[known.league_id]
            reading = self.sports.read(row.sport, row.category, row.places)
            return Decision(league.sport, reading.discipline, league)
        keys_identify = parsed.format in _KEYS_IDENTIFY
        return self._decider.decide(row, source=source, keys_identify=keys_identify)

    def _pass_over(self, row: LeagueRow) -> None:
        message = f"an administrator deleted {row.name}; it stays deleted"
        hint = "to restore the league, create it by hand"
        self.plan.problems.append(Problem(row.file, row.line, "", message, hint, refused=False))
        self.plan.unchanged_count += row.row_count

    def _create(self, parsed: ParsedFile, row: LeagueRow, sport: str, discipline: str) -> None:
        source = parsed.source.key
        new_id = league_id(sport, row.places, row.name)
        if new_id in self._index.leagues:
            new_id = league_id(sport, row.places, row.name, f"{source}:{row.key}")
        league = merge(League(id=new_id, name=row.name, sport=sport), row, source, discipline).league
        league = replace(league, fact_sources=dict.fromkeys(facts_of(row, discipline), source))
        self.plan.created_count += 1
        self.plan.updated_count += len(row.eras)
        self._keep(parsed.source, row, league, self.plan.created, discipline)

    def _update(self, source: SourceInfo, row: LeagueRow, league: League, discipline: str) -> None:
        said = self._said.get((league.id, source.key), ())
        result = merge(league, row, source.key, discipline, said)
        self.plan.problems += result.problems
        self.plan.contradictions += len(result.problems)
        merged = result.league
        if merged is league:
            self.plan.unchanged_count += row.row_count
        else:
            self.plan.updated_count += row.row_count
        kept = self.plan.confirmed if merged is league else self.plan.updated
        self._keep(source, row, merged, kept, discipline)

    def _add_figures(self, source: SourceInfo, row: LeagueRow, league: League) -> None:
        """Adds the figures of a row; another value with the same date is reported."""
        for figure in _figures(source, row):
            stated = self.plan.figures.setdefault(league.id, [])
            same = (each for each in stated if _identity(each) == _identity(figure))
            first = next(same, None)
            if first is None:
                stated.append(figure)
            elif first.value != figure.value:
                self.plan.problems.append(_contradiction(row, figure, first))
                self.plan.contradictions += 1

    def _keep(
        self, source: SourceInfo, row: LeagueRow, league: League, changes: dict[str, League], discipline: str
    ) -> None:
        if has_no_room(league, row):
            message = f"the league has {MOST_ALIASES} other names; further names were skipped"
            hint = "keep only its common names"
            self.plan.problems.append(Problem(row.file, row.line, "names", message, hint, refused=False))
        self._add_figures(source, row, league)
        self._said.setdefault((league.id, source.key), set()).update(facts_of(row, discipline))
        new_rows = [each for each in (row, *row.eras) if (source.key, each.key) not in self._known]
        league = replace(league, source_count=league.source_count + len(new_rows))
        for each in (row, *row.eras):
            self._known[source.key, each.key] = KnownRow(league.id, raw_hash(each))
            self.plan.rows.append(_source_row(source.key, each, league.id, discipline))
        for known in (self.plan.created, self.plan.updated):
            if league.id in known:
                changes = known
        changes[league.id] = league
        self._index.put(league, source.key)


def _contradiction(row: LeagueRow, figure: Figure, first: Figure) -> Problem:
    message = (
        f"{row.name} has {figure.value:,.0f} here, but {first.value:,.0f} in an earlier row; it was kept"
    )
    hint = "the import states two values with the same date; keep one, or state as_of"
    return Problem(row.file, row.line, figure.name, message, hint, refused=False)


def _figures(source: SourceInfo, row: LeagueRow) -> Iterator[Figure]:
    published_in = row.url or source.name
    for name, value in row.figures.items():
        yield Figure(name, value, row.as_of, source.key, published_in, row.url)


def _identity(figure: Figure) -> tuple[str, str, str]:
    return figure.name, figure.source, figure.as_of


def _source_row(source: str, row: LeagueRow, league: str, discipline: str) -> SourceRow:
    facts = {
        name: {"value": fields[name], "as_of": date_of(row, name)}
        for name, fields in facts_of(row, discipline).items()
    }
    return SourceRow(source, row.key, league, row.url, row.file, row.line, row.raw, raw_hash(row), facts)


def says_nothing_new(row: LeagueRow, source: str, known_rows: Mapping[RowKey, KnownRow]) -> bool:
    """Whether an earlier import stored this row and its eras with the same content."""
    return all(
        (known := known_rows.get((source, each.key))) is not None and known.raw_hash == raw_hash(each)
        for each in (row, *row.eras)
    )


def raw_hash(row: LeagueRow) -> str:
    """The SHA-256 of the row as read; another value means that the source changed it."""
    return hashlib.sha256(row.raw.encode()).hexdigest()
