"""When sessions are looked at: properties of the time table, whatever happens between two looks."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from league_service.f1.checks.domain import (
    ABANDONED_AFTER,
    WATCHED_AFTER_SEASON,
    Check,
    FirstResult,
    Watched,
    due_at,
    next_due,
    state_of,
)

START = datetime(2026, 6, 7, 13, tzinfo=UTC)
END = START + timedelta(days=180)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KINDS = st.sampled_from(["sprint", "race"])
PAUSES = st.lists(st.timedeltas(timedelta(minutes=1), timedelta(days=20)), max_size=80)
UNTIL = END + WATCHED_AFTER_SEASON


def session(kind: str = "race", first: datetime | None = None) -> Watched:
    known = None if first is None else FirstResult(first, first)
    return Watched(kind, START, "scheduled", END, known)


def looked(watched: Watched, now: datetime) -> Watched:
    """The session after all that is due was looked at."""
    while (due := due_at(watched, now)) is not None:
        watched = replace(watched, checks=(*watched.checks, Check(due.kind, due.at, now)))
    return watched


@given(KINDS, PAUSES, st.integers(2, 60))
def test_three_checks_take_place_once_each_and_never_early(
    kind: str, pauses: list[timedelta], hours: int
) -> None:
    first = START + hours * HOUR
    watched, now = session(kind, first), first
    for pause in pauses:
        now += pause
        watched = looked(watched, now)
    three = [check for check in watched.checks if check.kind == "check"]
    passed = sum(first + number * DAY <= now for number in (1, 2, 3))
    assert [check.due_at for check in three] == [first + number * DAY for number in range(1, passed + 1)]
    assert watched.checks_done == passed
    assert all(check.checked_at >= check.due_at for check in watched.checks)
    assert max(Counter((check.kind, check.due_at) for check in watched.checks).values(), default=1) == 1


@given(PAUSES)
def test_weekly_checks_are_one_for_each_pause_and_end_with_the_season(pauses: list[timedelta]) -> None:
    watched, now = session(first=START + 2 * HOUR), START + 3 * DAY
    for pause in pauses:
        now += pause
        before = len([check for check in watched.checks if check.kind == "weekly"])
        watched = looked(watched, now)
        weekly = [check for check in watched.checks if check.kind == "weekly"]
        assert len(weekly) - before in (0, 1)
    assert all(check.due_at <= UNTIL for check in watched.checks)


@given(KINDS, PAUSES)
def test_polls_begin_after_the_session_and_are_hourly_then_daily(kind: str, pauses: list[timedelta]) -> None:
    watched, now = session(kind), START
    for pause in pauses:
        now += pause
        watched = looked(watched, now)
    begin = START + (HOUR if kind == "sprint" else 2 * HOUR)
    for check in watched.checks:
        assert check.kind == "poll"
        assert begin <= check.due_at <= check.checked_at
        step, since = (
            (HOUR, begin) if check.due_at < START + ABANDONED_AFTER else (DAY, START + ABANDONED_AFTER)
        )
        assert (check.due_at - since) % step == timedelta()


@given(KINDS, PAUSES, st.none() | st.integers(2, 60))
def test_the_next_look_is_what_becomes_due(kind: str, pauses: list[timedelta], hours: int | None) -> None:
    first = None if hours is None else START + hours * HOUR
    watched, now = session(kind, first), first or START
    for pause in pauses:
        now += pause
        watched = looked(watched, now)
        following = next_due(watched, now)
        if following is not None:
            assert following.at > now
            assert due_at(watched, following.at - timedelta(seconds=1)) is None
            assert due_at(watched, following.at) == following


@given(PAUSES)
def test_a_state_never_goes_back(pauses: list[timedelta]) -> None:
    order = ["provisional", "verified", "official"]
    watched, now = session(first=START + 2 * HOUR), START + 2 * HOUR
    state = "provisional"
    for pause in pauses:
        now += pause
        watched = looked(watched, now)
        found, done = state_of(watched, "official", now)
        assert order.index(found) >= order.index(state)
        assert (found == "official") == (done == 3)
        state = found


def test_an_old_result_that_is_imported_is_official_and_not_checked_three_times() -> None:
    first = FirstResult(START + 30 * DAY, START + 2 * HOUR)
    watched = Watched("race", START, "scheduled", END, first)
    assert state_of(watched, "official", START + 30 * DAY) == ("official", 0)
    assert due_at(watched, START + 36 * DAY) is None
    assert due_at(watched, START + 37 * DAY) is not None
    ended = replace(watched, season_ends_at=START)
    assert next_due(ended, START + 60 * DAY) is None


def test_a_session_that_is_called_off_or_gives_no_points_is_not_looked_at() -> None:
    later = START + 5 * DAY
    assert next_due(replace(session(), status="cancelled"), later) is None
    assert next_due(replace(session(), kind="qualifying"), later) is None
    assert state_of(replace(session(), status="postponed"), None, later) == ("postponed", 0)
