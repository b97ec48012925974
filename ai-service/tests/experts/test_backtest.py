"""The experts on ten real seasons: different from one another, and as good as their strategies allow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from statistics import fmean

import pytest

from ai_service.nfl_experts.betting.markets import CATEGORIES, Category
from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import features_of
from ai_service.nfl_experts.experts.history import SeasonHistory
from ai_service.nfl_experts.experts.roster import EXPERTS
from ai_service.nfl_experts.facts.season import GameFacts, SeasonFacts

WINNER = CATEGORIES.index("winner")


@dataclass(frozen=True)
class Seen:
    """What an expert thought of a game that has ended."""

    opinion: Opinion
    picks: tuple[str, ...]
    """Its sides against the closing lines."""
    margin: int


def seen_of(game: GameFacts, opinion: Opinion) -> Seen:
    result = game.results[0]
    picks = [opinion.side(category, closing(game, category)) for category in CATEGORIES]
    return Seen(opinion, tuple(picks), result.home_score - result.away_score)


def closing(game: GameFacts, category: Category) -> float:
    quote = game.standing(category, game.kickoff)
    return quote.point if quote and quote.point is not None else 0.0


pytestmark = pytest.mark.xdist_group("backtest")  # ten seasons are predicted once, not once a worker


@pytest.fixture(scope="module")
def record(real_seasons: Mapping[int, SeasonFacts]) -> Mapping[str, list[Seen]]:
    """Early experts decide five days before kick-off, late ones ninety minutes before it."""
    record: dict[str, list[Seen]] = {expert.id: [] for expert in EXPERTS}
    for facts in real_seasons.values():
        history = SeasonHistory(facts)
        for game in facts.games:
            early, late = (
                features_of(history, game, at=game.kickoff - ahead)
                for ahead in (timedelta(days=5), timedelta(minutes=90))
            )
            for expert in EXPERTS:
                opinion = expert.strategy(early if expert.decides == "early" else late)
                record[expert.id].append(seen_of(game, opinion))
    return record


def accuracy(seen: list[Seen]) -> float:
    """The share of winners named, ties left out."""
    decided = [one for one in seen if one.margin]
    return fmean((one.picks[WINNER] == "home") == (one.margin > 0) for one in decided)


def brier(seen: list[Seen]) -> float:
    """The mean squared error of the home team's probability."""
    return fmean((one.opinion.home_win_probability - (one.margin > 0)) ** 2 for one in seen if one.margin)


def test_ten_seasons_are_there(record: Mapping[str, list[Seen]]) -> None:
    assert len(record["the-analyst"]) == 2743


def test_no_two_experts_pick_alike(record: Mapping[str, list[Seen]]) -> None:
    picks = {expert_id: [pick for one in seen for pick in one.picks] for expert_id, seen in record.items()}
    for one, other in combinations(picks, 2):
        agreement = fmean(a == b for a, b in zip(picks[one], picks[other], strict=True))
        assert agreement < 0.90, (one, other)


@pytest.mark.parametrize("category", CATEGORIES)
def test_no_two_experts_pick_alike_in_any_category(
    record: Mapping[str, list[Seen]], category: Category
) -> None:
    place = CATEGORIES.index(category)
    picks = {expert_id: [one.picks[place] for one in seen] for expert_id, seen in record.items()}
    for one, other in combinations(picks, 2):
        agreement = fmean(a == b for a, b in zip(picks[one], picks[other], strict=True))
        assert agreement < 0.95, (one, other)


def test_no_expert_always_takes_the_same_side(record: Mapping[str, list[Seen]]) -> None:
    for expert_id, seen in record.items():
        for place in range(len(CATEGORIES)):
            share = fmean(one.picks[place] in ("home", "over") for one in seen)
            assert 0.15 < share < 0.85, (expert_id, CATEGORIES[place], share)


def test_the_analyst_names_more_than_sixty_per_cent_of_the_winners(record: Mapping[str, list[Seen]]) -> None:
    assert accuracy(record["the-analyst"]) > 0.62
    assert brier(record["the-analyst"]) < 0.225


def test_the_market_maker_is_as_good_as_the_market_and_the_chaos_no_better_than_a_coin(
    record: Mapping[str, list[Seen]],
) -> None:
    assert accuracy(record["the-market-maker"]) > 0.65
    assert brier(record["the-market-maker"]) < 0.215
    assert 0.47 < accuracy(record["the-chaos"]) < 0.53


def test_everybody_but_the_chaos_beats_a_coin(record: Mapping[str, list[Seen]]) -> None:
    assert {expert_id for expert_id, seen in record.items() if accuracy(seen) < 0.57} == {"the-chaos"}


@pytest.mark.parametrize(
    "expert_id", ["the-analyst", "sharp-money-follower", "the-market-maker", "the-veteran"]
)
def test_the_probabilities_of_the_sober_ones_come_true(
    record: Mapping[str, list[Seen]], expert_id: str
) -> None:
    """In each bin of ten per cent with enough games, as many home teams win as were expected to."""
    bins: dict[int, list[Seen]] = {}
    for one in record[expert_id]:
        bins.setdefault(int(one.opinion.home_win_probability * 10), []).append(one)
    for seen in bins.values():
        if len(seen) >= 150:
            expected = fmean(one.opinion.home_win_probability for one in seen)
            observed = fmean((one.margin > 0) + 0.5 * (one.margin == 0) for one in seen)
            assert observed == pytest.approx(expected, abs=0.08), (expert_id, len(seen))


def test_the_bold_are_surer_than_right(record: Mapping[str, list[Seen]]) -> None:
    for expert_id in ("the-gambler", "the-chaos"):
        seen = record[expert_id]
        sure = fmean(one.opinion.confidence["winner"] for one in seen)
        assert sure > accuracy(seen) + 0.1
