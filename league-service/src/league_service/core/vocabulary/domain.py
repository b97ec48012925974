"""Sports as data: finds the sport that a word denotes, and suggests sports for an unknown word."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from league_service.core.packaged import folders_with, read_table
from league_service.core.text import normalise, similarity

PACKAGED = "altsports"
_NEAR_ENOUGH = 0.3


@dataclass(frozen=True, slots=True)
class Sport:
    """A sport of the vocabulary.

    `disciplines` are narrower words that denote this sport, such as "Formula 1" for motorsport.
    `covers_category` marks the sport for sources that name only a family of sports, such as "rugby". `origin`
    is the source that added it, "altsports" for packaged ones.
    """

    key: str
    name: str
    category: str
    aliases: tuple[str, ...] = ()
    disciplines: tuple[str, ...] = ()
    covers_category: bool = False
    origin: str = PACKAGED

    @property
    def names(self) -> frozenset[str]:
        """The normalised names of this sport."""
        return frozenset(map(normalise, (self.key, self.name, *self.aliases)))

    @property
    def words(self) -> frozenset[str]:
        """Every normalised spelling that denotes this sport."""
        return self.names.union(map(normalise, self.disciplines))


class Vocabulary:
    """The sports that leagues may have."""

    def __init__(self, sports: Iterable[Sport]) -> None:
        self.sports: list[Sport] = []
        self._by_key: dict[str, Sport] = {}
        self._by_word: dict[str, Sport] = {}
        self._by_words: dict[frozenset[str], list[Sport]] = defaultdict(list)
        self._by_category: dict[str, list[str]] = defaultdict(list)
        for sport in sports:
            self.add(sport)

    def add(self, sport: Sport) -> None:
        """Adds a sport."""
        self.sports.append(sport)
        self._by_key[sport.key] = sport
        self._by_category[normalise(sport.category)].append(sport.key)
        for word in sport.words:
            self._by_word.setdefault(word, sport)
            self._by_words[frozenset(word.split())].append(sport)
        self._by_word[normalise(sport.key)] = sport  # a key takes precedence over another sport's alias

    def get(self, key: str) -> Sport | None:
        return self._by_key.get(key)

    def find(self, text: str) -> Sport | None:
        """Returns the one sport that a key, name or alias denotes, in any spelling."""
        return self._by_word.get(normalise(text))

    def named(self, text: str) -> Sport | None:
        """Returns the sport that has this key, name or alias, in any spelling; disciplines do not count."""
        sport = self.find(text)
        return sport if sport is not None and normalise(text) in sport.names else None

    def find_words(self, text: str) -> Sport | None:
        """Returns the one sport that has exactly these words, in any order: "football, American"."""
        found = {sport.key: sport for sport in self._by_words.get(frozenset(normalise(text).split()), ())}
        return next(iter(found.values())) if len(found) == 1 else None

    def family(self, category: str) -> list[str]:
        """Returns the keys of the sports of a family; empty for an unknown one."""
        return list(self._by_category.get(normalise(category), ()))

    def matching(self, text: str) -> list[str]:
        """Returns the keys that a filter selects: one sport, or a family such as "rugby" or "football"."""
        sport = self.find(text)
        if sport is None:
            return self.family(text)
        if sport.covers_category:
            return self.family(sport.category)
        return [sport.key]

    def near(self, text: str, limit: int = 3) -> list[str]:
        """Returns the keys of the sports most similar to `text`, best first; for a family, its sports."""
        wanted = normalise(text)
        if not wanted:
            return []
        scores: dict[str, float] = dict.fromkeys(self.matching(text), 1.0)
        for word, sport in self._by_word.items():
            score = similarity(wanted, word) + (0.3 if wanted in word.split() else 0.0)
            if score >= _NEAR_ENOUGH:
                scores[sport.key] = max(score, scores.get(sport.key, 0.0))
        return sorted(scores, key=lambda key: -scores[key])[:limit]

    def with_sports(self, sports: Iterable[Sport]) -> "Vocabulary":
        return Vocabulary((*self.sports, *sports))


@cache
def packaged() -> Vocabulary:
    """The sports that come with the service."""
    added = _added_disciplines()
    return Vocabulary(
        Sport(
            key=row["key"],
            name=row["name"],
            category=row["category"],
            aliases=_list(row["aliases"]),
            disciplines=(*_list(row["disciplines"]), *added.get(row["key"], ())),
            covers_category=row["covers_category"] == "yes",
        )
        for row in read_table("core.vocabulary", "sports.csv")
    )


def _added_disciplines() -> Mapping[str, tuple[str, ...]]:
    """The narrower words that the folder of a sport adds in a `disciplines.csv` of its own, by sport."""
    rows = (
        row for folder in folders_with("disciplines.csv") for row in read_table(folder, "disciplines.csv")
    )
    return {row["sport"]: _list(row["disciplines"]) for row in rows}


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
