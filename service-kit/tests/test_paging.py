"""Page tokens: values are preserved, and invalid tokens are refused."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_kit.paging import InvalidPageToken, decode, encode

MOMENT = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


@given(
    st.text(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.none() | st.text(),
)
def test_a_sort_key_survives(text: str, number: int, score: float, maybe: str | None):
    assert decode(encode([text, number, score, maybe]), str, int, float, str | None) == [
        text,
        number,
        score,
        maybe,
    ]


def test_a_moment_comes_back_as_a_moment():
    assert decode(encode([MOMENT, "a"]), datetime, str) == [MOMENT, "a"]


def test_a_token_is_made_of_characters_that_a_url_carries_unchanged():
    assert encode([MOMENT, "ä/?&=+ %"]).replace("-", "").replace("_", "").isalnum()


@given(st.text(max_size=40))
def test_invented_tokens_are_refused(token: str):
    with pytest.raises(InvalidPageToken):
        decode(token, str)


@pytest.mark.parametrize(
    "token",
    [
        encode(["a"])[:-1],
        "A" + encode(["a"])[1:],
        encode(["a"]) + "AAAA",
        encode(["a", "b"]),
        encode([1]),
        encode([]),
    ],
)
def test_damaged_tokens_and_those_of_another_list_are_refused(token: str):
    with pytest.raises(InvalidPageToken):
        decode(token, str)


@pytest.mark.parametrize("value", ["yesterday", 5, None])
def test_a_token_without_the_moment_that_is_asked_for_is_refused(value):
    with pytest.raises(InvalidPageToken):
        decode(encode([value]), datetime)


def test_the_refusal_points_at_the_field():
    with pytest.raises(InvalidPageToken) as caught:
        decode("?", str)
    assert caught.value.reason == "INVALID_PAGE_TOKEN"
    assert [violation["loc"] for violation in caught.value.violations] == [["page_token"]]
