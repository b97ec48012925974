"""Background loops: nothing but their cancellation ends them."""

import asyncio
from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from service_kit import backoff
from service_kit.errors import Unavailable
from service_kit.process.loops import Loop, once, running


class Rounds:
    """Work that raises the given errors in turn, and then works."""

    def __init__(self, *errors: BaseException) -> None:
        self.errors = list(errors)
        self.worked = asyncio.Event()

    async def work(self) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.worked.set()


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, float]]:
    """The number of failures before each pause, and its longest time; nothing waits."""
    asked: list[tuple[int, float]] = []

    def pause(failures: int, *, first_s: float, longest_s: float) -> float:
        asked.append((failures, longest_s))
        return 0

    monkeypatch.setattr(backoff, "pause", pause)
    return asked


async def _run(make: Callable[[], Loop], until: asyncio.Event) -> None:
    async with running([make()]), asyncio.timeout(10):
        await until.wait()


async def test_a_loop_goes_on_after_errors_of_every_kind(pauses: list[tuple[int, float]]):
    rounds = Rounds(ValueError("a bad row"), Unavailable("away"), OSError("away"), asyncio.CancelledError())
    with capture_logs() as logs:
        await _run(lambda: Loop("toy", rounds.work), rounds.worked)
    assert pauses == [(1, 60.0), (2, 2.0), (3, 2.0), (4, 60.0)]
    assert [(entry["log_level"], entry["loop"]) for entry in logs] == [("error", "toy"), ("error", "toy")]
    assert isinstance(logs[0]["exc_info"], ValueError)


async def test_an_outage_is_logged_once(pauses: list[tuple[int, float]]):
    rounds = Rounds(Unavailable("away"), Unavailable("away"), Unavailable("away"))
    with capture_logs() as logs:
        await _run(lambda: Loop("toy", rounds.work), rounds.worked)
    assert [(entry["log_level"], entry["reason"]) for entry in logs] == [("warning", "UNAVAILABLE")]
    assert len(pauses) == 3


async def test_a_failure_while_it_rests_does_not_end_a_loop_either():
    rounds, rests = Rounds(), Rounds(ValueError("a bug"))
    with capture_logs() as logs:
        await _run(lambda: Loop("toy", rounds.work, rest=rests.work), rests.worked)
    assert [entry["log_level"] for entry in logs] == ["error"]


async def test_work_that_is_done_once_is_repeated_until_it_succeeds():
    rounds = Rounds(ValueError("first"))
    await _run(lambda: once("toy", rounds.work), rounds.worked)
    rounds.worked.clear()
    async with running([once("toy", rounds.work)]):
        await rounds.worked.wait()
        rounds.worked.clear()
        await asyncio.sleep(0)
        assert not rounds.worked.is_set()


async def test_a_loop_ends_when_it_is_cancelled():
    started = asyncio.Event()

    async def work() -> None:
        started.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(Loop("toy", work).run())
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
