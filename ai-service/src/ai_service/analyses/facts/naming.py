"""How sports, levels, places and people are named in a sentence, in place of the keys of the vocabulary."""

from typing import Final

_SPORTS: Final = {
    "crossfit": "CrossFit",
    "kho_kho": "kho-kho",
    "slamball": "SlamBall",
    "three_x_three_basketball": "3x3 basketball",
}
_PROPER: Final = frozenset({"american", "australian", "canadian", "gaelic"})
_WITH_ARTICLE: Final = frozenset(
    {
        "Bahamas",
        "Caribbean",
        "Czech Republic",
        "Dominican Republic",
        "Netherlands",
        "Philippines",
        "United Arab Emirates",
        "United Kingdom",
        "United States",
    }
)
_GROWTH: Final = {
    "fast": "grows quickly",
    "growing": "is growing",
    "stable": "is stable",
    "declining": "is declining",
}
_EVERYWHERE: Final = "International"


def sport_name(key: str) -> str:
    """`american_football` as American football."""
    first, _, rest = key.partition("_")
    first = first.capitalize() if first in _PROPER else first
    return _SPORTS.get(key) or f"{first} {rest}".replace("_", " ").strip()


def level_name(key: str) -> str:
    """`semi_professional` as semi-professional."""
    return key.replace("_", "-")


def country_name(country: str) -> str:
    """The name inside a sentence: the United States, Italy."""
    return f"the {country}" if country in _WITH_ARTICLE else country


def whereabouts(location: str) -> str:
    """`in the United States`; several places in brackets; nothing for a league of the whole world."""
    if not location or location == _EVERYWHERE:
        return ""
    return f"({location})" if "," in location else f"in {country_name(location)}"


def growth(word: str) -> str:
    """What an audience does, in the word of the partnership model. Empty if that is not known."""
    return _GROWTH.get(word, "")


def person(title: str) -> str:
    """`Head of partnerships` as the head of partnerships; CEO stays."""
    is_word = title[1:2].islower()
    return f"the {title[0].lower()}{title[1:]}" if is_word else f"the {title}"
