"""Words in the name of a sport that say who plays it and how well, such as "women's" and "professional"."""

import re
from collections.abc import Sequence
from functools import cache

from league_service.core.packaged import read_table

_AGE = re.compile(r"u\d\d|under\d\d|\d\du")


@cache
def _words(group: str = "") -> frozenset[str]:
    rows = read_table("core.vocabulary", "qualifiers.csv")
    return frozenset(word for row in rows if group in ("", row["group"]) for word in row["words"].split("|"))


def is_womens(word: str) -> bool:
    return word in _words("women")


def is_young(word: str) -> bool:
    return word in _words("young") or _AGE.fullmatch(word) is not None


def is_qualifier(word: str) -> bool:
    return word in _words() or is_young(word)


def without_qualifiers(words: Sequence[str]) -> list[str]:
    """The words as phrases without more and more qualifiers: of women and young people, of men, and all."""
    groups = [word for word in words if not (is_womens(word) or is_young(word))]
    players = [word for word in groups if word not in _words("men")]
    return [
        " ".join(kept) for kept in (groups, players, [word for word in players if not is_qualifier(word)])
    ]
