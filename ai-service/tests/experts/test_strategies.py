"""Each expert does what its strategy says, on games made to show it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ai_service.nfl_experts.betting.markets import CATEGORIES
from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features
from ai_service.nfl_experts.experts.roster import BY_ID, EXPERTS
from ai_service.nfl_experts.facts.season import GameFacts, Quote

Make = Callable[..., GameFacts]
See = Callable[..., Features]


def think(expert_id: str, features: Features) -> Opinion:
    return BY_ID[expert_id].strategy(features)


def lines(game: GameFacts, *, spread: float, total: float = 44.0, **opening: float) -> GameFacts:
    """The game with this spread from the home side (negative: home favoured), after another `opening`."""
    early, late = game.kickoff - timedelta(days=5), game.kickoff - timedelta(hours=2)
    first = Quote("spread", early, "market", "book", opening.get("opened", spread), -110, -110)
    first_total = Quote("total", early, "market", "book", opening.get("opened_total", total), -110, -110)
    return replace(
        game,
        quotes=(
            first,
            first_total,
            Quote("spread", late, "market", "book", spread, -110, -110),
            Quote("total", late, "market", "book", total, -110, -110),
        ),
    )


def weeks(make: Make, scores: list[tuple[int, int]], **fields: Any) -> list[GameFacts]:
    """BUF and KC play at home against others, week by week; each pair is what they score in theirs."""
    games: list[GameFacts] = []
    for week, (buffalo, kansas) in enumerate(scores, start=1):
        games.append(make(week, "BUF", "MIA", score=(buffalo, 20), **fields))
        games.append(make(week, "KC", "SEA", score=(kansas, 20), **fields))
    return games


def test_the_analyst_follows_elo_before_the_first_game(game: Make, seen: See) -> None:
    strong = think("the-analyst", seen(game(1, "BUF", "KC", home_elo=1630, away_elo=1500)))
    weak = think("the-analyst", seen(game(1, "BUF", "KC", home_elo=1500, away_elo=1630)))
    assert strong.margin == pytest.approx((130 + 65) / 25)
    assert weak.margin == pytest.approx((-130 + 65) / 25)


def test_the_analyst_learns_from_points_for_and_against(game: Make, seen: See) -> None:
    before = weeks(game, [(20, 20)] * 6)
    routs = weeks(game, [(45, 20)] * 6)
    same_elo = {"home_elo": 1505.0, "away_elo": 1505.0}
    plain, after_routs = (
        think("the-analyst", seen(game(8, "BUF", "KC", **same_elo), *games)) for games in (before, routs)
    )
    assert after_routs.margin > plain.margin + 3
    assert after_routs.total > plain.total


def test_the_gambler_loves_home_underdogs_and_fears_short_home_favourites(game: Make, seen: See) -> None:
    dog = think("the-gambler", seen(lines(game(1, "BUF", "KC"), spread=3.0)))
    short = think("the-gambler", seen(lines(game(1, "BUF", "KC"), spread=-2.5)))
    rout = think("the-gambler", seen(lines(game(1, "BUF", "KC"), spread=-10.0)))
    assert [opinion.picks["spread"] for opinion in (dog, short, rout)] == ["home", "away", "home"]
    assert dog.picks["winner"] == "home"
    assert dog.confidence["spread"] > 0.7


def test_the_sharp_money_follower_goes_where_the_line_went(game: Make, seen: See) -> None:
    fair = {"home_elo": 1505.0, "away_elo": 1495.0}  # Elo says home by 3
    up = think("sharp-money-follower", seen(lines(game(1, "BUF", "KC", **fair), spread=-3.0, opened=-1.0)))
    down = think("sharp-money-follower", seen(lines(game(1, "BUF", "KC", **fair), spread=-3.0, opened=-5.0)))
    assert (up.picks["spread"], down.picks["spread"]) == ("home", "away")
    assert up.margin - 3 == pytest.approx(3 - down.margin)
    assert "from BUF -1 to BUF -3, 2 towards BUF" in up.reasons[0]


def test_the_sharp_money_follower_follows_the_total_too(game: Make, seen: See) -> None:
    risen = lines(game(1, "BUF", "KC"), spread=-3.0, total=45.0, opened_total=42.0)
    fallen = lines(game(1, "BUF", "KC"), spread=-3.0, total=45.0, opened_total=48.0)
    assert think("sharp-money-follower", seen(risen)).picks["total"] == "over"
    assert think("sharp-money-follower", seen(fallen)).picks["total"] == "under"


def test_the_rebel_fades_the_favourite_and_last_weeks_hero(game: Make, seen: See) -> None:
    calm = think("the-rebel", seen(lines(game(1, "BUF", "KC"), spread=-7.0)))
    hero = game(1, "BUF", "MIA", score=(52, 3))
    after_glory = think("the-rebel", seen(lines(game(2, "BUF", "KC"), spread=-7.0), hero))
    assert calm.picks["spread"] == "away"
    assert after_glory.margin < calm.margin


def test_the_chaos_throws_its_die_once_per_game_whatever_is_known(game: Make, seen: See) -> None:
    one = think("the-chaos", seen(lines(game(1, "BUF", "KC", home_elo=1700), spread=-14.0)))
    other = think("the-chaos", seen(lines(game(1, "BUF", "KC", home_elo=1300), spread=9.0)))
    assert (one.margin, one.total, one.scatter) == (other.margin, other.total, other.scatter)
    assert one.margin != think("the-chaos", seen(game(2, "BUF", "KC"))).margin


def test_the_meteorologist_takes_points_from_windy_games_and_none_under_a_roof(game: Make, seen: See) -> None:
    fair, windy = (
        think("the-meteorologist", seen(game(1, "BUF", "KC", temperature_f=60.0, wind_mph=wind)))
        for wind in (3.0, 22.0)
    )
    indoors = think("the-meteorologist", seen(game(1, "BUF", "KC", roof="dome", wind_mph=22.0)))
    assert windy.total < fair.total - 5
    assert indoors.total > fair.total
    assert "60 °F and wind 22 mph" in windy.reasons


def test_the_meteorologist_fears_frost_for_teams_that_live_under_a_roof(game: Make, seen: See) -> None:
    indoors = [game(week, "MIN", "MIA", score=(20, 20), roof="dome") for week in (1, 2)]
    mild, frost = (
        think("the-meteorologist", seen(game(9, "BUF", "MIN", temperature_f=degrees, wind_mph=0.0), *indoors))
        for degrees in (60.0, 10.0)
    )
    assert frost.margin > mild.margin + 3


def test_the_meteorologist_says_that_nobody_knows_the_weather_yet(game: Make, seen: See) -> None:
    early = seen(game(1, "BUF", "KC", wind_mph=30.0), ahead=timedelta(days=5))
    assert think("the-meteorologist", early).reasons[0] == "nobody knows the weather yet"


def test_the_navigator_counts_rest_and_miles(game: Make, seen: See) -> None:
    near = think("the-navigator", seen(game(1, "BUF", "CLE")))
    far = think("the-navigator", seen(game(1, "BUF", "SEA")))
    rested = think("the-navigator", seen(game(1, "BUF", "CLE", home_rest=13)))
    assert far.margin > near.margin + 2
    assert rested.margin == pytest.approx(near.margin + 3.3)
    assert any("SEA comes 2118 miles and +3 h" in reason for reason in far.reasons)


def test_the_navigator_sends_both_teams_over_the_ocean(game: Make, seen: See) -> None:
    kickoff = datetime(2023, 10, 1, 13, 30, tzinfo=UTC)
    london = game(4, "JAX", "ATL", neutral=True, venue="Wembley Stadium", kickoff=kickoff)
    features = seen(london)
    assert features.home.journey.hours_east == features.away.journey.hours_east == 5
    assert 4200 < features.home.journey.miles < 4400
    assert features.home.journey.body_clock == 9.5


def test_the_homer_sees_only_home_games_here_and_road_games_there(game: Make, seen: See) -> None:
    fortress = [game(week, "BUF", "MIA", score=(30, 10)) for week in (1, 2)]
    roadshow = [game(week, "SEA", "BUF", score=(10, 30)) for week in (1, 2)]
    at_home = think("the-homer", seen(game(9, "BUF", "KC"), *fortress))
    abroad = think("the-homer", seen(game(9, "BUF", "KC"), *roadshow))
    assert at_home.margin > abroad.margin + 3


def test_the_surfer_rides_streaks(game: Make, seen: See) -> None:
    hot = think("the-surfer", seen(game(9, "BUF", "KC"), *weeks(game, [(30, 10)] * 4)))
    cold = think("the-surfer", seen(game(9, "BUF", "KC"), *weeks(game, [(10, 30)] * 4)))
    assert hot.margin > 8
    assert cold.margin < -3
    assert hot.reasons[0] == "BUF won 4 in a row, KC lost 4 in a row"


def test_the_underdog_backs_a_live_dog_that_defends_and_drops_a_hopeless_one(game: Make, seen: See) -> None:
    live = think("the-underdog", seen(lines(game(1, "BUF", "KC"), spread=-6.0)))
    hopeless = think("the-underdog", seen(lines(game(1, "BUF", "KC"), spread=-16.0)))
    wall = [game(week, "KC", "SEA", score=(20, 0)) for week in (1, 2, 3)]
    defended = think("the-underdog", seen(lines(game(9, "BUF", "KC"), spread=-6.0), *wall))
    assert (live.picks["spread"], hopeless.picks["spread"]) == ("away", "home")
    assert defended.margin < live.margin


def test_the_scorekeeper_multiplies_attacks_and_defences(game: Make, seen: See) -> None:
    shootouts = [game(week, "BUF", "MIA", score=(45, 44)) for week in (1, 2, 3)]
    grinds = [game(week, "BUF", "MIA", score=(6, 3)) for week in (1, 2, 3)]
    high = think("the-scorekeeper", seen(game(9, "BUF", "KC"), *shootouts))
    low = think("the-scorekeeper", seen(game(9, "BUF", "KC"), *grinds))
    assert (high.picks["total"], low.picks["total"]) == ("over", "under")


def test_the_medic_marks_a_backup_down_once_it_is_announced(game: Make, seen: See) -> None:
    before = [game(week, "BUF", "MIA", score=(20, 20), home_qb="Allen") for week in (1, 2, 3)]
    fit, hurt = (seen(game(9, "BUF", "KC", home_qb=name), *before) for name in ("Allen", "Nobody"))
    early = seen(game(9, "BUF", "KC", home_qb="Nobody"), *before, ahead=timedelta(days=5))
    assert think("the-medic", hurt).margin == pytest.approx(think("the-medic", fit).margin - 5.5)
    assert think("the-medic", early).margin == think("the-medic", fit).margin
    assert "BUF starts Nobody for Allen (-5.5)" in think("the-medic", hurt).reasons


def test_the_rival_trusts_the_table_less_in_the_division(game: Make, seen: See) -> None:
    before = weeks(game, [(30, 10)] * 5)
    foreign, rivals = (
        think("the-rival", seen(game(9, "BUF", "KC", divisional=divisional), *before))
        for divisional in (False, True)
    )
    assert 0 < rivals.margin < foreign.margin / 2
    assert rivals.total < foreign.total


def test_the_market_maker_believes_the_moneyline_over_the_spread(game: Make, seen: See) -> None:
    def priced(home: int, away: int) -> Opinion:
        playing = lines(game(1, "BUF", "KC"), spread=-3.0)
        moneyline = Quote("moneyline", playing.quotes[0].taken_at, "market", "book", None, home, away)
        return think("the-market-maker", seen(replace(playing, quotes=(*playing.quotes, moneyline))))

    generous, stingy = priced(-250, 210), priced(-110, -110)
    assert (generous.picks["spread"], stingy.picks["spread"]) == ("home", "away")
    assert stingy.home_win_probability == pytest.approx(0.5)
    assert generous.home_win_probability == pytest.approx(0.6889, abs=0.001)


def test_the_veteran_stands_between_the_market_and_the_ratings(game: Make, seen: See) -> None:
    features = seen(lines(game(1, "BUF", "KC", home_elo=1700, away_elo=1500), spread=-3.0))
    assert 3 < think("the-veteran", features).margin < features.elo_margin


@pytest.mark.parametrize("expert", EXPERTS, ids=lambda expert: expert.id)
def test_every_reasoning_cites_numbers_and_every_confidence_is_a_probability(
    expert: Any, game: Make, seen: See
) -> None:
    bare = replace(game(1, "BUF", "KC"), quotes=())
    later = game(9, "BUF", "KC", home_qb="Allen", away_qb="Mahomes", wind_mph=12.0, temperature_f=41.0)
    for features in (seen(bare), seen(later, *weeks(game, [(24, 17), (10, 30), (20, 20)]))):
        opinion = expert.strategy(features)
        for category in CATEGORIES:
            assert 0.5 <= opinion.confidence[category] <= 0.99
            assert any(letter.isdigit() for letter in " ".join(opinion.reasons_for(category)))


def test_an_opinion_is_surer_the_farther_the_line_is_and_changes_sides_with_it(game: Make, seen: See) -> None:
    opinion = think("the-analyst", seen(game(1, "BUF", "KC", home_elo=1605, away_elo=1505)))
    sureness = [opinion.confidence_at("spread", point) for point in (-6.5, -3.0, 0.0, 3.0)]
    assert sureness == sorted(sureness)
    assert (opinion.side("spread", -6.5), opinion.side("spread", -7.0)) == ("home", "away")


def test_without_a_quote_the_line_is_an_estimate_and_called_one(game: Make, seen: See) -> None:
    features = seen(replace(game(1, "BUF", "KC"), quotes=()))
    assert (features.lines.margin, features.lines.total) == (2.5, 45.0)
    for expert in EXPERTS:
        opinion = expert.strategy(features)
        assert (opinion.spread_estimated, opinion.total_estimated) == (True, True)
        assert (opinion.is_estimated("winner"), opinion.is_estimated("spread")) == (False, True)
        for reason in (*opinion.reasons, *opinion.total_reasons):
            assert "the line is BUF" not in reason
            assert "the total is" not in reason
    assert think("the-analyst", features).reasons[-1].endswith("the line is estimated at BUF -2.5")
