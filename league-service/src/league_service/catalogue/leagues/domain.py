"""A league: its facts, and an identity that is the same in every installation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from league_service.core.text import normalise
from league_service.core.vocabulary.places import countries_of

_NAMESPACE = UUID("5b7f1d0e-2f0c-5c58-9a55-6f0f4f1c7a10")
NAME_LENGTHS = (3, 200)
YEARS = (1800, 2100)
MEMBER_COUNTS = (0, 1_000_000)
MOST_ALIASES = 100
ADMIN = "admin"
"""The source of facts that a person entered."""

_PROMINENT_LEVELS = {"professional": 20, "international": 15, "collegiate": 8, "semi_professional": 6}


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name: alternative, former, abbreviation or code; period and language as in the source."""

    name: str
    kind: str = "alternative"
    period: str = ""
    language: str = ""

    @property
    def identity(self) -> tuple[str, str]:
        return normalise(self.name), "former" if self.kind == "former" else "current"


@dataclass(frozen=True, slots=True)
class League:
    """The facts of a league. Empty text, None, 0 members and "unknown" mean that no source states the fact.

    `fact_sources` names the source of each fact; no import overrules "admin", which is a person. `fact_dates`
    has the dates that sources state. `renown` follows from the figures of the league, such as its attendance.
    """

    id: str
    name: str
    sport: str
    level: str = "unknown"
    level_inferred: bool = False
    discipline: str = ""
    places: tuple[str, ...] = ()
    location: str = ""
    headquarters: str = ""
    founded_year: int | None = None
    first_season: str = ""
    member_count: int = 0
    member_count_as_of: str = ""
    status: str = "unknown"
    website: str = ""
    abbreviation: str = ""
    aliases: tuple[Alias, ...] = ()
    fact_sources: Mapping[str, str] = field(default_factory=dict[str, str])
    fact_dates: Mapping[str, str] = field(default_factory=dict[str, str])
    renown: int = 0
    source_count: int = 0
    created_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def countries(self) -> list[str]:
        return countries_of(list(self.places))

    @property
    def country(self) -> str:
        """The country of a national league; empty for one of several countries or the world."""
        return self.countries[0] if len(self.places) == 1 and self.countries else ""

    @property
    def prominence(self) -> int:
        """How well known the league seems: its figures, level, number of facts and sources, active or not."""
        stated = sum(map(bool, (self.founded_year, self.member_count, self.website, self.headquarters)))
        running = 5 if self.status == "active" else -10 if self.status == "defunct" else 0
        return (
            _PROMINENT_LEVELS.get(self.level, 0)
            + 4 * stated
            + 2 * min(self.source_count, 5)
            + running
            + self.renown
        )


@dataclass(frozen=True, slots=True)
class Rivals:
    """Active leagues of the same sport: all, those of the same countries, the names of the best known."""

    same_sport: int
    same_country: int
    best_known: tuple[str, ...]


def location_of(places: Sequence[str]) -> str:
    """The places as text, such as "United States, Canada"."""
    return ", ".join(places)


def league_id(sport: str, places: Sequence[str], name: str, collision: str = "") -> str:
    """The identity of a league: a UUID derived from its sport, its places and its normalised name.

    `collision` is the key of the source row if a source lists two leagues that agree in all three.
    """
    where = ";".join(sorted(normalise(place) for place in places))
    return str(uuid5(_NAMESPACE, "\n".join((sport, where, normalise(name) or name, collision))))
