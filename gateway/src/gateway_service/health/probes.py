"""Probes all parts of the mesh; each probe has a timeout and reveals no internals."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from google.protobuf.message import Message

from altsports.contract.values import struct_to_json
from altsports.mesh.v1.diagnostics_pb2 import GetDiagnosticsRequest
from gateway_service.health.mcp import McpProbe
from gateway_service.health.report import Status
from service_kit.caller import Caller, service_caller
from service_kit.edge.redis_health import check_redis
from service_kit.errors import DomainError
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux
from service_kit.rpc.diagnostics import CheckResult

DIAGNOSTICS = "/altsports.mesh.v1.DiagnosticsService/GetDiagnostics"
CALLER = service_caller("gateway")
TIMEOUT_S = 2.5

_RANK: dict[str, int] = {"healthy": 0, "limited": 1, "unhealthy": 2}


class MeshCalls(Protocol):
    """The part of MeshClient that health needs."""

    async def call(
        self, method: str, request: Message, *, caller: Caller, timeout_s: float, area: str
    ) -> Any: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of a probe."""

    status: Status
    response_time_ms: int = 0
    details: dict[str, Any] = field(default_factory=dict[str, Any])
    error: str = ""
    recovery: str = ""


Findings = dict[str, Finding]


class Probes:
    """All checks of the mesh, in parallel."""

    def __init__(
        self, mesh: MeshCalls, areas: tuple[str, ...], redis: RedisMux, keys: RedisKeys, mcp: McpProbe
    ) -> None:
        self._mesh = mesh
        self._areas = areas
        self._redis = redis
        self._keys = keys
        self._mcp = mcp

    async def run(self) -> Findings:
        """Returns one finding per name; takes as long as the slowest probe, at most TIMEOUT_S."""
        areas, redis, mcp = await asyncio.gather(
            asyncio.gather(*(self._area(area) for area in self._areas)),
            _timed(
                partial(check_redis, self._redis, self._keys),
                "Redis does not answer in time",
                "See the log of Redis; the gateway reconnects by itself",
            ),
            _timed(
                self._mcp.ask,
                "The MCP server does not answer",
                "Start mcp-service; nothing else depends on it",
            ),
        )
        checks = dict(zip(self._areas, areas, strict=True))
        return {
            "database": _database(checks),
            "redis": redis,
            **{f"{area}_service": _service(found) for area, found in checks.items()},
            "mcp_server": mcp,
            "external_apis": _external(checks),
            "background_tasks": _queue(checks),
        }

    async def _area(self, area: str) -> Findings:
        """The checks of one service; "" is the service itself."""
        started = time.perf_counter()
        try:
            answer = await self._mesh.call(
                DIAGNOSTICS, GetDiagnosticsRequest(), caller=CALLER, timeout_s=TIMEOUT_S, area=area
            )
        except DomainError as error:
            recovery = f"Start the {area} service; calls to it resume by themselves"
            return {"": Finding("unhealthy", _ms(started), error=error.message, recovery=recovery)}
        found = {check.name: _finding(check) for check in answer.checks}
        return {"": Finding("healthy", _ms(started)), **found}


def _finding(check: Any) -> Finding:
    status: Status = check.status if check.status in _RANK else "unhealthy"
    details = struct_to_json(check.details)
    return Finding(status, check.response_time_ms, details, check.error, check.recovery)


async def _timed(ask: Callable[[], Awaitable[CheckResult]], error: str, recovery: str) -> Finding:
    started = time.perf_counter()
    try:
        async with asyncio.timeout(TIMEOUT_S):
            found = await ask()
    except (DomainError, OSError, TimeoutError, ValueError):
        return Finding("unhealthy", _ms(started), error=error, recovery=recovery)
    return Finding(
        found.get("status", "healthy"),
        _ms(started),
        found.get("details", {}),
        found.get("error", ""),
        found.get("recovery", ""),
    )


def _ms(started: float) -> int:
    return round((time.perf_counter() - started) * 1000)


def _service(found: Findings) -> Finding:
    """The service itself, limited or down with the worst of its own checks; shared ones have own entries."""
    own = {name: finding for name, finding in found.items() if name not in {"", "database", "queue"}}
    worst = max([found[""], *own.values()], key=lambda finding: _RANK[finding.status])
    details = {name: {"status": f.status, **f.details} for name, f in own.items()}
    return Finding(worst.status, found[""].response_time_ms, details, worst.error, worst.recovery)


def _database(checks: dict[str, Findings]) -> Finding:
    """The worst database finding of all services, with the totals of their pools."""
    found = {area: each["database"] for area, each in checks.items() if "database" in each}
    if not found:
        return Finding(
            "unhealthy",
            error="No service could report the state of its database",
            recovery="Restart database connection pool",
        )
    worst = max(found.values(), key=lambda finding: _RANK[finding.status])
    details: dict[str, Any] = {
        **worst.details,
        "connection_pool_size": sum(int(f.details.get("connection_pool_size", 0)) for f in found.values()),
        "services": {area: finding.status for area, finding in found.items()},
    }
    slowest = max(finding.response_time_ms for finding in found.values())
    recovery = worst.recovery or ("Restart database connection pool" if worst.error else "")
    return Finding(worst.status, slowest, details, worst.error, recovery)


def _queue(checks: dict[str, Findings]) -> Finding:
    task = checks.get("task", {})
    if "queue" in task:
        return task["queue"]
    away = task.get("") or Finding("unhealthy", error="The task service is not part of this mesh")
    if away.status != "unhealthy":
        return Finding("healthy", away.response_time_ms, {"message": "No queue is reported"})
    return away


def _external(checks: dict[str, Findings]) -> Finding:
    """Feeds and model providers outside the mesh. None configured is a limited capability, not a fault."""
    names = ("providers", "feeds", "external_apis")
    found = [each[name] for each in checks.values() for name in names if name in each]
    silent = [area for area, each in checks.items() if each[""].status == "unhealthy"]
    if not found and silent:
        error = f"Not known, because {' and '.join(silent)} cannot report"
        return Finding("limited", error=error, recovery=f"Start the {silent[0]} service")
    if not found:
        return Finding("healthy", details={"message": "No external API is configured"})
    worst = max(found, key=lambda finding: _RANK[finding.status])
    details: dict[str, Any] = {}
    for finding in found:
        details |= finding.details
    slowest = max(finding.response_time_ms for finding in found)
    return Finding(worst.status, slowest, details, worst.error, worst.recovery)
