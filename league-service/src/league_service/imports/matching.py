"""Which stored league a source row speaks of: same sport, a name in common, and no two different places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from league_service.imports.rows import LeagueRow
from league_service.leagues.domain import League
from league_service.text import normalise

_MATCHING_KINDS = {"alternative", "former"}


@dataclass(frozen=True, slots=True)
class Match:
    """The league found, or how many fit equally well."""

    league_id: str | None
    candidates: int


class LeagueIndex:
    """Leagues by sport and name, kept up to date while an import goes on."""

    def __init__(self, leagues: Iterable[League]) -> None:
        self.leagues: dict[str, League] = {}
        self._by_name: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
        for league in leagues:
            self.put(league)

    def put(self, league: League) -> None:
        """Adds a league, or further names of one that is there."""
        self.leagues[league.id] = league
        self._by_name[league.sport, "name", normalise(league.name)][league.id] = None
        for alias in league.aliases:
            if alias.kind in _MATCHING_KINDS:
                self._by_name[league.sport, alias.kind, normalise(alias.name)][league.id] = None

    def find(self, sport: str, row: LeagueRow, *, listed: AbstractSet[str], keys_identify: bool) -> Match:
        """The league that a row speaks of.

        Names are compared in three steps, the name itself, other current names, former names; the first step
        with exactly one league that fits decides. `listed` holds the leagues that the source already lists
        under other keys: where its keys tell leagues apart they are not meant, and never by another name.
        """
        candidates = 0
        for step, ids in enumerate(self._steps(sport, row)):
            barred = listed if step or keys_identify else frozenset[str]()
            fitting = self._fitting([found for found in ids if found not in barred], row.places)
            if len(fitting) == 1:
                return Match(fitting[0], 1)
            candidates = max(candidates, len(fitting))
        return Match(None, candidates)

    def _steps(self, sport: str, row: LeagueRow) -> Iterator[list[str]]:
        name = normalise(row.name)
        yield list(self._by_name.get((sport, "name", name), ()))
        for kind in ("alternative", "former"):
            found = dict(self._by_name.get((sport, kind, name), {}))
            for other in row.names:
                if other.kind == kind:
                    found |= self._by_name.get((sport, "name", normalise(other.text)), {})
            yield list(found)

    def _fitting(self, ids: list[str], places: tuple[str, ...]) -> list[str]:
        """Leagues in a place in common; where there is none, leagues of which one side states no place."""
        same = [found for found in ids if set(self.leagues[found].places) & set(places)]
        if same:
            return same
        return [found for found in ids if not places or not self.leagues[found].places]
