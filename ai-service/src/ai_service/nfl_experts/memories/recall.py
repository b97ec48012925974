"""Which memories a game recalls: those of the most similar games, and none of the future."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import hypot
from operator import mul
from typing import Final, Protocol, TypeVar

RECALLED: Final = 3
LEAST_SIMILARITY: Final = 0.8


class Memory(Protocol):
    """The attributes of a memory that recalling uses."""

    @property
    def id(self) -> str: ...

    @property
    def features(self) -> Sequence[float]: ...

    @property
    def importance(self) -> float: ...

    @property
    def created_at(self) -> datetime: ...


AnyMemory = TypeVar("AnyMemory", bound=Memory)


def recall(
    memories: Iterable[AnyMemory], features: Sequence[float], *, now: datetime, limit: int = RECALLED
) -> list[AnyMemory]:
    """The memories of the most similar games: by similarity, importance, time (newest first), and id.

    Only memories formed before `now`, with a cosine similarity of at least 0.8.
    """
    found = [
        (similarity, memory)
        for memory in memories
        if memory.created_at < now and (similarity := cosine(memory.features, features)) >= LEAST_SIMILARITY
    ]
    found.sort(key=lambda each: each[1].id)
    found.sort(key=lambda each: (each[0], each[1].importance, each[1].created_at), reverse=True)
    return [memory for _, memory in found[:limit]]


def cosine(one: Sequence[float], other: Sequence[float]) -> float:
    """The cosine of the angle between two vectors, to nine digits; 0 if one of them is all zeros."""
    if len(one) != len(other):
        raise ValueError("the vectors have different lengths")
    lengths = hypot(*one) * hypot(*other)
    return round(sum(map(mul, one, other)) / lengths, 9) if lengths else 0.0
