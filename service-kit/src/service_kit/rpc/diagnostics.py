"""The diagnostics of a process: the checks that its parts register, and its metrics."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypedDict

from altsports.mesh.v1 import diagnostics_pb2 as pb
from altsports.mesh.v1.diagnostics_pb2_grpc import DiagnosticsServiceServicer
from service_kit.errors import DomainError
from service_kit.rpc.incoming import Context
from service_kit.telemetry import metrics

Status = Literal["healthy", "limited", "unhealthy"]


class CheckResult(TypedDict, total=False):
    """The result of a check: `error` is for people, without internals; `recovery` says how to fix it."""

    status: Status
    details: dict[str, Any]
    error: str
    recovery: str


Check = Callable[[], Awaitable[CheckResult]]
_TIMEOUT_S: Final = 2.0


@dataclass(frozen=True)
class CheckReport:
    """The report of one check."""

    name: str
    status: Status
    response_time_ms: int
    details: dict[str, Any] = field(default_factory=dict[str, Any])
    error: str = ""
    recovery: str = ""


class Diagnostics:
    """The checks of a process. A check that raises, or takes longer than `timeout_s`, is unhealthy."""

    def __init__(self, service: str, *, timeout_s: float = _TIMEOUT_S) -> None:
        self.service = service
        self._timeout_s = timeout_s
        self._checks: dict[str, Check] = {}

    def add(self, name: str, check: Check) -> None:
        """Registers a check, such as "database"."""
        self._checks[name] = check

    async def run(self, *, only: str | None = None) -> list[CheckReport]:
        """Runs all checks, or only one, concurrently; the reports are in the order of `add`."""
        checks = [(name, check) for name, check in self._checks.items() if only in (None, name)]
        return list(await asyncio.gather(*(self._one(name, check) for name, check in checks)))

    async def _one(self, name: str, check: Check) -> CheckReport:
        started = time.perf_counter()
        (result,) = await asyncio.gather(self._bounded(check), return_exceptions=True)
        if isinstance(result, asyncio.CancelledError):
            raise result
        found: CheckResult = _explain(result) if isinstance(result, BaseException) else result
        return CheckReport(
            name=name,
            status=found.get("status", "healthy"),
            response_time_ms=round((time.perf_counter() - started) * 1000),
            details=found.get("details", {}),
            error=found.get("error", ""),
            recovery=found.get("recovery", ""),
        )

    async def _bounded(self, check: Check) -> CheckResult:
        """The result of a check. One that is too late is cancelled and not waited for.

        A query to a database that hangs needs seconds to be cancelled. Its service would look dead meanwhile.
        """
        running = asyncio.ensure_future(check())
        running.add_done_callback(_retrieve)
        try:
            done, _ = await asyncio.wait({running}, timeout=self._timeout_s)
        finally:
            running.cancel()
        if not done:
            raise TimeoutError
        return await running


def _retrieve(check: asyncio.Future[CheckResult]) -> None:
    """Takes the error of a check that nobody waits for any more, so that asyncio does not log it."""
    if not check.cancelled():
        check.exception()


def _explain(error: BaseException) -> CheckResult:
    if isinstance(error, TimeoutError):
        return {"status": "unhealthy", "error": "The check did not answer in time"}
    if isinstance(error, DomainError):
        return {"status": "unhealthy", "error": error.message, "recovery": " ".join(error.recovery)}
    return {"status": "unhealthy", "error": f"The check failed ({type(error).__name__})"}


class DiagnosticsServicer(DiagnosticsServiceServicer):
    """Serves the diagnostics to the gateway."""

    def __init__(self, diagnostics: Diagnostics) -> None:
        self._diagnostics = diagnostics

    async def GetDiagnostics(
        self,
        request: pb.GetDiagnosticsRequest,  # noqa: ARG002 - the contract defines the signature
        context: Context,  # noqa: ARG002
    ) -> pb.GetDiagnosticsResponse:
        response = pb.GetDiagnosticsResponse(service=self._diagnostics.service)
        for report in await self._diagnostics.run():
            check = response.checks.add(
                name=report.name,
                status=report.status,
                response_time_ms=report.response_time_ms,
                error=report.error,
                recovery=report.recovery,
            )
            check.details.update(report.details)
        return response

    async def GetMetrics(
        self,
        request: pb.GetMetricsRequest,  # noqa: ARG002 - the contract defines the signature
        context: Context,  # noqa: ARG002
    ) -> pb.GetMetricsResponse:
        return pb.GetMetricsResponse(text=metrics.render())
