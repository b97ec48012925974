"""The keeper's tasks: a failure delays the next start of this task alone."""

import asyncio

import pytest

from ai_service.nfl_experts.keeping.tasks import Tasks
from service_kit import backoff
from service_kit.errors import Unavailable


async def _fail() -> None:
    raise ZeroDivisionError


async def _be_away() -> None:
    raise Unavailable


async def _work() -> None:
    pass


async def _rounds(tasks: Tasks, number: int) -> list[str]:
    """Starts all tasks some times; the names of those that ended, each time they did."""
    ended: list[str] = []
    for _ in range(number):
        for name, work in (("bug", _fail), ("outage", _be_away), ("fine", _work)):
            tasks.start(name, work)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        ended += [name for name, _ in tasks.ended()]
    return ended


async def test_a_task_that_fails_waits_and_the_others_go_on():
    assert sorted(await _rounds(Tasks(), 3)) == ["bug", "fine", "fine", "fine", "outage"]


async def test_pauses_grow_and_are_longer_after_a_bug(monkeypatch: pytest.MonkeyPatch):
    asked: list[tuple[int, float]] = []

    def pause(failures: int, *, first_s: float, longest_s: float) -> float:
        asked.append((failures, longest_s))
        return 0

    monkeypatch.setattr(backoff, "pause", pause)
    await _rounds(Tasks(), 2)
    assert asked == [(1, 60.0), (1, 2.0), (2, 60.0), (2, 2.0)]
