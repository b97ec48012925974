"""The clock of a mesh: the system clock or, in test mode, a clock that follows an offset in Redis."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Final

from service_kit.clock.clocks import Clock, ShiftedClock, SystemClock
from service_kit.process.loops import Loop, running
from service_kit.redis.errors import RedisUnavailable
from service_kit.redis.mux import RedisMux
from service_kit.settings.mesh import MeshSettings

FOLLOWED_WITHIN_S: Final = 0.5
_LOOK_S: Final = 0.2


def make_clock(settings: MeshSettings) -> Clock:
    """Creates the clock, which `followed` moves in test mode."""
    return ShiftedClock(SystemClock()) if settings.env == "test" else SystemClock()


@asynccontextmanager
async def running_clock(settings: MeshSettings) -> AsyncGenerator[Clock]:
    """Provides the clock of a process while the block runs."""
    clock = make_clock(settings)
    async with followed(clock, settings):
        yield clock


@asynccontextmanager
async def followed(clock: Clock, settings: MeshSettings) -> AsyncGenerator[None]:
    """Moves the clock with the mesh while the block runs; ignores clocks that cannot be moved."""
    if not isinstance(clock, ShiftedClock):
        yield
        return
    async with running([Loop("clock", partial(_follow, clock, settings))]):
        yield


async def advance(redis: RedisMux, prefix: str, step: timedelta) -> timedelta:
    """Moves the clocks of all processes forward; returns their new offset."""
    moved = await redis.execute("INCRBYFLOAT", _key(prefix), step.total_seconds())
    return timedelta(seconds=float(moved))


async def _follow(clock: ShiftedClock, settings: MeshSettings) -> None:
    async with RedisMux(settings.redis_dsn(), client_name="clock") as redis:
        while True:
            try:
                offset = await redis.execute("GET", _key(settings.redis_prefix))
            except RedisUnavailable:
                pass
            else:
                clock.offset = timedelta(seconds=float(offset or 0))
            await asyncio.sleep(_LOOK_S)


def _key(prefix: str) -> str:
    return f"{prefix}:clock:offset"
