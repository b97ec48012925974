"""The rules of a run's lifecycle, without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from service_kit.errors import InvalidArgument, NotFound, Unavailable
from task_service.runs.domain import (
    Run,
    Surroundings,
    failure_of,
    may_retry,
    retry_at,
    wait_until,
    waiting_reason,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)
PENDING = Run(
    id=UUID(int=1),
    area="ai",
    kind="report",
    status="pending",
    progress=0,
    message="",
    partial=None,
    attempts=0,
    waits_for=None,
    queued_at=None,
    user_id="ann",
    organisation_id=None,
    shared_with=[],
    request_id=None,
    result=None,
    error=None,
    error_reason=None,
    recovery=[],
    estimated_s=None,
    created_at=NOON,
    run_at=NOON,
    started_at=None,
    completed_at=None,
    expires_at=None,
)


def test_pauses_between_attempts_double():
    assert [(retry_at(NOON, attempts, 5) - NOON).seconds for attempts in (1, 2, 3)] == [5, 10, 20]


def test_a_service_that_is_away_is_looked_for_ever_more_rarely_but_twice_a_minute():
    assert [(wait_until(NOON, waits) - NOON).seconds for waits in (1, 2, 3, 6, 99)] == [1, 2, 4, 30, 30]


@pytest.mark.parametrize("error", [RuntimeError("broken"), Unavailable("away")])
def test_a_failure_that_may_pass_is_tried_three_times(error):
    assert [may_retry(error, attempts) for attempts in (1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize("error", [InvalidArgument("wrong"), NotFound("gone")])
def test_a_failure_that_will_not_pass_is_not_tried_again(error):
    assert not may_retry(error, 1)


def test_people_read_our_own_words_and_no_internals():
    assert failure_of(Unavailable("The feed does not answer")).message == "The feed does not answer"
    assert failure_of(RuntimeError("password=hunter2")).message == "Internal error"


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (NotFound("No league", reason="LEAGUE_NOT_FOUND", recovery=["Search"]), ["Search"]),
        (NotFound("No league"), ["Start a new task with other values"]),
        (Unavailable("away"), ["Retry the task in a few minutes"]),
        (RuntimeError(), ["Retry the task; if it fails again, report its task_id to the support"]),
    ],
)
def test_every_failure_says_what_to_do(error, wanted):
    assert failure_of(error).recovery == wanted


@pytest.mark.parametrize(
    ("changes", "around", "wanted"),
    [
        ({}, (0, 0, 0), "No worker is running"),
        ({"queued_at": NOON}, (1, 0, 1), "A worker takes it next"),
        ({"queued_at": NOON}, (1, 12, 1), "12 tasks are ahead of it"),
        ({}, (4, 0, 1), "4 other tasks of this account come first"),
        ({"run_at": LATER}, (0, 0, 1), "It starts at 2026-03-01 12:01:00 UTC"),
        (
            {"run_at": LATER, "error": "broken"},
            (0, 0, 1),
            "The last attempt failed; the next one is at 2026-03-01 12:01:00 UTC",
        ),
        (
            {"run_at": LATER, "waits_for": "The ai service does not answer"},
            (0, 0, 1),
            "The ai service does not answer; the next start is at 2026-03-01 12:01:00 UTC",
        ),
        ({"status": "running"}, (0, 0, 1), None),
    ],
)
def test_a_run_that_waits_says_why(changes, around, wanted):
    assert waiting_reason(replace(PENDING, **changes), Surroundings(*around), NOON) == wanted


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"status": "pending", "started_at": None}, None),
        ({"progress": 0}, None),
        ({"progress": 0, "estimated_s": 300}, 240),
        ({"progress": 0, "estimated_s": 30}, 0),
        ({"progress": 20}, 240),
        ({"progress": 20, "attempts": 2}, None),
        ({"progress": 20, "attempts": 2, "estimated_s": 300}, 240),
        ({"status": "completed", "progress": 100}, None),
    ],
)
def test_the_remaining_time_follows_the_pace_or_the_estimate(changes, wanted):
    run = replace(PENDING, status="running", attempts=1, started_at=NOON - timedelta(minutes=1))
    assert replace(run, **changes).remaining_s(NOON) == wanted
