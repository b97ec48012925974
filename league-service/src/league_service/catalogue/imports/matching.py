"""Finds the stored league of a source row: same sport, a common name, and no contradicting places."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from league_service.catalogue.imports.rows import LeagueRow
from league_service.catalogue.leagues.domain import League
from league_service.core.text import normalise

MOST_CANDIDATES = 100
"""The search stops when this many leagues fit equally well."""

_MATCHING_KINDS = {"alternative", "former"}
_ANY_PLACE = "\n"
_NO_PLACE = ""

Called = tuple[str, str]
"""The kind of a name, and the name in normal form."""


@dataclass(frozen=True, slots=True)
class Match:
    """The league found, or the number of leagues that fit equally well."""

    league_id: str | None
    candidates: int


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

    def fitting(self, sport: str, called: Sequence[Called], places: Sequence[str]) -> set[str]:
        """Leagues with a common place; otherwise leagues for which one side states no place."""
        same = self._some(sport, called, places)
        return same or self._some(sport, called, [_NO_PLACE] if places else [_ANY_PLACE])

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
    for kind, name in names:
        for place in (*(league.places or (_NO_PLACE,)), _ANY_PLACE):
            yield league.sport, kind, normalise(name), place


class LeagueIndex:
    """Leagues by sport and name, kept up to date during an import.

    `listed` contains, per source, the leagues that it already lists under its own keys.
    """

    def __init__(self, leagues: Iterable[League], listed: Mapping[str, set[str]] | None = None) -> None:
        self.leagues = {league.id: league for league in leagues}
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
        self._names.put(league)
        self._listed.setdefault(source, set()).add(league.id)

    def find(self, sport: str, row: LeagueRow, *, source: str, keys_identify: bool) -> Match:
        """Finds the league of a row.

        Names are compared in three steps: the name itself, other current names, former names. The first step
        with exactly one fitting league decides. Leagues that the source already lists never fit by another
        name, and never at all if the keys of the source identify leagues.
        """
        candidates = 0
        for step, called in enumerate(_steps(row)):
            names = self._unlisted_by(source) if step or keys_identify else self._names
            fitting = names.fitting(sport, called, row.places)
            if len(fitting) == 1:
                return Match(fitting.pop(), 1)
            candidates = max(candidates, len(fitting))
        return Match(None, candidates)

    def _unlisted_by(self, source: str) -> _Names:
        """The leagues that a source does not list; cached for the current source."""
        if self._unlisted[0] != source:
            listed = self._listed.get(source, set())
            unlisted = (league for league_id, league in self.leagues.items() if league_id not in listed)
            self._unlisted = source, _Names(unlisted)
        return self._unlisted[1]


def _steps(row: LeagueRow) -> Iterator[list[Called]]:
    name = normalise(row.name)
    yield [("name", name)]
    for kind in ("alternative", "former"):
        others = [("name", normalise(other.text)) for other in row.names if other.kind == kind]
        yield [(kind, name), *others]
