"""Finds the stored league of a source row: same sport, a common name, and no contradicting places."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from league_service.catalogue.imports.rows import LeagueRow
from league_service.catalogue.leagues.domain import League
from league_service.core.text import normalise
from league_service.core.vocabulary.places import countries_in, regions_of, without_place

MOST_CANDIDATES = 100
"""The search stops when this many leagues fit equally well."""

CURRENT = ("name", "alternative", "abbreviation")
"""The steps that compare current names."""

_MATCHING_KINDS = {"alternative", "former", "abbreviation"}
_ANY_PLACE = "\n"
_NO_PLACE = ""
_IN_PARENTHESES = re.compile(r"(.{3,}?)\s*[(\[]([^()\[\]]+)[)\]]\s*")

Called = tuple[str, str]
"""The kind of a name, and the name as `comparable` returns it."""


@dataclass(frozen=True, slots=True)
class Match:
    """The league found, or the number of leagues that fit equally well."""

    league_id: str | None
    candidates: int


def comparable(name: str) -> str:
    """A name without case, accents, punctuation and spaces: "La Liga" and "LaLiga" are the same."""
    return normalise(name).replace(" ", "")


class _Names:
    """Leagues by sport, name and place, so that leagues that do not fit are never examined.

    Most names belong to one league: its id is stored directly, because a set would be four times as large.
    """

    def __init__(self, leagues: Iterable[League] = ()) -> None:
        self._ids: dict[tuple[str, str, str, str], str | set[str]] = {}
        for league in leagues:
            self.put(league)

    def put(self, league: League) -> None:
        for key in _keys(league):
            held = self._ids.setdefault(key, league.id)
            if isinstance(held, set):
                held.add(league.id)
            elif held != league.id:
                self._ids[key] = {held, league.id}

    def drop(self, league: League) -> None:
        for key in _keys(league):
            held = self._ids.get(key)
            if isinstance(held, set):
                held.discard(league.id)
            elif held == league.id:
                del self._ids[key]

    def fitting(self, sport: str, called: Sequence[Called], places: Sequence[str], *, wide: bool) -> set[str]:
        """Leagues with a common place; otherwise in the region of the row, or for which one side states none.

        With `wide`, also leagues of a region that contains the country of the row.
        """
        if not places:
            return self._some(sport, called, [_ANY_PLACE])
        near = [*countries_in(places), *(regions_of(places) if wide else ())]
        steps = (places, near, [_NO_PLACE])
        return next(filter(None, (self._some(sport, called, step) for step in steps)), set[str]())

    def _some(self, sport: str, called: Sequence[Called], places: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for kind, name in called:
            for place in places:
                held = self._ids.get((sport, kind, name, place), ())
                for league_id in (held,) if isinstance(held, str) else held:
                    found.add(league_id)
                    if len(found) == MOST_CANDIDATES:
                        return found
        return found


def _keys(league: League) -> Iterator[tuple[str, str, str, str]]:
    names = [("name", league.name)]
    names += [(alias.kind, alias.name) for alias in league.aliases if alias.kind in _MATCHING_KINDS]
    if league.abbreviation:
        names.append(("abbreviation", league.abbreviation))
    for kind, name in names:
        for place in (*(league.places or (_NO_PLACE,)), _ANY_PLACE):
            yield league.sport, kind, comparable(name), place


class LeagueIndex:
    """Leagues by sport and name, kept up to date during an import.

    `listed` contains, per source, the leagues that it already lists under its own keys.
    """

    def __init__(self, leagues: Iterable[League], listed: Mapping[str, set[str]] | None = None) -> None:
        self.leagues = {league.id: league for league in leagues}
        self.sports = {league.sport for league in self.leagues.values()}
        self._listed = {source: set(ids) for source, ids in (listed or {}).items()}
        self._names = _Names(self.leagues.values())
        self._unlisted: tuple[str, _Names] = "", _Names()

    def put(self, league: League, source: str) -> None:
        """Adds a league that the source lists, or updates it."""
        before = self.leagues.get(league.id)
        for names in (self._names, self._unlisted_by(source)):
            if before is not None:
                names.drop(before)
        self.leagues[league.id] = league
        self.sports.add(league.sport)
        self._names.put(league)
        self._listed.setdefault(source, set()).add(league.id)

    def find(
        self,
        sport: str,
        row: LeagueRow,
        *,
        source: str,
        keys_identify: bool,
        kinds: Sequence[str] = (*CURRENT, "former"),
    ) -> Match:
        """Finds the league of a row.

        Names are compared in four steps: the name itself, other current names, abbreviations, former names.
        The first step with exactly one fitting league decides. A league that the source already lists fits
        only by its name or abbreviation, and never if the keys of the source identify leagues.
        """
        candidates = 0
        for kind, called in _steps(row):
            if kind not in kinds:
                continue
            may_be_listed = kind in {"name", "abbreviation"} and not keys_identify
            names = self._names if may_be_listed else self._unlisted_by(source)
            fitting = names.fitting(sport, called, row.places, wide=not keys_identify)
            if len(fitting) == 1:
                return Match(fitting.pop(), 1)
            candidates = max(candidates, len(fitting))
        return Match(None, candidates)

    def find_in(
        self,
        sports: Iterable[str],
        row: LeagueRow,
        *,
        source: str,
        keys_identify: bool,
        kinds: Sequence[str] = (*CURRENT, "former"),
    ) -> list[League]:
        """The leagues of a row in any of some sports, at most one of each."""
        matches = (
            self.find(sport, row, source=source, keys_identify=keys_identify, kinds=kinds)
            for sport in sorted(self.sports.intersection(sports))
        )
        return [self.leagues[match.league_id] for match in matches if match.league_id]

    def _unlisted_by(self, source: str) -> _Names:
        """The leagues that a source does not list; cached for the current source."""
        if self._unlisted[0] != source:
            listed = self._listed.get(source, set())
            unlisted = (league for league_id, league in self.leagues.items() if league_id not in listed)
            self._unlisted = source, _Names(unlisted)
        return self._unlisted[1]


def names_of(row: LeagueRow) -> list[str]:
    """All current names of a row: "The Alpha League (AL)" is also "Alpha League" and "AL"."""
    return [row.name, *_variants(row), *(other.text for other in row.names if other.kind != "former")]


def _variants(row: LeagueRow) -> list[str]:
    """The name in other words: the parts around parentheses, and without "The" or the country before it."""
    found = _IN_PARENTHESES.fullmatch(row.name)
    variants = list(found.groups()) if found else []
    first, _, rest = row.name.partition(" ")
    rest = rest if first.casefold() == "the" and len(rest) > 2 else without_place(row.name, row.places)
    return [*variants, rest] if rest else variants


def _steps(row: LeagueRow) -> Iterator[tuple[str, list[Called]]]:
    name, variants = comparable(row.name), [comparable(each) for each in _variants(row)]
    yield "name", [("name", name)]
    others = _names(row, "alternative")
    yield (
        "alternative",
        [("alternative", name), *_called(("name", "alternative"), variants), *_called(["name"], others)],
    )
    short = _names(row, "abbreviation")
    if row.abbreviation:
        short.append(comparable(row.abbreviation))
    yield "abbreviation", [*_called(["abbreviation"], [name, *variants]), *_called(["name"], short)]
    yield "former", [("former", name), *_called(["name"], _names(row, "former"))]


def _names(row: LeagueRow, kind: str) -> list[str]:
    return [comparable(other.text) for other in row.names if other.kind == kind]


def _called(kinds: Iterable[str], names: Iterable[str]) -> list[Called]:
    names = list(names)
    return [(kind, name) for kind in kinds for name in names]
