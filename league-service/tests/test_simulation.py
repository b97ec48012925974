"""The simulated season: a valid schedule, realistic scores and lines, the same every time."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from statistics import mean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from league_service.nfl.domain import week_opening
from league_service.nfl.simulation.calendar import first_thursday, season_of
from league_service.nfl.simulation.domain import Host, SimulatedGame
from league_service.nfl.simulation.play import home_chance
from league_service.nfl.simulation.schedule import WEEKS
from league_service.nfl.simulation.season import simulate_season

DIVISIONS = [(f"{conference} {side}", conference) for conference in ("AFC", "NFC") for side in "ENSW"]
NAMED = {("AFC E", 0): "BUF", ("AFC W", 0): "KC"}
HOSTS = [
    Host(
        NAMED.get((division, place), f"{division[0]}{division[-1]}{place}"),
        "A team",
        division,
        conference,
        "A ground",
    )
    for division, conference in DIVISIONS
    for place in range(4)
]
AFTER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def games() -> list[SimulatedGame]:
    return simulate_season(HOSTS, 2025, AFTER)


@settings(max_examples=8, deadline=None)
@given(season=st.integers(2002, 2060))
def test_every_team_plays_seventeen_games_in_eighteen_weeks_and_never_twice_a_week(season: int) -> None:
    regular = [game.slot for game in simulate_season(HOSTS, season, AFTER) if game.slot.stage == "REG"]
    per_team = Counter(team for slot in regular for team in (slot.home, slot.away))
    per_week = Counter((slot.week, team) for slot in regular for team in (slot.home, slot.away))
    assert (len(regular), set(per_team.values()), set(per_week.values())) == (272, {17}, {1})
    assert {slot.week for slot in regular} == set(range(1, WEEKS + 1))
    assert len({slot.game_id for slot in regular}) == 272
    assert set(Counter(slot.home for slot in regular).values()) <= {7, 8, 9, 10}


def test_rivals_meet_twice_and_others_at_most_once(games: list[SimulatedGame]) -> None:
    division = {host.team: host.division for host in HOSTS}
    pairs = Counter(frozenset((game.slot.home, game.slot.away)) for game in games if game.slot.stage == "REG")
    for pair, meetings in pairs.items():
        one, other = pair
        assert meetings == (2 if division[one] == division[other] else 1)


def test_the_game_of_the_documented_examples_is_played(games: list[SimulatedGame]) -> None:
    assert "2025_05_KC_BUF" in {game.slot.game_id for game in games}


def test_the_same_season_is_drawn_again(games: list[SimulatedGame]) -> None:
    assert simulate_season(HOSTS, 2025, AFTER) == games
    assert simulate_season(HOSTS, 2025, AFTER, seed="another") != games


def test_the_playoffs_go_down_to_one_game_on_neutral_ground(games: list[SimulatedGame]) -> None:
    stages = Counter(game.slot.stage for game in games)
    assert stages == {"REG": 272, "WC": 6, "DIV": 4, "CON": 2, "SB": 1}
    assert games[-1].slot.neutral
    for game in games:
        assert game.slot.stage == "REG" or game.home_score != game.away_score


def test_a_round_of_the_playoffs_is_unknown_until_the_round_before_has_ended(
    games: list[SimulatedGame],
) -> None:
    last = max(game.ended_at for game in games if game.slot.stage == "REG")
    assert len(simulate_season(HOSTS, 2025, last - timedelta(seconds=1))) == 272
    assert len(simulate_season(HOSTS, 2025, last)) == 272 + 6


def test_scores_have_the_spread_of_real_ones(games: list[SimulatedGame]) -> None:
    totals = [game.home_score + game.away_score for game in games]
    margins = [game.home_score - game.away_score for game in games]
    assert 40 < mean(totals) < 50
    assert 0 < mean(margins) < 5
    assert 11 < stdev(margins) < 16


def test_lines_are_taken_from_the_opening_of_the_week_until_two_hours_before(
    games: list[SimulatedGame],
) -> None:
    for game in games:
        taken = [quote.taken_at for quote in game.quotes]
        assert taken == sorted(taken)
        assert taken[-1] == game.slot.kickoff - timedelta(hours=2)
        assert game.slot.kickoff - taken[0] < timedelta(days=13)


def test_the_price_of_a_favourite_agrees_with_the_handicap(games: list[SimulatedGame]) -> None:
    for game in games:
        closing = {quote.market: quote for quote in game.quotes[-3:]}
        handicap = closing["spread"].point
        assert handicap is not None
        if handicap <= -3:
            assert closing["moneyline"].home_price < -100 < closing["moneyline"].away_price


def test_a_favourite_wins_more_often_than_not(games: list[SimulatedGame]) -> None:
    favoured = [
        (game.home_score > game.away_score) == ((game.quotes[-3].point or 0) < 0)
        for game in games
        if game.quotes[-3].point and game.home_score != game.away_score
    ]
    assert mean(favoured) > 0.55
    assert home_chance(0.0) == pytest.approx(0.5)


def test_a_week_opens_on_the_tuesday_before_its_first_game() -> None:
    kickoff = datetime(2026, 11, 20, 1, 15, tzinfo=UTC)
    assert week_opening(kickoff) == datetime(2026, 11, 17, 14, tzinfo=UTC)
    assert week_opening(datetime(2026, 11, 17, 13, tzinfo=UTC)) == datetime(2026, 11, 10, 14, tzinfo=UTC)


@pytest.mark.parametrize(("season", "day"), [(2024, 5), (2025, 4), (2026, 10)])
def test_a_season_begins_on_the_thursday_after_labor_day(season: int, day: int) -> None:
    assert first_thursday(season).day == day
    assert season_of(first_thursday(season)) == season
    assert season_of(first_thursday(season) - timedelta(days=1)) == season - 1
