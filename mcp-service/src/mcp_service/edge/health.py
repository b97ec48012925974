"""Whether the process can serve, and the state of its dependencies."""

from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from altsports.mesh.v1.diagnostics_pb2 import GetDiagnosticsRequest
from service_kit.caller import service_caller
from service_kit.clock.clocks import Clock
from service_kit.edge.redis_health import check_redis
from service_kit.errors import DomainError
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux
from service_kit.rpc.diagnostics import Check, CheckResult, Diagnostics, Status
from service_kit.rpc.grpc_client import MeshClient

_DIAGNOSTICS = "/altsports.mesh.v1.DiagnosticsService/GetDiagnostics"
_PATIENCE_S = 1.5
_LIMITED = frozenset({"ai", "task"})
"""Areas that the tools of other areas do not depend on."""


class Health:
    """`is_ready` becomes true after the first real request is answered, and false when the process drains."""

    def __init__(self, diagnostics: Diagnostics, clock: Clock, *, version: str, tools: int) -> None:
        self._diagnostics = diagnostics
        self._clock = clock
        self._version = version
        self._tools = tools
        self._started: datetime = clock.now()
        self.is_ready = False

    async def missing(self) -> str | None:
        """The reason why the process should get no requests, or None."""
        if not self.is_ready:
            return "The MCP server is starting or stopping"
        checks = await self._diagnostics.run(only="redis")
        return next((check.error for check in checks if check.status == "unhealthy"), None)

    async def report(self) -> dict[str, Any]:
        """The state of the process and of its dependencies; all checks run concurrently."""
        checks = await self._diagnostics.run()
        states = {check.status for check in checks}
        status = next((state for state in ("unhealthy", "limited") if state in states), "healthy")
        return {
            "status": status,
            "service": self._diagnostics.service,
            "version": self._version,
            "ready": self.is_ready,
            "uptime_s": round((self._clock.now() - self._started).total_seconds(), 3),
            "tools": self._tools,
            "checks": [asdict(check) for check in checks],
        }


def diagnostics_of(mesh: MeshClient, redis: RedisMux, keys: RedisKeys, areas: tuple[str, ...]) -> Diagnostics:
    """The checks: Redis, and each service that answers tools."""
    diagnostics = Diagnostics("mcp-service")
    diagnostics.add("redis", partial(check_redis, redis, keys))
    for area in areas:
        diagnostics.add(area, _area_check(mesh, area))
    return diagnostics


def _area_check(mesh: MeshClient, area: str) -> Check:
    caller = service_caller("mcp-service")
    down: Status = "limited" if area in _LIMITED else "unhealthy"

    async def check() -> CheckResult:
        request = GetDiagnosticsRequest()
        try:
            answer = await mesh.call(_DIAGNOSTICS, request, caller=caller, area=area, timeout_s=_PATIENCE_S)
        except DomainError as error:
            return {"status": down, "error": error.message, "recovery": "The supervisor restarts it"}
        failing = [found.name for found in answer.checks if found.status == "unhealthy"]
        if not failing:
            return {"status": "healthy"}
        return {"status": down, "error": f"Checks of the {area} service fail: {', '.join(failing)}"}

    return check
