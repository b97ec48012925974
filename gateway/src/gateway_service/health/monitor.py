"""Checks the whole mesh regularly, keeps a history, and answers /health."""

import asyncio
import time
from datetime import datetime

from gateway_service.health.history import Record
from gateway_service.health.probes import Finding, Findings, Probes
from gateway_service.health.report import HealthReport, ServiceHealth
from service_kit.clock.clocks import Clock
from service_kit.process.loops import Loop
from service_kit.telemetry.metrics import GRPC_CLIENT_HANDLED

_SHARED_FOR_S = 0.5
_DEFAULT_RECOVERY_S = {"database": 30.0, "redis": 10.0}
_SERVICE_RECOVERY_S = 15.0
_FAILURES = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "INTERNAL", "UNKNOWN"}
_OVERALL = ""


class HealthMonitor:
    """Requests within half a second share one check, so /health cannot be used to cause load."""

    def __init__(self, probes: Probes, clock: Clock, *, interval_s: float) -> None:
        self._probes = probes
        self._clock = clock
        self._interval_s = interval_s
        self._records: dict[str, Record] = {}
        self._looking: asyncio.Task[HealthReport] | None = None
        self._looked_at = float("-inf")

    def loop(self) -> Loop:
        """Checks everything at each interval."""
        return Loop("health monitor", self.report, every_s=self._interval_s)

    async def report(self) -> HealthReport:
        """The state of the mesh, at most half a second old."""
        looking = self._looking
        if looking is None or (looking.done() and time.monotonic() - self._looked_at > _SHARED_FOR_S):
            looking = self._looking = asyncio.create_task(self._look(), name="health")
        return await asyncio.shield(looking)

    async def _look(self) -> HealthReport:
        started = time.perf_counter()
        findings = await self._probes.run()
        now = self._clock.now()
        self._looked_at = time.monotonic()
        self._remember(findings, now.timestamp())
        down = [name for name, finding in findings.items() if finding.status == "unhealthy"]
        return HealthReport(
            timestamp=f"{now:%Y-%m-%dT%H:%M:%S.%f}"[:23] + "Z",
            overall_status="degraded" if down else "healthy",
            services={name: self._entry(name, finding, now) for name, finding in findings.items()},
            affected_services=down,
            response_time_ms=round((time.perf_counter() - started) * 1000),
            uptime_percentage=self._record(_OVERALL).uptime_percentage(),
        )

    def _remember(self, findings: Findings, now: float) -> None:
        for name, finding in findings.items():
            self._record(name).note(now, works=finding.status != "unhealthy")
        works = all(finding.status != "unhealthy" for finding in findings.values())
        self._record(_OVERALL).note(now, works=works)
        for area, (total, failed) in _calls_by_area().items():
            self._record(f"{area}_service").note_calls(now, total, failed)

    def _record(self, name: str) -> Record:
        found = self._records.get(name)
        if found is None:
            recovery_s = _DEFAULT_RECOVERY_S.get(name, _SERVICE_RECOVERY_S)
            found = self._records[name] = Record(recovery_s)
        return found

    def _entry(self, name: str, finding: Finding, now: datetime) -> ServiceHealth:
        record, moment = self._record(name), now.timestamp()
        down = finding.status == "unhealthy"
        return ServiceHealth(
            service=name,
            status=finding.status,
            response_time_ms=finding.response_time_ms,
            details=finding.details,
            uptime_percentage=record.uptime_percentage(),
            error_rate=record.error_rate(moment),
            error=finding.error or None,
            recovery=finding.recovery or None,
            estimated_recovery_seconds=record.estimated_recovery_s(moment) if down else None,
        )


def _calls_by_area() -> dict[str, tuple[float, float]]:
    """Calls and failed calls of this process to each service since its start."""
    counts: dict[str, tuple[float, float]] = {}
    for family in GRPC_CLIENT_HANDLED.collect():
        for sample in family.samples:
            if sample.name.endswith("_total"):
                area = sample.labels["area"]
                total, failed = counts.get(area, (0.0, 0.0))
                bad = sample.value if sample.labels["grpc_code"] in _FAILURES else 0.0
                counts[area] = (total + sample.value, failed + bad)
    return counts
