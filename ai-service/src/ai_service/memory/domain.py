"""What a user asked to remember, and how well it fits a question. No I/O.

    score = 0.6 * relevance + 0.25 * recency + 0.15 * importance

Relevance is the share of the question's words that the memory contains. A word counts by its rarity among the
memories, log(1 + memories / memories with the word). Words are compared without accents and endings. Recency
is 1 for a new memory and halves every 30 days. A memory that has no word of the question is not recalled.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

MOST_PER_USER: Final = 1000
_RELEVANCE, _RECENCY, _IMPORTANCE = 0.6, 0.25, 0.15
_HALF_LIFE: Final = timedelta(days=30)
_WORD: Final = re.compile(r"[^\W_]+")
_LITTLE_WORDS: Final = (
    "a an and are as at be by can could do for from has have how in is it its of on or our should that the"
    " this to was we what when where which who why will with would you your"
)
_STOP_WORDS: Final = frozenset(_LITTLE_WORDS.split())
_ENDINGS: Final = ("ings", "ing", "ers", "er", "ies", "es", "ed", "s", "y", "e")


@dataclass(frozen=True, slots=True)
class Memory:
    """A memory. `league_id` is None if it concerns all leagues; `score` is None without a question."""

    id: UUID
    content: str
    league_id: str | None
    importance: float
    created_at: datetime
    updated_at: datetime
    score: float | None = None


def recall(memories: Sequence[Memory], question: str, now: datetime) -> list[Memory]:
    """The memories that fit a question, best first; all, newest first, if the question has no words."""
    asked = words_of(question)
    if not asked:
        return sorted(memories, key=lambda each: (each.updated_at, each.id), reverse=True)
    contents = [words_of(each.content) for each in memories]
    frequency = Counter(word for words in contents for word in words)
    weights = {word: math.log(1 + len(memories) / max(1, frequency[word])) for word in asked}
    whole = sum(weights.values())
    found = [
        replace(each, score=score(each, sum(weights[word] for word in asked & words) / whole, now))
        for each, words in zip(memories, contents, strict=True)
        if asked & words
    ]
    return sorted(found, key=lambda each: (each.score or 0, each.updated_at, each.id), reverse=True)


def score(memory: Memory, relevance: float, now: datetime) -> float:
    """The score of a memory of this relevance, from 0 to 1."""
    age = max(timedelta(), now - memory.updated_at)
    recency = 0.5 ** (age / _HALF_LIFE)
    return round(_RELEVANCE * relevance + _RECENCY * recency + _IMPORTANCE * memory.importance, 4)


def words_of(text: str) -> frozenset[str]:
    """The words that count, in lower case, without accents and without common endings."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    return frozenset(_stem(word) for word in _WORD.findall(plain) if word not in _STOP_WORDS)


def _stem(word: str) -> str:
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= 3), "")
    return word[: len(word) - len(ending)] if ending else word
