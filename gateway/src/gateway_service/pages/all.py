"""The hand-written routes, which the contract cannot express."""

from dataclasses import dataclass

from fastapi import FastAPI

from gateway_service.edge.routing import RouteTable
from gateway_service.edge.target import Guarded, Target
from gateway_service.health.monitor import HealthMonitor
from gateway_service.health.readiness import Readiness
from gateway_service.pages import admin, docs, failures, health, metrics, usage
from gateway_service.pages.guarded import guarded
from gateway_service.pages.metrics import MeshMetrics
from gateway_service.web import site
from gateway_service.web.shell_page import Surroundings
from service_kit.clock.clocks import Clock
from service_kit.limits.gatekeeper import Gatekeeper
from service_kit.limits.quotas import UsageLedger


@dataclass(frozen=True, slots=True)
class PageParts:
    """The dependencies of the pages."""

    metrics: MeshMetrics
    serves_metrics: bool
    monitor: HealthMonitor
    readiness: Readiness
    ledger: UsageLedger
    gatekeeper: Gatekeeper
    clock: Clock
    around: Surroundings


def install_pages(app: FastAPI, table: RouteTable[Target], parts: PageParts) -> None:
    """Adds every page to FastAPI, which answers, and to the edge's table, which admits requests."""
    failures.install(app)
    web_paths = site.install(app, parts.around)
    health.install(app, parts.monitor, parts.readiness)
    if parts.serves_metrics:
        metrics.install(app, parts.metrics)
        _add(table, metrics.PATHS, None)
    admin.install(app, parts.metrics)
    usage.install(app, parts.ledger, parts.gatekeeper, parts.clock)
    _add(table, (*health.PATHS, *web_paths), None)
    _add_aliased(table, admin.PATHS, guarded(f"GET {admin.PATHS[0]}", "metrics:read", role="admin"))
    _add_aliased(table, usage.PATHS, guarded(f"GET {usage.PATHS[0]}", "profile:read", quota_cost=0))
    if parts.around.docs:
        docs.install(app)
        _add(table, docs.PATHS, None)


def _add(table: RouteTable[Target], paths: tuple[str, ...], guard: Guarded | None) -> None:
    for path in paths:
        table.add("GET", path, Target(path, guard))


def _add_aliased(table: RouteTable[Target], paths: tuple[str, ...], guard: Guarded) -> None:
    """Adds a page whose first path replaces the others."""
    for path in paths:
        table.add("GET", path, Target(path, guard, canonical=paths[0] if path != paths[0] else ""))
