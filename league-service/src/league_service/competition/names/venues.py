"""Finds venues by name, with their city and time zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from league_service.core.ids import venue_id
from league_service.core.packaged import read_table
from league_service.core.text import normalise, slug


@dataclass(frozen=True, slots=True)
class VenueInfo:
    """A venue; `zone` is empty if unknown."""

    key: str
    name: str
    city: str = ""
    country: str = ""
    zone: str = ""

    @property
    def id(self) -> str:
        return venue_id(self.key)


class VenueBook:
    """Finds the venue of a source's key or name. `known` are the venues with their own keys."""

    def __init__(self, known: Iterable[VenueInfo] = ()) -> None:
        self._known = {venue.key: venue for venue in known}

    def find(self, key: str, name: str) -> VenueInfo | None:
        """Returns the venue; None if the source gives neither key nor name."""
        if not key and not name:
            return None
        known = self._known.get(key)
        if known is not None:
            return known
        plain = normalise(name)
        for words, city, country, zone in _by_words():
            if words in plain:
                return VenueInfo(key or slug(name, "-"), name, city, country, zone)
        return VenueInfo(key or slug(name, "-"), name or key)


@cache
def _by_words() -> list[tuple[str, str, str, str]]:
    return [
        (normalise(row["words"]), row["city"], row["country"], row["zone"])
        for row in read_table("competition.names", "known_venues.csv")
    ]
