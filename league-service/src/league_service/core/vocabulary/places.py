"""Countries: their common names, and the words people search for them with."""

import re
from collections.abc import Iterable
from functools import cache

from league_service.core.packaged import read_table
from league_service.core.text import normalise

INTERNATIONAL = "International"
_COUNTRIES_IN = {
    row["region"]: tuple(row["countries"].split("|")) for row in read_table("core.vocabulary", "regions.csv")
}
_REGION_NAMES = {normalise(name): name for name in (INTERNATIONAL, *_COUNTRIES_IN)}
_WORLD = dict.fromkeys(("world", "worldwide", "global", "various", "national teams"), INTERNATIONAL)
_REGIONS = _REGION_NAMES | _WORLD


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    return {
        row["name"]: tuple(filter(None, row["aliases"].split("|")))
        for row in read_table("core.vocabulary", "countries.csv")
    }


@cache
def _by_word() -> dict[str, str]:
    aliases = {normalise(alias): name for name, aliases in _countries().items() for alias in aliases}
    return aliases | _REGIONS | {normalise(name): name for name in _countries()}


def place_name(text: str) -> str:
    """Returns the common name of a place ("USA" is United States), or an unknown name unchanged."""
    return _by_word().get(normalise(text), text.strip())


def split_places(text: str) -> list[str]:
    """Splits a list such as "USA; Canada" into common names; at commas if every part is a known place."""
    places = (place_name(part) for part in _split(text) if part.strip())
    return list(dict.fromkeys(places))


def _split(text: str) -> list[str]:
    parts = re.split(r"[;|/]", text)
    by_comma = [part for part in text.split(",") if part.strip()]
    known = len(parts) == 1 and all(normalise(part) in _by_word() for part in by_comma)
    return by_comma if known else parts


def known_places(text: str) -> list[str]:
    """Returns the countries and regions that a text names: "Berlin, Germany" names Germany."""
    parts = (normalise(part) for part in re.split(r"[;,|/]", text))
    return list(dict.fromkeys(_by_word()[part] for part in parts if part in _by_word()))


def countries_of(places: list[str]) -> list[str]:
    """Returns the places that are countries, not the world or a continent."""
    return [place for place in places if normalise(place) not in _REGIONS]


def countries_in(places: Iterable[str]) -> list[str]:
    """Returns the countries of the regions among some places, such as those of North America."""
    return [country for place in places for country in _COUNTRIES_IN.get(place, ())]


def regions_of(places: Iterable[str]) -> list[str]:
    """Returns the regions that contain one of some countries: Europe and Scandinavia for Norway."""
    countries = set(places)
    return [region for region, contained in _COUNTRIES_IN.items() if countries.intersection(contained)]


def without_place(name: str, places: Iterable[str]) -> str:
    """The name without the country before it: "Spanish La Liga" of Spain is "La Liga"; otherwise empty."""
    first, _, rest = name.partition(" ")
    words = {normalise(word) for place in places for word in (place, *place_words([place]))}
    return rest if len(rest) > 2 and normalise(first) in words else ""


def place_words(countries: list[str]) -> list[str]:
    """Returns other search words for countries, such as "german" and "deutschland" for Germany."""
    return [alias for country in countries for alias in _countries().get(country, ())]
