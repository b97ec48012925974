"""Standings: records, order and tie-breaks."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from league_service.nfl.standings import Placed, Score, Standing, standings

EAST = [Placed(team, "AFC East", "AFC") for team in ("BUF", "MIA", "NE", "NYJ")]
WEST = [Placed(team, "AFC West", "AFC") for team in ("DEN", "KC", "LAC", "LV")]
PAIRS = list(permutations([team.team for team in EAST + WEST], 2))


def table(*scores: Score) -> dict[str, Standing]:
    return {line.team.team: line for line in standings(EAST + WEST, scores)}


def ranked(*scores: Score) -> list[str]:
    return [line.team.team for line in standings(EAST + WEST, scores)][:4]


def test_a_tie_counts_half_a_win() -> None:
    line = table(Score("BUF", "MIA", 20, 20), Score("BUF", "KC", 24, 20))["BUF"]
    assert (line.overall.wins, line.overall.losses, line.overall.ties) == (1, 0, 1)
    assert line.overall.percentage == pytest.approx(0.75)


def test_records_are_kept_by_division_conference_home_and_away() -> None:
    line = table(Score("BUF", "MIA", 20, 10), Score("KC", "BUF", 24, 20))["BUF"]
    assert (line.division.wins, line.division.losses) == (1, 0)
    assert (line.conference.wins, line.conference.losses) == (1, 1)
    assert (line.home.wins, line.away.losses, line.points_for, line.points_against) == (1, 1, 40, 34)
    assert line.streak == "L1"


def test_head_to_head_decides_between_two_with_the_same_record() -> None:
    # Both are 1-1; MIA beat BUF, and BUF has by far the better points.
    assert ranked(Score("MIA", "BUF", 10, 9), Score("BUF", "KC", 50, 0), Score("DEN", "MIA", 50, 0))[:2] == [
        "MIA",
        "BUF",
    ]


def test_net_points_decide_when_nothing_else_does() -> None:
    assert ranked(Score("BUF", "KC", 21, 20), Score("NE", "KC", 40, 20))[:2] == ["NE", "BUF"]


def test_the_rest_start_again_from_head_to_head() -> None:
    # All three are 2-2 with one win among themselves. Net points say NE, MIA, BUF; BUF beat MIA.
    order = ranked(
        Score("BUF", "MIA", 20, 10),
        Score("MIA", "NE", 20, 10),
        Score("NE", "BUF", 50, 10),
        Score("BUF", "KC", 20, 10),
        Score("MIA", "KC", 40, 10),
        Score("NE", "KC", 60, 10),
        Score("DEN", "BUF", 20, 10),
        Score("DEN", "MIA", 20, 10),
        Score("DEN", "NE", 20, 10),
    )
    assert order[:3] == ["NE", "BUF", "MIA"]


@given(
    st.lists(
        st.tuples(st.sampled_from(PAIRS), st.integers(0, 60), st.integers(0, 60)),
        max_size=40,
    )
)
def test_every_game_counts_once_on_each_side(games: list[tuple[tuple[str, str], int, int]]) -> None:
    lines = standings(EAST + WEST, [Score(*pair, home, away) for pair, home, away in games])
    assert sum(line.overall.wins for line in lines) == sum(line.overall.losses for line in lines)
    assert sum(line.overall.played for line in lines) == 2 * len(games)
    assert sum(line.points_for - line.points_against for line in lines) == 0
    for division in (lines[:4], lines[4:]):
        percentages = [line.overall.percentage for line in division]
        assert percentages == sorted(percentages, reverse=True)
        assert [line.rank for line in division] == [1, 2, 3, 4]
