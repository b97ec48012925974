"""The parts of a call that need no network: breaker, retry budget, deadlines, running calls."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service_kit.errors import DeadlineExceeded, DomainError, NotFound
from service_kit.rpc.breaker import Breaker, State
from service_kit.rpc.deadline import remaining_s, set_deadline, time_for
from service_kit.rpc.diagnostics import CheckResult, Diagnostics
from service_kit.rpc.retries import RetryBudget, retry_pause
from service_kit.rpc.traffic import Traffic


class Time:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(autouse=True)
def no_deadline() -> Iterator[None]:
    set_deadline(None)
    yield
    set_deadline(None)


def opened(time: Time) -> Breaker:
    breaker = Breaker(threshold=3, now=time)
    for _ in range(3):
        breaker.failed()
    return breaker


def test_a_breaker_opens_after_failures_in_a_row(time):
    breaker = Breaker(threshold=3, now=time)
    for _ in range(2):
        breaker.failed()
    assert breaker.admits()
    breaker.failed()
    assert not breaker.admits()
    assert breaker.retry_after_s > 0


def test_a_success_in_between_starts_the_count_again(time):
    breaker = Breaker(threshold=3, now=time)
    for _ in range(10):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()
    assert breaker.state is State.CLOSED


def test_after_a_pause_one_call_tries_and_a_success_closes_it(time):
    breaker = opened(time)
    time.now += 1
    assert [breaker.admits(), breaker.admits()] == [True, False]
    breaker.succeeded()
    assert breaker.state is State.CLOSED
    assert breaker.admits()


def test_each_failed_try_doubles_the_pause_up_to_a_limit(time):
    breaker = opened(time)
    seen = []
    for _ in range(8):
        seen.append(breaker.retry_after_s)
        time.now += 60
        assert breaker.admits()
        breaker.failed()
    assert seen[:4] == [0.5, 1, 2, 4]
    assert seen[-1] == 8


def test_a_try_whose_caller_left_lets_the_next_one_try(time):
    breaker = opened(time)
    time.now += 1
    assert breaker.admits()
    breaker.abandoned()
    assert breaker.admits()


def test_a_connection_that_is_back_is_tried_without_waiting(time):
    breaker = opened(time)
    assert not breaker.admits()
    assert breaker.admits(reconnected=True)


def test_the_breaker_tells_each_change_of_state(time):
    seen: list[State] = []
    breaker = Breaker(threshold=1, on_change=seen.append, now=time)
    breaker.failed()
    time.now += 1
    breaker.admits()
    breaker.succeeded()
    breaker.succeeded()
    assert seen == [State.OPEN, State.HALF_OPEN, State.CLOSED]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
@given(st.lists(st.sampled_from(["admit", "succeed", "fail", "abandon", "wait"]), max_size=60))
def test_no_order_of_events_shuts_the_breaker_for_good(events):
    time = Time()
    breaker = Breaker(now=time)
    for event in events:
        match event:
            case "admit":
                breaker.admits()
            case "succeed":
                breaker.succeeded()
            case "fail":
                breaker.failed()
            case "abandon":
                breaker.abandoned()
            case _:
                time.now += 1
    if breaker.state is State.HALF_OPEN:
        breaker.abandoned()
    time.now += 10
    assert breaker.admits()


def test_retries_are_a_share_of_the_traffic():
    budget = RetryBudget(share=0.2, burst=10)
    for _ in range(10):
        assert budget.spend()
    assert not budget.spend()
    granted = 0
    for _ in range(1000):
        budget.earn()
        granted += budget.spend()
    assert 195 <= granted <= 200


def test_pauses_between_retries_grow_and_stay_short():
    found = [retry_pause(failures) for failures in range(1, 21)]
    assert 0.01 <= found[0] <= 0.02
    assert all(0.01 <= pause <= 0.4 for pause in found)
    assert found[-1] >= 0.2


def test_a_call_takes_what_it_wants_where_nobody_set_a_limit():
    assert time_for(30) == 30
    assert remaining_s() is None


def test_a_call_takes_at_most_what_is_left():
    set_deadline(1)
    assert time_for(0.5) == 0.5
    assert 0.9 < time_for(30) <= 1
    set_deadline(0)
    with pytest.raises(DeadlineExceeded):
        time_for(30)


class Running:
    def __init__(self, ends: float, *, is_stream: bool = False) -> None:
        self.ends, self.is_stream = ends, is_stream
        self.stopped: asyncio.Future[DomainError] = asyncio.get_running_loop().create_future()

    def stop(self, why: DomainError) -> None:
        self.stopped.set_result(why)


async def test_a_late_call_is_stopped_and_others_are_not(time):
    traffic = Traffic(now=time)
    late, early, gone = Running(99), Running(101), Running(99)
    for call in (late, early, gone):
        traffic.enter(call)
    traffic.leave(gone)
    assert type(await asyncio.wait_for(late.stopped, 5)) is DeadlineExceeded
    assert not early.stopped.done()
    assert not gone.stopped.done()


async def test_a_stopping_server_ends_its_streams_only(time):
    traffic = Traffic(now=time)
    call, stream = Running(101), Running(101, is_stream=True)
    traffic.enter(call)
    traffic.enter(stream)
    traffic.stop_streams()
    assert (await stream.stopped).reason == "SERVICE_STOPPING"
    assert not call.stopped.done()


async def test_a_check_that_cannot_be_cancelled_at_once_does_not_hold_up_the_report():
    ended, late = asyncio.Event(), asyncio.Event()

    async def stuck() -> CheckResult:
        try:
            await asyncio.Event().wait()
        finally:
            await ended.wait()
            late.set()
        return {}

    diagnostics = Diagnostics("x", timeout_s=0.01)
    diagnostics.add("stuck", stuck)
    async with asyncio.timeout(5):
        (report,) = await diagnostics.run()
    assert (report.status, report.error) == ("unhealthy", "The check did not answer in time")
    ended.set()
    async with asyncio.timeout(5):
        await late.wait()


async def test_checks_run_at_once_and_a_broken_one_is_only_unhealthy():
    both = asyncio.Barrier(2)
    diagnostics = Diagnostics("x", timeout_s=5)

    async def meets():
        await both.wait()
        return {"details": {"n": 1}}

    async def broken():
        raise ZeroDivisionError("the password is hunter2")

    async def missing():
        raise NotFound("no such queue")

    checks: dict[str, Any] = {"a": meets, "b": meets, "c": broken, "d": missing}
    for name, check in checks.items():
        diagnostics.add(name, check)
    reports = await diagnostics.run()
    assert [(r.name, r.status) for r in reports] == [
        ("a", "healthy"),
        ("b", "healthy"),
        ("c", "unhealthy"),
        ("d", "unhealthy"),
    ]
    assert "hunter2" not in reports[2].error
    assert reports[3].error == "no such queue"
