"""The conditions of a game in words: the weather once it is known, and where the game is played."""

from bisect import bisect_right
from datetime import datetime
from typing import Final

from ai_service.nfl_experts.experts.features import LINE_UP_KNOWN
from ai_service.nfl_experts.experts.history import is_indoors
from ai_service.nfl_experts.facts.season import GameFacts

_DEGREES: Final = (33.0, 46.0, 61.0, 76.0, 86.0)
_WARMTH: Final = ("freezing", "cold", "cool", "mild", "warm", "hot")
_MILES: Final = (4.0, 10.0, 15.0, 20.0)
_WIND: Final = ("calm", "with light wind", "breezy", "windy", "very windy")
_PLACES: Final = {
    "outdoors": "outdoors",
    "open": "under an open roof",
    "closed": "indoors under a closed roof",
    "dome": "indoors",
}


def is_weather_known(game: GameFacts, at: datetime) -> bool:
    """Whether the weather is announced; under a roof there is none."""
    return not is_indoors(game) and at >= game.kickoff - LINE_UP_KNOWN


def conditions_of(game: GameFacts, at: datetime) -> str:
    """The conditions at a time: "Cold and windy, outdoors on grass". Empty if nothing is known."""
    words = ", ".join(filter(None, (_weather(game) if is_weather_known(game, at) else "", _place(game))))
    return words[:1].upper() + words[1:]


def _weather(game: GameFacts) -> str:
    """The weather as the source states it, or as the figures say."""
    if game.conditions:
        return game.conditions
    parts: list[str] = []
    if game.temperature_f is not None:
        parts.append(_WARMTH[bisect_right(_DEGREES, game.temperature_f)])
    if game.wind_mph is not None:
        parts.append(_WIND[bisect_right(_MILES, game.wind_mph)])
    joint = " " if parts[-1:] == ["with light wind"] else " and "
    return joint.join(parts)


def _place(game: GameFacts) -> str:
    surface = game.surface.replace("_", " ").strip()
    place = _PLACES.get(game.roof, game.roof)
    return f"{place} on {surface}".strip() if surface else place
