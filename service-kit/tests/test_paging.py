"""Page tokens: values are preserved, and invalid tokens are refused."""

import base64
from datetime import UTC, datetime
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_kit.paging import InvalidPageToken, decode, encode

MOMENT = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


STORED = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
"""Text that PostgreSQL can store."""


@given(
    STORED,
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.none() | STORED,
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


def _forged(payload: bytes) -> str:
    return base64.urlsafe_b64encode(crc32(payload).to_bytes(4) + payload).decode().rstrip("=")


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (b"[9223372036854775808]", int),
        (b"[18446744073709551615]", int),
        (b"[1e999]", float),
        (b"[true", bool),
        (b"5", int),
        (b'{"0": 5}', int),
        (b'["a\\u0000b"]', str),
    ],
)
def test_forged_tokens_with_values_that_no_list_contains_are_refused(payload: bytes, kind: type):
    with pytest.raises(InvalidPageToken):
        decode(_forged(payload), kind)


@pytest.mark.parametrize("value", ["yesterday", 5, None])
def test_a_token_without_the_moment_that_is_asked_for_is_refused(value):
    with pytest.raises(InvalidPageToken):
        decode(encode([value]), datetime)


def test_the_refusal_points_at_the_field():
    with pytest.raises(InvalidPageToken) as caught:
        decode("?", str)
    assert caught.value.reason == "INVALID_PAGE_TOKEN"
    assert [violation["loc"] for violation in caught.value.violations] == [["page_token"]]
