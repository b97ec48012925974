"""The rules of a run's lifecycle, without a database."""

from types import SimpleNamespace
from typing import Any

import pytest

from service_kit.errors import InvalidArgument, NotFound, Unavailable
from task_service.queue.engine import AlwaysAgain, TryAgain
from task_service.runs.domain import may_retry, public_error, retry_delay


def test_pauses_between_attempts_double():
    assert [retry_delay(attempts, 5) for attempts in (1, 2, 3)] == [5, 10, 20]


@pytest.mark.parametrize("error", [RuntimeError("broken"), Unavailable("away")])
def test_a_failure_that_may_pass_is_tried_three_times(error):
    assert [may_retry(error, attempts) for attempts in (1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize("error", [InvalidArgument("wrong"), NotFound("gone")])
def test_a_failure_that_will_not_pass_is_not_tried_again(error):
    assert not may_retry(error, 1)


def test_people_read_our_own_words_and_no_internals():
    assert public_error(Unavailable("The feed does not answer")) == "The feed does not answer"
    assert public_error(RuntimeError("password=hunter2")) == "Internal error"


@pytest.mark.parametrize("error", [TryAgain(0), TryAgain(7.5), RuntimeError(), KeyboardInterrupt()])
def test_the_engine_never_lets_a_job_fail_for_good(error):
    job: Any = SimpleNamespace(id=7, task_kwargs={})
    assert AlwaysAgain().get_retry_decision(exception=error, job=job) is not None
