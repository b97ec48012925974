"""The sport of a source row: one of the vocabulary, several that it may be, or a new one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from league_service.catalogue.imports.rows import LeagueRow
from league_service.core.files.rows import Problem
from league_service.core.text import normalise, slug
from league_service.core.vocabulary.domain import Sport, Vocabulary
from league_service.core.vocabulary.qualifiers import (
    is_qualifier,
    is_womens,
    is_young,
    without_qualifiers,
)

MOST_NEW_SPORTS = 1_000
"""The maximum number of sports that an import may add; a wrong column would add more."""

_AGE = re.compile(r"\b(u|under) (\d\d)\b")
_PARTS = re.compile(r"[(\[/|,:;]| - | – ")
_AMERICAN = {"United States", "Canada"}
_OWN_FOOTBALL = {"Australia", "Ireland", "Northern Ireland"}
_GENERAL = frozenset(
    {"racing", "race", "ball", "game", "games", "team", "indoor", "outdoor", "beach", "freestyle", "extreme"}
)


@dataclass(frozen=True, slots=True)
class SportReading:
    """The sports that the words of a row may mean: one if they decide, none if they are unknown.

    `discipline` is the phrase of the source if it is narrower than the sport. A league of women or of young
    people is another league than one of the same name.
    """

    keys: tuple[str, ...]
    discipline: str = ""
    womens: bool = False
    young: bool = False


class SportResolver:
    """Reads the sport of each row, and collects the sports that an import adds."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.added: dict[str, Sport] = {}
        self.vocabulary = Vocabulary(vocabulary.sports)
        self.read = lru_cache(maxsize=4_096)(self._read)

    def sport(self, key: str) -> Sport | None:
        return self.vocabulary.get(key)

    def _read(self, stated: str, category: str, places: tuple[str, ...]) -> SportReading:
        """Reads the sport from its words; then from the category, and of football from the country."""
        words = _AGE.sub(r"\1\2", normalise(stated)).split()
        groups = any(map(is_womens, words)), any(map(is_young, words))
        named = self._named(category)
        found = self.vocabulary.find(stated)
        if found is not None:
            narrower = named is not None and set(words) < set(normalise(category).split())
            return SportReading(((named if narrower and named else found).key,), _discipline(stated, found))
        phrases = without_qualifiers(words)
        found = self._first(phrases) or named
        if found is not None:
            return SportReading((found.key,), stated, *groups)
        keys = self._family(phrases[-1], places) or self._parts(stated)
        phrase = "" if normalise(stated) == phrases[-1] else stated
        return SportReading(tuple(keys), phrase if len(keys) == 1 else "", *groups)

    def _first(self, phrases: Iterable[str]) -> Sport | None:
        """The sport of the first phrase that means one."""
        for phrase in phrases:
            found = self.vocabulary.find(phrase) or self.vocabulary.find_words(phrase)
            if found is not None:
                return found
        return None

    def _named(self, category: str) -> Sport | None:
        """The sport that a category names; None for a family of several sports, or a word like "racing"."""
        if set(normalise(category).split()) <= _GENERAL:
            return None
        found = self.vocabulary.find(category)
        if found is None or found.covers_category:
            return None
        family = self.vocabulary.family(category)
        return found if len(family) < 2 or normalise(found.name) == normalise(category) else None

    def _family(self, plain: str, places: tuple[str, ...]) -> list[str]:
        keys = self.vocabulary.matching(plain)
        if plain == "football" and places and not set(places) & _OWN_FOOTBALL:
            return ["american_football" if set(places) <= _AMERICAN else "soccer"]
        return keys

    def _parts(self, stated: str) -> list[str]:
        """The sports named by the parts of a phrase such as "Soccer (8 v 8)" or "Cycling / BMX"."""
        parts = [part for part in _PARTS.split(stated) if part.strip(" )]")]
        found = [self.vocabulary.find(part) for part in parts] if len(parts) > 1 else []
        return list(dict.fromkeys(sport.key for sport in found if sport is not None))

    def speaks_of(self, row: LeagueRow, sport: Sport) -> bool:
        """Whether the words of a row point to a sport: its family, or a word that few sports have."""
        if row.category and normalise(row.category) == normalise(sport.category):
            return True
        words = normalise(f"{row.sport} {row.category}").split()
        stated = {word for word in words if word not in _GENERAL and not is_qualifier(word)}
        return any(stated & set(word.split()) for word in sport.words)

    def is_other_family(self, row: LeagueRow, sport: Sport) -> bool:
        """Whether the category of a row is a known family of sports, but not that of the sport."""
        family = self.vocabulary.family(row.category) if row.category else []
        return bool(family) and sport.key not in family

    def add(self, row: LeagueRow, source: str) -> tuple[str, Problem]:
        """Adds the sport of a row. Returns its key, empty if there are too many, and a report."""
        if len(self.added) == MOST_NEW_SPORTS:
            message = f'"{row.sport}" is new, after {MOST_NEW_SPORTS:,} other new sports'
            hint = "check that the column contains sports, or import these rows separately"
            return "", Problem(row.file, row.line, "sport", message, hint)
        near = self.vocabulary.near(row.sport)
        words = normalise(row.sport).split()
        plain = without_qualifiers(words)[1]
        if not without_qualifiers(words)[-1]:
            hint = "write the name of the sport"
            return "", Problem(row.file, row.line, "sport", f'"{row.sport}" names no sport', hint)
        name = row.sport if plain == " ".join(words) else plain
        sport = Sport(slug(plain), name[:1].upper() + name[1:], row.category or "other", origin=source)
        self.added[sport.key] = sport
        self.vocabulary.add(sport)
        self.read.cache_clear()
        message = f'"{row.sport}" is new; it was added to the sports as {sport.key}'
        hint = f"if you meant {' or '.join(near)}, write that" if near else "no action needed"
        return sport.key, Problem(row.file, row.line, "sport", message, hint, refused=False)


def ambiguous(row: LeagueRow, keys: Iterable[str]) -> Problem:
    """The report of a row whose words may mean several sports."""
    message = f'"{row.sport}" is ambiguous: it can be {", ".join(list(keys)[:5])}'
    return Problem(row.file, row.line, "sport", message, "write the exact sport, or state it in category")


def _discipline(stated: str, sport: Sport) -> str:
    wanted = normalise(stated)
    return stated if any(normalise(text) == wanted for text in sport.disciplines) else ""
