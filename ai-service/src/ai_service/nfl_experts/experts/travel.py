"""How far a team travels to a game, and across how many time zones."""

from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Final, Literal
from zoneinfo import ZoneInfo

from ai_service.nfl_experts.experts.locations import GROUNDS, NEUTRAL_GROUNDS, Place
from ai_service.nfl_experts.facts.season import GameFacts

_EARTH_RADIUS_MILES: Final = 3959.0


@dataclass(frozen=True, slots=True)
class Journey:
    """The way to a game. `hours_east` is negative to the west; `body_clock` is kick-off at home, in hours."""

    miles: float
    hours_east: float
    body_clock: float | None


STAYS: Final = Journey(0.0, 0.0, None)


def journey_of(game: GameFacts, side: Literal["home", "away"]) -> Journey:
    """The journey of one of the teams; no journey if its home or the venue is unknown."""
    base = GROUNDS.get(game.home if side == "home" else game.away)
    venue = NEUTRAL_GROUNDS.get(game.venue) if game.neutral else GROUNDS.get(game.home)
    if base is None or venue is None:
        return STAYS
    local, there = (game.kickoff.astimezone(_zone(place.zone)) for place in (base, venue))
    local_offset, venue_offset = local.utcoffset(), there.utcoffset()
    if local_offset is None or venue_offset is None:
        return STAYS
    return Journey(
        miles=_miles(base, venue),
        hours_east=(venue_offset - local_offset).total_seconds() / 3600,
        body_clock=local.hour + local.minute / 60,
    )


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(maxsize=4096)
def _miles(one: Place, other: Place) -> float:
    """The distance along the great circle."""
    latitudes = radians(one.latitude), radians(other.latitude)
    across = sin((latitudes[1] - latitudes[0]) / 2) ** 2
    along = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * _EARTH_RADIUS_MILES * asin(sqrt(across + cos(latitudes[0]) * cos(latitudes[1]) * along))
