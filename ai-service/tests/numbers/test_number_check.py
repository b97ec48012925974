"""Every number of a text is among its facts, or is flagged where it stands."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_service.models.numbers.checking import check_numbers
from ai_service.models.numbers.words import value_of

FACTS: dict[str, Any] = {
    "league": "Premier Lacrosse League",
    "founded": 2018,
    "attendance": 1187432,
    "growth": 0.456,
    "margin": -3.5,
    "share": 45.6,
    "teams": ["Archers", "Atlas", "Cannons", "Chaos"],
    "rank": 3,
    "kickoff": "2026-11-30T20:15:00Z",
    "note": "The final was played on 2026-06-07 before 12,500 people",
    "is_active": True,
}

SUPPORTED = (
    "Founded in 2018.",
    "1,187,432 people came",
    "1 187 432 people came".replace(" ", "\u202f"),
    "1.2 million people",
    "1.19m people",
    "about 1,200,000 people",
    "over 1,000,000 people",
    "1187k people",
    "45.6% growth",
    "46 percent growth",
    "forty-six percent",
    "45.6 points",
    "a margin of -3.5",
    "a decline of 3.5",
    "it fell by 3.5, or 4 when rounded",
    "the four teams",
    "ranked 3rd",
    "ranked third",
    "on 30 November 2026 at 20:15",
    "on November 30",
    "in November 2026",
    "on Nov. 30, 2026",
    "on 2026-11-30",
    "2026-11-30T20:15:00Z",
    "in 2026",
    "12,500 watched it on 7 June",
    "12.5 thousand",
    "twelve thousand five hundred",
    "One of the best, first of all, in half the time",
    "1. The first point\n2. Another one\n## 7. A heading",
    "as reported [1], [27]",
    "an F1 team, the U20 final, in 3D",
    "no numbers at all",
    "",
)
UNSUPPORTED = (
    ("Founded in 2017.", "2017"),
    ("1,187,433 people", "1,187,433"),
    ("1.3 million people", "1.3 million"),
    ("1,200,000 people", "1,200,000"),
    ("$1.2 billion", "$1.2 billion"),
    ("47% growth", "47%"),
    ("growth of 0.5 %", "0.5 %"),
    ("a margin of +3.5", "+3.5"),
    ("the five teams", "five"),
    ("ranked 2nd", "2nd"),
    ("ranked fifth", "fifth"),
    ("on 29 November 2026", "29 November 2026"),
    ("on 30 November 2025", "30 November 2025"),
    ("on November 29", "November 29"),
    ("in October 2026", "October 2026"),
    ("at 20:16", "20:16"),
    ("twenty-five clubs", "twenty-five"),
    ("three hundred thousand viewers", "three hundred thousand"),
    ("1e9 viewers", "1e9"),
    ("a 7-point lead", "7"),
    ("0 people", "0"),
    ("1.000.000 people", "1.000.000"),
    ("it doubled to 2½ million", "2½ million"),
)


@pytest.mark.parametrize("text", SUPPORTED)
def test_a_number_of_the_facts_is_supported(text: str):
    assert check_numbers(text, FACTS).unsupported == ()


@pytest.mark.parametrize(("text", "wrong"), UNSUPPORTED)
def test_another_number_is_flagged_where_it_stands(text: str, wrong: str):
    (found,) = check_numbers(text, FACTS).unsupported
    assert (found.text, text[found.start : found.end]) == (wrong, wrong)


def test_numbers_are_counted_and_only_the_wrong_ones_are_flagged():
    text = "Four teams, 1.2 million people, 99 sponsors and ranked 3rd; 98% agree."
    check = check_numbers(text, FACTS)
    assert (check.numbers, [wrong.text for wrong in check.unsupported]) == (5, ["99", "98%"])


def test_facts_can_be_a_text():
    check = check_numbers("It has 8 teams and 9 owners", "8 teams, founded in 2018")
    assert [wrong.text for wrong in check.unsupported] == ["9"]


def test_nothing_is_rounded_to_zero_and_truth_values_are_no_numbers():
    assert check_numbers("0 people", {"people": 0.2, "active": False}).unsupported
    assert check_numbers("0 people", {"people": 0}).unsupported == ()
    assert check_numbers("only 1 of 5", {"active": True, "clubs": 5}).unsupported[0].text == "1"


NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False)


@given(fact=NUMBERS, places=st.integers(0, 3), way=st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))
def test_a_fact_is_supported_with_any_number_of_decimals(fact: Decimal, places: int, way: str):
    written = fact.quantize(Decimal(1).scaleb(-places), rounding=way)
    if written:
        text = f"It was {written:,} in the end"
        assert check_numbers(text, {"it": float(fact)}).unsupported == ()


@given(facts=st.lists(NUMBERS, max_size=8), stated=NUMBERS, places=st.integers(0, 3))
def test_a_number_that_no_fact_rounds_to_is_flagged(facts: list[Decimal], stated: Decimal, places: int):
    written = abs(stated.quantize(Decimal(1).scaleb(-places)))
    unit = Decimal(1).scaleb(-places)
    is_near = any(abs(abs(fact) - written) * 2 <= unit for fact in facts) or written == len(facts)
    text = f"It was {written:,} in the end"
    flagged = check_numbers(text, [float(fact) for fact in facts]).unsupported
    expected = [] if written and is_near else [f"{written:,}"]
    if written:
        assert [wrong.text for wrong in flagged] == expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
PROSE = st.lists(
    st.text(max_size=12)
    | st.sampled_from(
        ["2026-13-40", "1e999", "99:99", "3½", "५", "²", "1,2,3", "--4", "$", "%", "May", "hundred"]
    )
    | st.integers().map(str),
    max_size=12,
).map(" ".join)


@given(text=PROSE, facts=JSON)
def test_any_text_can_be_checked_and_positions_point_into_it(text: str, facts: Any):
    check = check_numbers(text, facts)
    ends = 0
    for wrong in check.unsupported:
        assert ends <= wrong.start < wrong.end <= len(text)
        assert text[wrong.start : wrong.end] == wrong.text
        ends = wrong.end
    assert len(check.unsupported) <= check.numbers


@given(text=PROSE)
def test_a_text_is_supported_by_itself(text: str):
    assert check_numbers(text, text).unsupported == ()


ONES = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spelled(number: int) -> str:
    if number >= 1000:
        rest = f" {spelled(number % 1000)}" if number % 1000 else ""
        return f"{spelled(number // 1000)} thousand{rest}"
    if number >= 100:
        rest = f" and {spelled(number % 100)}" if number % 100 else ""
        return f"{ONES[number // 100]} hundred{rest}"
    if number < 20:
        return ONES[number]
    return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")


@given(number=st.integers(2, 999_999))
def test_a_number_in_words_has_its_value(number: int):
    assert value_of(spelled(number)) == number
    assert check_numbers(f"They won {spelled(number)} games", {"games": number}).unsupported == ()
    (wrong,) = check_numbers(f"They won {spelled(number)} games", {"games": -1}).unsupported
    assert wrong.text == spelled(number)
