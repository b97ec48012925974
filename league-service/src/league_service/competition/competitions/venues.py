"""Where games are played: the city and time zone that a source's venue key or name tells."""

from dataclasses import dataclass
from functools import cache, lru_cache

from league_service.core.ids import venue_id
from league_service.core.packaged import read_table
from league_service.core.text import normalise, slug


@dataclass(frozen=True, slots=True)
class VenueInfo:
    """A ground; `zone` is empty where nobody knows it."""

    key: str
    name: str
    city: str = ""
    country: str = ""
    zone: str = ""

    @property
    def id(self) -> str:
        return venue_id(self.key)


@lru_cache(maxsize=1024)
def find_venue(key: str, name: str) -> VenueInfo | None:
    """The venue that a source's key and name mean; None where it gives neither."""
    if not key and not name:
        return None
    known = _known().get(key)
    if known is not None:
        return known
    plain = normalise(name)
    for words, city, country, zone in _by_words():
        if words in plain:
            return VenueInfo(key or slug(name, "-"), name, city, country, zone)
    return VenueInfo(key or slug(name, "-"), name or key)


@cache
def _known() -> dict[str, VenueInfo]:
    return {
        row["venue"]: VenueInfo(row["venue"], row["name"], row["city"], row["country"], row["zone"])
        for row in read_table("nfl", "nfl_venues.csv")
    }


@cache
def _by_words() -> list[tuple[str, str, str, str]]:
    return [
        (normalise(row["words"]), row["city"], row["country"], row["zone"])
        for row in read_table("competition.competitions", "known_venues.csv")
    ]
