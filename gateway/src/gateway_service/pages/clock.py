"""/admin/clock: moves the clock of the whole mesh; the route exists only in test mode."""

import asyncio
from datetime import timedelta

from fastapi import FastAPI
from pydantic import BaseModel, Field

from gateway_service.edge.routing import RouteTable
from gateway_service.edge.target import Target
from gateway_service.pages.guarded import guarded
from service_kit.clock.clocks import Clock
from service_kit.clock.mesh import FOLLOWED_WITHIN_S, advance
from service_kit.redis.mux import RedisMux

PATHS = ("/api/v1/admin/clock", "/admin/clock")
_TEN_YEARS_S = 315_360_000


class Step(BaseModel):
    """How far the clock is moved."""

    advance_s: float = Field(gt=0, le=_TEN_YEARS_S, description="Seconds, forward.", examples=[3600])


class MeshTime(BaseModel):
    """The time of the mesh."""

    now: str = Field(description="The current time.")
    offset_s: float = Field(description="The offset from the system time, in seconds.")


def install(app: FastAPI, table: RouteTable[Target], redis: RedisMux, *, prefix: str, clock: Clock) -> None:
    """Adds the route and its alias."""

    async def move(step: Step) -> MeshTime:
        offset = await advance(redis, prefix, timedelta(seconds=step.advance_s))
        await asyncio.sleep(FOLLOWED_WITHIN_S)
        now = clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return MeshTime(now=now, offset_s=offset.total_seconds())

    guard = guarded(f"POST {PATHS[0]}", "clock:write", role="admin")
    for path in PATHS:
        app.add_api_route(path, move, methods=["POST"], include_in_schema=False)
        table.add("POST", path, Target(path, guard))
