"""The conditions of a game in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ai_service.nfl_experts.faces.games.conditions import conditions_of, is_weather_known
from ai_service.nfl_experts.facts.season import GameFacts

KICKOFF = datetime(2024, 12, 1, 18, tzinfo=UTC)
GAME = GameFacts("2024_13_KC_BUF", 13, "REG", KICKOFF, "BUF", "KC", roof="outdoors", surface="a_turf")


@pytest.mark.parametrize(
    ("game", "words"),
    [
        ({"temperature_f": 38.0, "wind_mph": 17.0}, "Cold and windy, outdoors on a turf"),
        (
            {"temperature_f": 32.0, "wind_mph": 3.0, "surface": "grass "},
            "Freezing and calm, outdoors on grass",
        ),
        ({"temperature_f": 70.0, "wind_mph": 8.0}, "Mild with light wind, outdoors on a turf"),
        ({"temperature_f": 88.0, "wind_mph": None, "surface": ""}, "Hot, outdoors"),
        ({"wind_mph": 22.0, "roof": "open"}, "Very windy, under an open roof on a turf"),
        ({"wind_mph": 8.0, "surface": ""}, "With light wind, outdoors"),
        ({"conditions": "Light snow"}, "Light snow, outdoors on a turf"),
        ({"roof": "closed", "temperature_f": 38.0}, "Indoors under a closed roof on a turf"),
        ({"roof": "dome", "surface": "fieldturf"}, "Indoors on fieldturf"),
        ({}, "Outdoors on a turf"),
        ({"roof": "", "surface": ""}, ""),
    ],
)
def test_conditions_are_the_weather_and_the_place(game: dict, words: str) -> None:
    assert conditions_of(replace(GAME, **game), KICKOFF) == words


def test_the_weather_is_part_of_it_only_once_it_is_known() -> None:
    game = replace(GAME, temperature_f=38.0, wind_mph=17.0)
    early = KICKOFF - timedelta(minutes=91)
    assert not is_weather_known(game, early)
    assert conditions_of(game, early) == "Outdoors on a turf"
    assert is_weather_known(game, early + timedelta(minutes=1))
