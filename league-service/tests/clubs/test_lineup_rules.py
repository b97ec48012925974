"""Line-ups that are impossible are refused with reasons; doubtful ones carry warnings."""

from dataclasses import replace
from datetime import date

import pytest

from league_service.clubs.match_lineups.domain import (
    Entry,
    Side,
    SquadPlayer,
    is_over_age,
    refusals,
    warnings,
)

DAY = date(2026, 3, 7)
SIDE = Side("Harbour Rovers", 11, "", "2025/26")
SQUAD = {f"p{number}": SquadPlayer(f"Player {number}", registered=True) for number in range(1, 19)}
FIRST = [
    Entry(f"p{number}", "starter", "goalkeeper" if number == 1 else "defender", number)
    for number in range(1, 12)
]
BENCH = [Entry(f"p{number}", "substitute", "", number) for number in range(12, 16)]


def reasons(entries: list[Entry], side: Side = SIDE) -> dict[str, str]:
    return {each.field: each.message for each in refusals(entries, SQUAD, side)}


def test_a_line_up_that_can_play_is_not_refused_and_nobody_has_to_be_named() -> None:
    assert reasons([*FIRST, *BENCH]) == {}
    assert reasons([]) == {}


def test_a_player_who_is_named_twice_is_refused_at_the_second_place() -> None:
    assert reasons([*FIRST, replace(BENCH[0], player_id="p3")]) == {
        "lineup.11.player_id": "Player 3 is named twice: see lineup.2"
    }


def test_a_player_who_was_not_registered_on_that_day_is_refused() -> None:
    squad = {**SQUAD, "p5": replace(SQUAD["p5"], registered=False)}
    [found] = refusals(FIRST, squad, SIDE)
    assert found.field == "lineup.4.player_id"
    assert "was not registered for Harbour Rovers on the day of the match" in found.message


def test_a_player_whom_the_club_does_not_have_is_refused() -> None:
    assert set(reasons([*FIRST, Entry("stranger", "substitute")])) == {"lineup.11.player_id"}


def test_a_number_that_is_taken_is_refused() -> None:
    assert reasons([*FIRST, replace(BENCH[0], jersey_number=7)]) == {
        "lineup.11.jersey_number": "number 7 is taken by lineup.6: choose another"
    }


@pytest.mark.parametrize("most", [5, 7, 8, 9, 11])
def test_too_many_starters_are_refused_in_every_format(most: int) -> None:
    starters = [Entry("p1", "starter", "GK"), *(Entry(f"p{n}", "starter") for n in range(2, most + 1))]
    side = replace(SIDE, players_on_pitch=most)
    assert reasons(starters, side) == {}
    assert set(reasons([*starters, Entry("p18", "starter")], side)) == {f"lineup.{most}.role"}


def test_a_line_up_without_a_goalkeeper_is_refused() -> None:
    assert set(reasons([replace(entry, position="defender") for entry in FIRST])) == {"lineup"}
    usual = {**SQUAD, "p2": replace(SQUAD["p2"], position="goalkeeper")}
    assert not refusals([replace(entry, position="") for entry in FIRST], usual, SIDE)


def test_a_second_captain_is_refused() -> None:
    captains = [replace(entry, captain=entry.player_id in {"p2", "p6"}) for entry in FIRST]
    assert reasons(captains) == {"lineup.5.captain": "there is a captain already: see lineup.1"}


def test_injured_suspended_and_over_age_players_carry_warnings() -> None:
    squad = {
        **SQUAD,
        "p2": replace(SQUAD["p2"], status="injured"),
        "p3": replace(SQUAD["p3"], status="suspended"),
        "p4": replace(SQUAD["p4"], birth_date=date(2009, 12, 31)),
        "p5": replace(SQUAD["p5"], birth_date=date(2010, 1, 1)),
    }
    side = replace(SIDE, age_group="U16")
    assert not refusals(FIRST, squad, side)
    assert [(each.player_id, each.code) for each in warnings(FIRST, squad, side, DAY)] == [
        ("p2", "INJURED"),
        ("p3", "SUSPENDED"),
        ("p4", "OVER_AGE"),
    ]


def test_too_few_starters_and_a_second_goalkeeper_carry_warnings() -> None:
    entries = [*FIRST[:9], replace(FIRST[9], position="goalkeeper")]
    assert [each.code for each in warnings(entries, SQUAD, SIDE, DAY)] == ["TOO_FEW", "SECOND_GOALKEEPER"]


@pytest.mark.parametrize(
    ("season", "born", "too_old"),
    [
        ("2025/26", 2010, False),
        ("2025/26", 2009, True),
        ("2025-2026", 2009, True),
        ("2026", 2010, False),
        ("", 2010, False),
        ("", 2009, True),
    ],
)
def test_the_year_in_which_the_season_ends_decides_about_the_age(
    season: str, born: int, *, too_old: bool
) -> None:
    assert is_over_age(date(born, 6, 1), Side("", 11, "U16", season), DAY) is too_old
    assert not is_over_age(date(born, 6, 1), Side("", 11, "", season), DAY)
    assert not is_over_age(None, Side("", 11, "U16", season), DAY)
