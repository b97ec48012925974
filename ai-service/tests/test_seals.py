"""Seals: whoever changes, drops, adds or moves a prediction later is found out at the first such place."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_service.nfl_experts.predictions.seal import GENESIS, Verification, canonical, salt_of, seal, verify

SECRET = b"only the book knows"


@dataclass(frozen=True)
class Sealed:
    """A link as stored."""

    position: int
    previous_hash: str
    hash: str
    salt: str | None
    content: str | None


def chain(contents: Sequence[str]) -> list[Sealed]:
    links: list[Sealed] = []
    head = GENESIS
    for position, content in enumerate(contents, start=1):
        salt = salt_of(SECRET, f"pred_{position}")
        links.append(Sealed(position, head, seal(content, salt=salt, previous_hash=head), salt, content))
        head = links[-1].hash
    return links


def picks(count: int) -> list[str]:
    return [canonical({"game_id": "2025_05_KC_BUF", "number": number}) for number in range(count)]


def test_the_hash_is_what_the_documents_say_anybody_can_compute() -> None:
    content = canonical({"prediction": "KC -2.5", "confidence": 0.78})
    assert content == '{"confidence":0.78,"prediction":"KC -2.5"}'
    expected = hashlib.sha256(f"{GENESIS}salt{content}".encode()).hexdigest()
    assert seal(content, salt="salt") == expected


def test_equal_predictions_have_one_text_whatever_the_order_zone_or_type() -> None:
    noon = datetime(2025, 10, 5, 12, tzinfo=UTC)
    abroad = noon.astimezone(timezone(timedelta(hours=-4)))
    assert canonical({"b": noon, "a": Decimal("1.50")}) == canonical({"a": "1.50", "b": abroad})
    assert canonical({"team": "Ñ", "at": noon}) == '{"at":"2025-10-05T12:00:00Z","team":"Ñ"}'


@pytest.mark.parametrize("content", [{"margin": float("nan")}, {"margin": float("inf")}])
def test_a_number_without_a_json_form_is_refused(content: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical(content)


def test_a_value_without_a_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no canonical form of set"):
        canonical({"reasons": {1, 2}})


def test_salts_need_the_secret_and_differ_by_prediction() -> None:
    assert salt_of(SECRET, "pred_1") == salt_of(SECRET, "pred_1")
    assert len({salt_of(SECRET, "pred_1"), salt_of(SECRET, "pred_2"), salt_of(b"other", "pred_1")}) == 3


def test_an_empty_chain_is_valid_and_begins_at_zero() -> None:
    assert verify([]) == Verification(0, None, GENESIS)


@given(count=st.integers(1, 8))
def test_a_chain_as_it_was_made_is_valid_revealed_or_not(count: int) -> None:
    links = chain(picks(count))
    hidden = [replace(link, salt=None, content=None) for link in links]
    assert verify(links) == verify(hidden) == Verification(count, None, links[-1].hash)


@given(data=st.data(), count=st.integers(2, 8))
def test_a_changed_prediction_is_found_at_its_place(data: st.DataObject, count: int) -> None:
    links = chain(picks(count))
    changed = data.draw(st.integers(0, count - 1))
    links[changed] = replace(links[changed], content=canonical({"game_id": "another"}))
    assert verify(links).broken_position == changed + 1


@given(data=st.data(), count=st.integers(2, 8))
def test_a_prediction_that_is_sealed_anew_breaks_the_link_after_it(data: st.DataObject, count: int) -> None:
    links = chain(picks(count))
    changed = data.draw(st.integers(0, count - 2))
    content = canonical({"game_id": "another"})
    previous, salt = links[changed].previous_hash, links[changed].salt or ""
    forged = seal(content, salt=salt, previous_hash=previous)
    links[changed] = replace(links[changed], content=content, hash=forged)
    assert verify(links).broken_position == changed + 2


@given(data=st.data(), count=st.integers(2, 8))
def test_a_missing_prediction_is_found(data: st.DataObject, count: int) -> None:
    links = chain(picks(count))
    del links[data.draw(st.integers(0, count - 2))]
    assert verify(links).broken_position is not None


def test_two_predictions_that_changed_places_are_found_at_the_first() -> None:
    links = chain(picks(4))
    links[1], links[2] = links[2], links[1]
    assert verify(links).broken_position == 2


def test_checking_goes_on_after_the_first_break_so_that_all_are_counted() -> None:
    links = chain(picks(5))
    links[0] = replace(links[0], content="{}")
    verification = verify(links)
    assert (verification.checked, verification.broken_position, verification.head) == (5, 1, links[-1].hash)
