"""Elo ratings: the published method on the published games, and its general properties."""

import csv
import os
from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from league_service.competition.rules.ratings import Game
from league_service.nfl.elo import MEAN, Ratings, difference_of, win_probability
from league_service.nfl.names import nfl_teams
from league_service.nfl.ratings import nfl_ratings

# Between-season ratings that the published run sets by hand.
EXCEPTIONS = {
    ("CBD", 1925): 1502.032,
    ("RAC", 1926): 1403.384,
    ("LOU", 1926): 1307.201,
    ("CIB", 1927): 1362.919,
    ("MNN", 1929): 1306.702,
    ("BFF", 1929): 1331.943,
    ("LAR", 1944): 1373.977,
    ("PHI", 1944): 1497.988,
    ("ARI", 1945): 1353.939,
    ("PIT", 1945): 1353.939,
    ("CLE", 1999): 1300.0,
}
DATA = Path(os.environ.get("ALTSPORTS_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")
KEYS = {nfl_teams().newest(team).code: team for team in nfl_teams().teams}
"""The key of each team by its current code."""

SCORES = st.integers(0, 70)
RATINGS = st.floats(1000, 2000)


@pytest.fixture(scope="module")
def published() -> list[dict[str, str]]:
    path = DATA / "nfl" / "elo_538_games_1920_2020.csv"
    if not path.exists():
        pytest.skip("the published games are not on this machine")
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def game_of(row: dict[str, str]) -> Game:
    return Game(
        key=row["date"],
        season=int(row["season"]),
        home=row["team1"],
        away=row["team2"],
        home_score=int(row["score1"]),
        away_score=int(row["score2"]),
        neutral=row["neutral"] == "1",
    )


def first_ratings(rows: list[dict[str, str]]) -> dict[str, float]:
    first: dict[str, float] = {}
    for row in rows:
        first.setdefault(row["team1"], float(row["elo1"]))
        first.setdefault(row["team2"], float(row["elo2"]))
    return first


def test_every_published_probability_follows_from_the_published_ratings(
    published: list[dict[str, str]],
) -> None:
    assert len(published) == 16_810
    for row in published:
        difference = difference_of(float(row["elo1"]), float(row["elo2"]), neutral=row["neutral"] == "1")
        assert win_probability(difference) == pytest.approx(float(row["elo_prob1"]), abs=1e-12)


def test_the_run_over_a_hundred_years_meets_every_published_rating_and_probability(
    published: list[dict[str, str]],
) -> None:
    ratings = Ratings(first_ratings(published), EXCEPTIONS)
    for rated, row in zip(ratings.rate(map(game_of, published)), published, strict=True):
        # Published ratings are cut to three decimals until 2015; the probabilities follow the cut ones.
        assert rated.home_before == pytest.approx(float(row["elo1"]), abs=1e-3)
        assert rated.away_before == pytest.approx(float(row["elo2"]), abs=1e-3)
        assert rated.home_probability == pytest.approx(float(row["elo_prob1"]), abs=2e-6)


def test_the_season_of_1999_starts_from_the_published_ratings(published: list[dict[str, str]]) -> None:
    ratings, today = nfl_ratings(), {**KEYS, "WSH": KEYS["WAS"], "LAR": KEYS["LA"], "OAK": KEYS["LV"]}
    for row in published:
        if row["season"] == "1999":
            for side in ("1", "2"):
                team = today[row[f"team{side}"]]
                assert ratings.before(team, 1999) == pytest.approx(float(row[f"elo{side}"]), abs=1e-3)
            list(ratings.rate([_renamed(game_of(row), today)]))


def _renamed(game: Game, names: dict[str, str]) -> Game:
    return Game(
        game.key,
        game.season,
        names[game.home],
        names[game.away],
        game.home_score,
        game.away_score,
        game.neutral,
    )


@given(home=RATINGS, away=RATINGS, scores=st.tuples(SCORES, SCORES))
def test_what_one_team_gains_the_other_loses(home: float, away: float, scores: tuple[int, int]) -> None:
    ratings = Ratings({"H": home, "A": away})
    (rated,) = ratings.rate([Game("g", 2020, "H", "A", *scores)])
    assert ratings.before("H", 2020) + ratings.before("A", 2020) == pytest.approx(home + away)
    assert (rated.shift > 0) == (ratings.before("H", 2020) > home)


def test_a_tie_moves_points_to_the_weaker_team() -> None:
    ratings = Ratings({"H": 1600.0, "A": 1400.0})
    (rated,) = ratings.rate([Game("g", 2020, "H", "A", 20, 20)])
    assert rated.shift == pytest.approx(20 * log(2) * 2.2 * (0.5 - rated.home_probability))


def test_a_game_without_scores_moves_nothing_and_still_has_a_probability() -> None:
    ratings = Ratings({"H": 1565.0, "A": 1500.0})
    (rated,) = ratings.rate([Game("g", 2020, "H", "A")])
    assert (ratings.before("H", 2020), rated.home_margin) == (1565.0, pytest.approx(5.2))


def test_a_third_of_the_way_to_the_mean_is_gone_between_seasons() -> None:
    ratings = Ratings({"H": 1505.0 + 90, "A": 1505.0})
    list(ratings.rate([Game("g", 2020, "H", "A", neutral=True)]))
    assert ratings.before("H", 2021) == pytest.approx(1505.0 + 60)


def test_founders_start_at_the_mean_and_newcomers_below_it() -> None:
    ratings = Ratings()
    list(ratings.rate([Game("g", 2020, "H", "A", 7, 3)]))
    assert (ratings.before("B", 2020), ratings.before("N", 2021)) == (MEAN, 1300.0)
