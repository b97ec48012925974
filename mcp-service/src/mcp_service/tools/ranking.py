"""Finds tools by words: BM25 over names, titles, descriptions and arguments."""

import math
import re
from collections import Counter
from collections.abc import Iterable

from mcp_service.tools.cards import ToolCard

_WORD = re.compile(r"[a-z0-9]+")
_SATURATION = 1.2
_LENGTH_WEIGHT = 0.75
_NAME_WEIGHT = 3
_STOP_WORDS = frozenset(
    _WORD.findall("a an and are by for from in is of on or that the there to what which who with")
)


class Ranking:
    """The words of all tools, counted once."""

    def __init__(self, cards: Iterable[ToolCard]) -> None:
        self._documents = [(card, Counter(_words_of(card))) for card in cards]
        lengths = [sum(words.values()) for _, words in self._documents]
        self._mean_length = sum(lengths) / len(lengths) if lengths else 1.0
        self._frequency = Counter(word for _, words in self._documents for word in words)

    def best(self, query: str) -> list[ToolCard]:
        """The tools that contain a word of the query, best first, ties by name."""
        wanted = set(_stems(query))
        scored = [(self._score(words, wanted), card) for card, words in self._documents]
        found = sorted((-score, card.name, card) for score, card in scored if score > 0)
        return [card for _, _, card in found]

    def _score(self, words: Counter[str], wanted: set[str]) -> float:
        length = sum(words.values()) / self._mean_length
        damping = _SATURATION * (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * length)
        return sum(
            self._rarity(word) * words[word] * (_SATURATION + 1) / (words[word] + damping)
            for word in wanted
            if word in words
        )

    def _rarity(self, word: str) -> float:
        holders = self._frequency[word]
        return math.log(1 + (len(self._documents) - holders + 0.5) / (holders + 0.5))


def _words_of(card: ToolCard) -> list[str]:
    described = " ".join(
        [
            card.description,
            *card.parameters["properties"],
            *(field.get("description", "") for field in card.parameters["properties"].values()),
        ]
    )
    return _stems(f"{card.name} {card.title} ") * _NAME_WEIGHT + _stems(described)


def _stems(text: str) -> list[str]:
    """Lower-case words without stop words; a plural counts as its singular."""
    words = [word for word in _WORD.findall(text.lower()) if word not in _STOP_WORDS]
    return [word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words]
