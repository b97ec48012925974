"""Battles: only between different sides, far enough apart, always the same ones, with the right record."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_service.nfl_experts.betting.markets import Category, Side
from ai_service.nfl_experts.errors import BattleNotFound
from ai_service.nfl_experts.faces.battles.domain import (
    HeadToHead,
    Records,
    at_stake,
    battles_of,
    ranked,
    stake_of,
)
from ai_service.nfl_experts.faces.battles.names import name_of, read_name
from ai_service.nfl_experts.predictions.grading import Graded
from ai_service.nfl_experts.predictions.stance import Stance

GAME = "2025_05_KC_BUF"
NOON = datetime(2025, 10, 5, 12, tzinfo=UTC)


def stance(
    expert_id: str,
    side: Side,
    *,
    margin: float = 0.0,
    total: float = 45.0,
    category: Category = "spread",
    game_id: str = GAME,
) -> Stance:
    return Stance(expert_id, game_id, category, side, side, 0.6, margin, total)


def graded(right: str, wrong: str, *, game: int, category: Category = "spread") -> Graded:
    """Experts have one letter."""
    return Graded(f"game-{game}", category, NOON + timedelta(days=game), list(right), list(wrong))


@pytest.mark.parametrize(("margin", "battles"), [(-2.9, 0), (-3.0, 1), (-9.0, 1)])
def test_a_battle_takes_margins_three_points_apart(margin: float, battles: int) -> None:
    stances = [stance("a", "away", margin=margin), stance("b", "home", margin=0.0)]
    assert len(battles_of(stances)) == battles


def test_who_picks_the_same_side_never_battles_however_far_apart() -> None:
    stances = [stance("a", "home", margin=1.0), stance("b", "home", margin=30.0)]
    assert battles_of(stances, min_difference=0.0) == []


def test_totals_differ_by_the_totals_that_are_expected() -> None:
    stances = [
        stance("a", "over", total=51.5, margin=0.0, category="total"),
        stance("b", "under", total=40.0, margin=40.0, category="total"),
    ]
    (battle,) = battles_of(stances)
    assert (battle.category, battle.difference) == ("total", 11.5)


def test_different_games_and_categories_are_never_mixed() -> None:
    stances = [
        stance("a", "home", margin=10, game_id="one"),
        stance("b", "away", margin=-10, game_id="other"),
        stance("c", "away", margin=-10, game_id="one", category="winner"),
    ]
    assert battles_of(stances) == []


def test_battles_come_furthest_apart_first_with_the_smaller_id_as_a() -> None:
    stances = [
        stance("zoe", "home", margin=1.0),
        stance("ann", "away", margin=-4.0),
        stance("kim", "away", margin=-8.0),
    ]
    found = battles_of(stances)
    assert [(each.expert_a.expert_id, each.expert_b.expert_id, each.difference) for each in found] == [
        ("kim", "zoe", 9.0),
        ("ann", "zoe", 5.0),
    ]


def test_a_battle_has_one_name_in_every_process_that_tells_where_it_belongs() -> None:
    stances = [stance("zoe", "home", margin=1.0), stance("ann", "away", margin=-4.0)]
    names = {name_of("book", battle) for each in (stances, stances[::-1]) for battle in battles_of(each)}
    assert names == {f"book~{GAME}~spread~ann~zoe"}
    assert read_name(names.pop()) == ("book", GAME, "spread")


@pytest.mark.parametrize("name", ["", "book", "book~game~spread~a", "a~b~c~d~e~f"])
def test_a_name_that_no_battle_has_is_not_found(name: str) -> None:
    with pytest.raises(BattleNotFound):
        read_name(name)


SIDES = st.sampled_from(["home", "away"])


@given(
    sides=st.lists(st.tuples(SIDES, st.floats(-30, 30)), max_size=8),
    least=st.floats(0, 20),
    random=st.randoms(),
)
def test_exactly_the_pairs_that_qualify_battle_in_whatever_order_they_come(
    sides: list[tuple[Side, float]], least: float, random: object
) -> None:
    stances = [stance(f"expert-{n}", side, margin=margin) for n, (side, margin) in enumerate(sides)]
    found = battles_of(stances, min_difference=least)
    pairs = {(each.expert_a.expert_id, each.expert_b.expert_id) for each in found}
    assert pairs == {
        (one.expert_id, other.expert_id)
        for number, one in enumerate(stances)
        for other in stances[number + 1 :]
        if one.side != other.side and abs(one.margin - other.margin) >= least
    }
    shuffled = list(stances)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert battles_of(shuffled, min_difference=least) == found


def test_only_games_in_which_exactly_one_was_right_count() -> None:
    records = Records(
        [
            graded("a", "b", game=1),
            graded("bc", "a", game=2),
            graded("ab", "", game=3),
            graded("b", "", game=4),
            graded("a", "c", game=5),
            graded("a", "b", game=6, category="total"),
        ]
    )
    assert records.head_to_head("a", "b") == HeadToHead(2, 1, "ABA")
    assert records.head_to_head("b", "a") == HeadToHead(1, 2, "BAB")


def test_the_last_five_are_the_newest_oldest_first() -> None:
    winners = "BBBAABAA"
    rows = [
        graded(letter.lower(), "ab".replace(letter.lower(), ""), game=number)
        for number, letter in enumerate(winners)
    ]
    record = Records(reversed(rows)).head_to_head("a", "b")
    assert record == HeadToHead(4, 4, "AABAA")


def test_strangers_have_no_record() -> None:
    assert Records([]).head_to_head("a", "b") == HeadToHead(0, 0, "")


def sure(expert_id: str, side: Side, confidence: float, *, margin: float) -> Stance:
    return replace(stance(expert_id, side, margin=margin), confidence=confidence)


def test_what_is_at_stake_is_what_both_put_on_the_market_of_the_battle() -> None:
    (battle,) = battles_of([stance("a", "home", margin=9), stance("b", "away", margin=-9)])
    stakes = {
        (GAME, "a", "spread"): Decimal(300),
        (GAME, "a", "total"): Decimal(999),
        (GAME, "b", "spread"): Decimal(150),
        ("another", "b", "spread"): Decimal(999),
    }
    assert (stake_of(battle.expert_a, stakes), at_stake(battle, stakes)) == (300, 450)
    winner = replace(battle.expert_a, category="winner")
    assert stake_of(winner, {(GAME, "a", "moneyline"): Decimal(70)}) == 70


def test_battles_are_ranked_by_stakes_and_by_how_sure_both_are() -> None:
    stances = [
        sure("ann", "home", 0.60, margin=2),
        sure("bob", "away", 0.80, margin=-2),
        sure("cat", "away", 0.55, margin=-30),
        sure("the-chaos", "home", 0.99, margin=40),
    ]
    battles = battles_of(stances)
    stakes = {(GAME, "ann", "spread"): Decimal(100), (GAME, "cat", "spread"): Decimal(5)}
    order = [(each.expert_a.expert_id, each.expert_b.expert_id) for each in ranked(battles, stakes)]
    assert order == [("ann", "bob"), ("ann", "cat"), ("cat", "the-chaos"), ("bob", "the-chaos")]
    assert ranked(battles, {})[0].expert_b.expert_id == "bob", "a die is as sure as a coin"


def test_an_expert_who_is_out_comes_last_except_with_a_bet_it_placed_before() -> None:
    stances = [
        sure("ann", "home", 0.99, margin=9),
        sure("bob", "away", 0.51, margin=-9),
        sure("cat", "away", 0.99, margin=-9),
    ]
    battles = battles_of(stances)
    first = ranked(battles, {}, out={"cat"})[0]
    assert (first.expert_a.expert_id, first.expert_b.expert_id) == ("ann", "bob")
    stakes = {(GAME, "cat", "spread"): Decimal(5)}
    assert ranked(battles, stakes, out={"cat"})[0].expert_b.expert_id == "cat"
