"""Several processes share the rate of an account, and the rate limits that any of them meets."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from ai_service.models.providers.errors import ProviderOverloaded, ProviderRateLimited
from ai_service.models.providers.local import LocalProvider
from ai_service.models.routing.router import Member
from ai_service.models.routing.shared import SharedLimits, SharedPace
from service_kit.redis.mux import RedisMux


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[RedisMux]:
    async with RedisMux(redis_url) as connected:
        yield connected


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits, which pass at once."""
    found: list[float] = []

    async def sleep(seconds: float) -> None:
        found.append(seconds)

    monkeypatch.setattr("ai_service.models.routing.shared.asyncio.sleep", sleep)
    return found


async def test_requests_of_two_processes_wait_in_one_line(redis: RedisMux, slept: list[float]):
    key = f"test:{uuid4()}"
    here, there = SharedPace(1 / 60, redis, key), SharedPace(1 / 60, redis, key)
    for pace in (here, there, here):
        assert await pace.turn(3600)
    assert [round(seconds / 60) for seconds in slept] == [0, 1, 2]
    assert not await there.turn(100)  # three minutes are too long, and no place is taken
    assert there.wait_s > 100
    assert await here.turn(3600)
    assert round(slept[-1] / 60) == 3


async def test_a_line_without_redis_is_that_of_the_process(slept: list[float]):
    async with RedisMux("redis://127.0.0.1:1/0", timeout_s=0.1) as nowhere:
        pace = SharedPace(1 / 60, nowhere, "test")
        assert await pace.turn(3600)
        assert await pace.turn(3600)
        assert not await pace.turn(100)
    assert round(slept[-1] / 60) == 1


async def test_a_rate_limit_that_one_process_meets_holds_for_the_others_and_an_outage_does_not(
    redis: RedisMux,
):
    prefix = f"test:{uuid4()}"

    def process() -> tuple[Member, SharedLimits]:
        member: Any = Member(LocalProvider(), {})
        return member, SharedLimits([member], redis, prefix)

    (here, sharing), (there, learning) = process(), process()
    for _ in range(3):
        here.health.failed(ProviderOverloaded("down"))
    await sharing.share()
    await learning.share()
    assert (here.health.state, there.health.state) == ("cooling_down", "ready")
    limit = ProviderRateLimited("slow down", retry_after_s=50)
    limit.stated = True
    here.health.failed(limit)
    await sharing.share()
    await learning.share()
    assert there.health.state == "cooling_down"
    assert 40 < there.health.ready_in_s <= 50
    assert there.health.last_error == "PROVIDER_RATE_LIMITED"
