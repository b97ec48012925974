"""The judgement of refresh tokens, and how failures slow down attempts: no I/O."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth_service.sessions import refresh_tokens
from auth_service.sessions.domain import Lifetime, Session, Verdict, issue_time, judge
from auth_service.sessions.refresh_tokens import RefreshToken
from auth_service.sessions.throttle import (
    ACCOUNT,
    NETWORK,
    PAIR,
    Failures,
    Standing,
    after_failure,
    seconds_to_wait,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = b"k" * 32
SESSION = Session(
    id=uuid4(),
    user_id=uuid4(),
    organisation_id=None,
    counter=5,
    rotated_at=NOW,
    token_issued_at=0,
    device=None,
    ip=None,
    created_at=NOW,
    last_used_at=NOW,
    ended_at=None,
)


@given(st.uuids(), st.integers(0, 2**63))
def test_a_refresh_token_is_read_as_it_was_written(session_id: UUID, counter: int):
    token = RefreshToken(session_id, counter)
    assert refresh_tokens.decode(refresh_tokens.encode(token, KEY), KEY) == token


@given(st.integers(0, 39), st.integers(1, 255))
def test_a_refresh_token_that_was_changed_anywhere_is_refused(position: int, flip: int):
    text = refresh_tokens.encode(RefreshToken(uuid4(), 7), KEY)
    sealed = bytearray(base64.urlsafe_b64decode(text.removeprefix("r1.") + "=="))
    sealed[position] ^= flip
    changed = f"r1.{base64.urlsafe_b64encode(sealed).decode().rstrip('=')}"
    assert refresh_tokens.decode(changed, KEY) is None


@pytest.mark.parametrize("text", ["", "r1.", "r1.!!!!", "r2.AAAA", "r1." + "A" * 54, "alt_key", "é"])
def test_text_that_is_no_refresh_token_is_refused(text: str):
    assert refresh_tokens.decode(text, KEY) is None


def test_a_refresh_token_of_another_mesh_is_refused():
    assert refresh_tokens.decode(refresh_tokens.encode(RefreshToken(uuid4(), 1), b"o" * 32), KEY) is None


@pytest.mark.parametrize(
    ("counter", "seconds", "verdict"),
    [
        (5, 0, Verdict.ROTATE),
        (5, 10**6, Verdict.ROTATE),
        (4, 60, Verdict.LOST_ANSWER),
        (4, 61, Verdict.REUSED),
        (3, 0, Verdict.REUSED),
        (3, 10, Verdict.REUSED),
        (0, 9, Verdict.REUSED),
        (0, 3600, Verdict.REUSED),
        (6, 0, Verdict.UNKNOWN),
    ],
)
def test_a_token_is_judged_by_how_far_behind_and_how_late_it_is(counter, seconds, verdict):
    assert judge(SESSION, counter, NOW + timedelta(seconds=seconds)) is verdict


def test_a_session_ends_without_use_and_in_any_case_after_its_longest_life():
    lifetime = Lifetime(timedelta(days=30), timedelta(days=7))
    assert not SESSION.is_over(lifetime, NOW + timedelta(days=6, hours=23))
    assert SESSION.is_over(lifetime, NOW + timedelta(days=7))
    used = replace(SESSION, last_used_at=NOW + timedelta(days=29))
    assert used.expires_at(lifetime) == NOW + timedelta(days=30)


def test_a_token_after_a_revocation_in_the_same_second_is_newer_than_it():
    second = int(NOW.timestamp())
    assert issue_time(NOW, 0) == second
    assert issue_time(NOW + timedelta(milliseconds=10), second) == second + 1


def test_five_failures_of_a_pair_are_free_and_then_the_wait_doubles_up_to_a_quarter_of_an_hour():
    found, now, waits = None, NOW, []
    for _ in range(12):
        found = after_failure(found, PAIR, now)
        waits.append(seconds_to_wait(Standing(pair=found), now))
        now += timedelta(seconds=waits[-1])
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]


def test_failures_of_a_pair_are_forgotten_after_an_hour_of_peace():
    found = Failures(9, NOW, NOW, NOW + timedelta(minutes=8))
    assert after_failure(found, PAIR, NOW + timedelta(hours=1)).count == 1
    assert after_failure(found, PAIR, NOW + timedelta(minutes=59)).count == 10


def test_an_attacked_account_is_slow_for_strange_networks_and_free_for_its_own():
    found = None
    for _ in range(ACCOUNT.free):
        found = after_failure(found, ACCOUNT, NOW)
    assert seconds_to_wait(Standing(account=found), NOW) == 60
    assert seconds_to_wait(Standing(account=found, network_is_known=True), NOW) == 0


def test_a_network_that_tries_many_accounts_waits_until_its_window_is_over():
    found, now = None, NOW
    for _ in range(NETWORK.free):
        found = after_failure(found, NETWORK, now)
        now += timedelta(seconds=1)
    assert seconds_to_wait(Standing(network=found), now) == 899
    assert seconds_to_wait(Standing(network=found, network_is_known=True), now) == 0
    assert after_failure(found, NETWORK, NOW + timedelta(minutes=15)).count == 1


@given(st.lists(st.integers(0, 4000), max_size=60))
def test_no_history_of_failures_makes_anybody_wait_longer_than_a_quarter_of_an_hour(pauses: list[int]):
    found, now = None, NOW
    for pause in pauses:
        now += timedelta(seconds=pause)
        found = after_failure(found, PAIR, now)
        assert seconds_to_wait(Standing(pair=found), now) <= 900
