"""The search terms of a league: its names, and the words of its names, sport and location."""

from collections.abc import Iterator
from dataclasses import dataclass

from league_service.catalogue.leagues.domain import League
from league_service.core.text import normalise
from league_service.core.vocabulary.domain import Sport
from league_service.core.vocabulary.places import place_words

FIELDS = ("name", "abbreviation", "alias", "sport", "location")
"""The fields in the order of their numbers in the table, most significant first."""

_NAME, _ABBREVIATION, _ALIAS, _SPORT, _LOCATION = range(5)


@dataclass(frozen=True, slots=True)
class Term:
    """A word, its field, and the text of that field."""

    word: str
    field: int
    text: str


def terms_of(league: League, sport: Sport | None) -> list[Term]:
    """The words of a league, each once per field, with the shortest text that contains it."""
    found: dict[tuple[str, int], str] = {}
    for field, text, searched in _texts(league, sport):
        for word in normalise(searched).split():
            known = found.get((word, field))
            if known is None or (len(text), text) < (len(known), known):
                found[word, field] = text
    return [Term(word, field, text) for (word, field), text in found.items()]


def names_of(league: League) -> list[Term]:
    """The whole names of a league in normal form, each once, the most significant field first."""
    found: dict[str, Term] = {}
    for field, text, _ in _names(league):
        name = normalise(text)
        if name:
            found.setdefault(name, Term(name, field, text))
    return list(found.values())


def _texts(league: League, sport: Sport | None) -> Iterator[tuple[int, str, str]]:
    """Field, text as shown, text as searched."""
    yield from _names(league)
    if sport is not None:
        yield _SPORT, sport.name, " ".join((sport.key, sport.name, sport.category, *sport.aliases))
    else:
        yield _SPORT, league.sport, league.sport
    if league.discipline:
        yield _SPORT, league.discipline, league.discipline
    for text in (league.location, league.headquarters, *league.places):
        yield _LOCATION, text, text
    for country in league.countries:
        yield _LOCATION, country, " ".join(place_words([country]))


def _names(league: League) -> Iterator[tuple[int, str, str]]:
    yield _NAME, league.name, league.name
    if league.abbreviation:
        yield _ABBREVIATION, league.abbreviation, league.abbreviation
    for alias in league.aliases:
        field = _ABBREVIATION if alias.kind in {"abbreviation", "code"} else _ALIAS
        yield field, alias.name, alias.name
