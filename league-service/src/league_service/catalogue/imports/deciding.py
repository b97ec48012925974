"""Decides which sport and which stored league a row describes, or holds it back if that is uncertain."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from league_service.catalogue.imports.cells import too_short
from league_service.catalogue.imports.matching import CURRENT, MOST_CANDIDATES, LeagueIndex
from league_service.catalogue.imports.rows import LeagueRow
from league_service.catalogue.imports.sports import (
    MOST_NEW_SPORTS,
    SportReading,
    SportResolver,
    ambiguous,
)
from league_service.catalogue.leagues.domain import NAME_LENGTHS, League
from league_service.core.files.rows import Problem
from league_service.core.text import words
from league_service.core.vocabulary.levels import UNKNOWN
from league_service.core.vocabulary.qualifiers import is_womens

_YOUNG_LEVELS = {"youth", "collegiate", UNKNOWN}


@dataclass(frozen=True, slots=True)
class Decision:
    """The sport of a row, and its league if it is stored. A refused `problem` holds the row back."""

    sport: str = ""
    discipline: str = ""
    league: League | None = None
    problem: Problem | None = None


class Decider:
    """Decides about one row after the other. `womens` are leagues that some source describes as women's."""

    def __init__(
        self, index: LeagueIndex, sports: SportResolver, womens: frozenset[str] = frozenset()
    ) -> None:
        self._index, self._sports, self._womens = index, sports, womens

    def decide(self, row: LeagueRow, *, source: str, keys_identify: bool) -> Decision:
        """Reads the sport, then looks for the league; a sport that stays open may follow from the league."""
        reading = self._sports.read(row.sport, row.category, row.places)
        if len(reading.keys) == 1:
            return self._in_sport(row, reading, source=source, keys_identify=keys_identify)
        found = self._index.find_in(reading.keys, row, source=source, keys_identify=keys_identify)
        if len(found) == 1:
            return self._known(row, reading, found[0])
        if reading.keys:
            return Decision(problem=ambiguous(row, reading.keys))
        return self._unknown_sport(row, reading, source=source, keys_identify=keys_identify)

    def _in_sport(
        self, row: LeagueRow, reading: SportReading, *, source: str, keys_identify: bool
    ) -> Decision:
        (sport,) = reading.keys
        match = self._index.find(sport, row, source=source, keys_identify=keys_identify)
        if match.league_id:
            return self._known(row, reading, self._index.leagues[match.league_id])
        if match.candidates > 1:
            if not keys_identify:
                return Decision(problem=_several(row, match.candidates))
            problem = replace(_several(row, match.candidates), refused=False)
            return _new(row, sport, reading.discipline, problem)
        if not keys_identify and (near := self._in_family(row, sport, source)):
            message = f"{near[0].name} of {near[0].sport} has the same name as this league of {sport}"
            hint = f"write {near[0].sport} as the sport if it is that league; otherwise create it by hand"
            return Decision(problem=Problem(row.file, row.line, "sport", message, hint))
        return _new(row, sport, reading.discipline)

    def _in_family(self, row: LeagueRow, sport: str, source: str) -> list[League]:
        """Leagues with the name of the row in other sports of the same family."""
        known = self._sports.sport(sport)
        family = self._sports.vocabulary.family(known.category) if known is not None else []
        others = (key for key in family if key != sport)
        return self._index.find_in(others, row, source=source, keys_identify=False, kinds=CURRENT)

    def _unknown_sport(
        self, row: LeagueRow, reading: SportReading, *, source: str, keys_identify: bool
    ) -> Decision:
        """A known league decides what a phrase means, if the phrase fits; otherwise the sport is new."""
        if len(self._sports.added) < MOST_NEW_SPORTS:
            found = self._index.find_in(
                self._index.sports, row, source=source, keys_identify=keys_identify, kinds=CURRENT
            )
            likely = [league for league in found if self._speaks_of(row, league)]
            if len(likely) == 1:
                return self._known(row, reading, likely[0])
            doubtful = likely or [league for league in found if not self._is_other_family(row, league)]
            if doubtful:
                return Decision(problem=_unsure(row, doubtful))
        short = _new(row, "")
        if short.problem is not None:
            return short
        key, problem = self._sports.add(row, source)
        return Decision(key, problem=problem)

    def _speaks_of(self, row: LeagueRow, league: League) -> bool:
        sport = self._sports.sport(league.sport)
        return sport is not None and self._sports.speaks_of(row, sport)

    def _is_other_family(self, row: LeagueRow, league: League) -> bool:
        sport = self._sports.sport(league.sport)
        return sport is not None and self._sports.is_other_family(row, sport)

    def _known(self, row: LeagueRow, reading: SportReading, league: League) -> Decision:
        """The league, unless the row speaks of women or young people and the league does not."""
        if reading.womens and not self._is_womens(league):
            return Decision(problem=_other_group(row, league))
        if reading.young and league.level not in _YOUNG_LEVELS:
            return Decision(problem=_other_group(row, league))
        return Decision(league.sport, reading.discipline, league)

    def _is_womens(self, league: League) -> bool:
        names = (league.name, *(alias.name for alias in league.aliases))
        return league.id in self._womens or any(is_womens(word) for name in names for word in words(name))


def _new(row: LeagueRow, sport: str, discipline: str = "", problem: Problem | None = None) -> Decision:
    """A new league, unless its name is too short to be more than the abbreviation of a stored one."""
    if len(row.name) < NAME_LENGTHS[0]:
        error = too_short()
        return Decision(problem=Problem(row.file, row.line, "league", error.message, error.hint))
    return Decision(sport, discipline, problem=problem)


def _several(row: LeagueRow, count: int) -> Problem:
    many = " or more" if count == MOST_CANDIDATES else ""
    message = f"{count}{many} leagues are named {row.name}"
    return Problem(row.file, row.line, "name", message, "state its country, or write its full name")


def _unsure(row: LeagueRow, leagues: Iterable[League]) -> Problem:
    known = [f"{league.name} is a league of {league.sport}" for league in leagues][:3]
    message = f'"{row.sport}" is not a known sport, and {" and ".join(known)}'
    hint = "write that sport if it is the same league; otherwise state the family of the sport in category"
    return Problem(row.file, row.line, "sport", message, hint)


def _other_group(row: LeagueRow, league: League) -> Problem:
    message = f'"{row.sport}" may mean another league than {league.name}'
    hint = f"write {league.sport} as the sport if it is that league, or the full name of the other one"
    return Problem(row.file, row.line, "sport", message, hint)
