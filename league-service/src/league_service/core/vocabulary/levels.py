"""Competition levels: the words that sources use, and the seven keys that they denote."""

from functools import cache

from league_service.core.packaged import read_table
from league_service.core.text import normalise

UNKNOWN = "unknown"


@cache
def _by_word() -> dict[str, str]:
    return {
        normalise(word): row["key"]
        for row in read_table("core.vocabulary", "levels.csv")
        for word in (row["key"], row["name"], *row["aliases"].split("|"))
    }


@cache
def level_keys() -> tuple[str, ...]:
    """The levels, highest first."""
    return tuple(row["key"] for row in read_table("core.vocabulary", "levels.csv"))


def find_level(text: str) -> str | None:
    """Returns the level that a word denotes; None if it denotes none. Empty text means "unknown"."""
    wanted = normalise(text)
    return _by_word().get(wanted) if wanted else UNKNOWN
