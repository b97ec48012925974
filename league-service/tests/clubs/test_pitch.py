"""Coordinates in metres keep marked zones where they are, and events are checked against clock and pitch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from league_service.clubs.matches.clock import Clock
from league_service.clubs.matches.events import TYPES, MatchEvent, Pitch, check_event
from league_service.clubs.matches.pitch import STATSBOMB, Scale

PITCH = Pitch()


@pytest.mark.parametrize(
    ("where", "statsbomb", "metres"),
    [
        ("the penalty spot", (108, 40), (94.0, 34.0)),
        ("the own penalty spot", (12, 40), (11.0, 34.0)),
        ("the corner of the penalty area", (102, 18), (88.5, 13.84)),
        ("the corner of the goal area", (114, 50), (99.5, 43.16)),
        ("a post", (120, 36), (105.0, 30.34)),
        ("the other post", (120, 44), (105.0, 37.66)),
        ("the centre spot", (60, 40), (52.5, 34.0)),
        ("a corner", (120, 80), (105.0, 68.0)),
        ("the origin", (0, 0), (0.0, 0.0)),
    ],
)
def test_marked_places_of_statsbomb_are_the_same_places_in_metres(
    where: str, statsbomb: tuple[float, float], metres: tuple[float, float]
) -> None:
    scale = Scale(STATSBOMB, PITCH)
    assert (scale.x(statsbomb[0]), scale.y(statsbomb[1])) == pytest.approx(metres, abs=0.005), where


def test_on_a_smaller_pitch_the_penalty_spot_is_still_eleven_metres_from_the_goal_line() -> None:
    scale = Scale(STATSBOMB, Pitch(100, 64))
    assert (scale.x(108), scale.y(40)) == (89.0, 32.0)
    assert scale.y(44) - scale.y(36) == pytest.approx(7.32)


@given(st.floats(-5, 125), st.floats(-5, 125))
def test_no_place_overtakes_another(one: float, other: float) -> None:
    scale = Scale(STATSBOMB, PITCH)
    low, high = sorted((one, other))
    assert scale.x(low) <= scale.x(high)
    assert scale.y(low) <= scale.y(high)


def fields(event: MatchEvent, clock: Clock | None = None) -> list[str]:
    return [each.field for each in check_event(event, clock or Clock(), PITCH)]


@pytest.mark.parametrize(
    ("event", "wrong"),
    [
        (MatchEvent("t", "goal", 1, 45, 2), []),
        (MatchEvent("t", "goal", 1, 47), ["minute"]),
        (MatchEvent("t", "goal", 2, 44), ["minute"]),
        (MatchEvent("t", "goal", 2, 60, 1), ["stoppage_minute"]),
        (MatchEvent("t", "goal", 6, 120), ["period"]),
        (MatchEvent("t", "goal", 5, 120), []),
        (MatchEvent("t", "shot", 1, 3, outcome="goal"), ["outcome"]),
        (MatchEvent("t", "card", 1, 3), ["outcome"]),
        (MatchEvent("t", "card", 1, 3, outcome="yellow"), []),
        (MatchEvent("t", "formation", 1, 0, outcome="4-3-3"), []),
        (MatchEvent("t", "formation", 1, 0, outcome="433"), ["outcome"]),
        (MatchEvent("t", "pass", 1, 3, outcome="won"), ["outcome"]),
        (MatchEvent("t", "pass", 1, 3, xg=0.1), ["xg"]),
        (MatchEvent("t", "substitution", 1, 3, related_player_id="s"), ["player_id"]),
        (MatchEvent("t", "substitution", 1, 3, player_id="s", related_player_id="s"), ["related_player_id"]),
        (MatchEvent("t", "pass", 1, 3, x=130.0, y=20.0), ["x"]),
        (MatchEvent("t", "pass", 1, 3, x=30.0), ["y"]),
        (MatchEvent("t", "pass", 1, 3, x=106.1, y=-1.0), []),
    ],
)
def test_an_event_that_contradicts_clock_pitch_or_itself_names_the_field(
    event: MatchEvent, wrong: list[str]
) -> None:
    assert fields(event) == wrong


def test_the_clock_of_the_match_decides_what_a_minute_means() -> None:
    quarters = Clock(periods=4, period_minutes=10)
    assert fields(MatchEvent("t", "goal", 3, 25), quarters) == []
    assert fields(MatchEvent("t", "goal", 2, 25), quarters) == ["minute"]
    assert fields(MatchEvent("t", "goal", 7, 70), quarters) == []


def test_every_type_can_be_stated_with_nothing_but_its_outcome() -> None:
    needs = {"card": "red", "formation": "4-4-2"}
    for kind in TYPES:
        comes_on = "s" if kind == "substitution" else ""
        outcome = needs.get(kind, "")
        event = MatchEvent("t", kind, 1, 3, player_id="p", related_player_id=comes_on, outcome=outcome)
        assert fields(event) == [], kind
