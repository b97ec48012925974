"""The fifteen: who they are, and how what they say reads."""

from pathlib import Path

import pytest

from ai_service.nfl_experts.betting.markets import Side
from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.roster import BY_ID, EXPERTS
from ai_service.nfl_experts.experts.words import pick_text, reasoning

DOCUMENTED = {
    "the-analyst": ("The Analyst", "📊"),
    "the-gambler": ("The Gambler", "🎲"),
    "sharp-money-follower": ("Sharp Money Follower", "💰"),
    "the-rebel": ("The Rebel", "✊"),
    "the-chaos": ("The Chaos", "🌀"),
}


def test_there_are_fifteen_experts_and_no_two_share_anything_that_tells_them_apart() -> None:
    assert len(EXPERTS) == 15
    for trait in ("id", "name", "emoji", "strategy", "creed", "voice", "specialization_category"):
        assert len({getattr(expert, trait) for expert in EXPERTS}) == 15, trait


def test_the_documented_five_are_there_under_their_names() -> None:
    assert {
        expert_id: (BY_ID[expert_id].name, BY_ID[expert_id].emoji) for expert_id in DOCUMENTED
    } == DOCUMENTED


def test_the_analyst_is_described_as_documented() -> None:
    analyst = EXPERTS[0]
    assert (analyst.archetype, analyst.specialization_category, analyst.specialization_weight) == (
        "data_driven",
        "statistical_analysis",
        0.90,
    )


def test_who_reads_the_market_or_the_day_decides_late() -> None:
    assert {expert.id for expert in EXPERTS if expert.decides == "late"} == {
        "sharp-money-follower",
        "the-meteorologist",
        "the-medic",
        "the-market-maker",
        "the-veteran",
    }


def test_a_reasoning_says_why_in_the_experts_voice_and_that_a_rule_wrote_it() -> None:
    opinion = Opinion(3.0, 41.0, 0.6, 2.5, 44.0, 13.0, ("Elo 1612 against 1540",), ("wind 22 mph",))
    spread = reasoning(BY_ID["the-analyst"], opinion, "spread")
    total = reasoning(BY_ID["the-analyst"], opinion, "total")
    assert (spread.text, spread.source) == ("The numbers: Elo 1612 against 1540.", "rule")
    assert total.text == "The numbers: wind 22 mph."


@pytest.mark.parametrize(
    ("side", "point", "text"),
    [
        ("away", 2.5, "KC -2.5"),
        ("home", 2.5, "BUF +2.5"),
        ("home", -3.0, "BUF -3"),
        ("away", 0.0, "KC PK"),
        ("home", -0.0, "BUF PK"),
        ("over", 47.5, "over 47.5"),
        ("under", 44.0, "under 44"),
        ("away", None, "KC"),
    ],
)
def test_picks_read_as_people_write_them(side: Side, point: float | None, text: str) -> None:
    assert pick_text(side, home="BUF", away="KC", point=point) == text


def test_the_readme_tells_every_experts_strategy() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    for expert in EXPERTS:
        row = f"| {expert.emoji} `{expert.id}` | {expert.decides} | {expert.risk.style} | {expert.creed} |"
        assert row in readme
