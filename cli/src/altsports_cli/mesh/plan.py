"""The programs of the mesh, in start order."""

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

from altsports_cli.mesh.mesh import Mesh
from altsports_cli.supervision.probes import grpc_ready, http_ready
from altsports_cli.supervision.programs import Probe, Program, is_running
from service_kit.settings.areas import AREAS

GRACE = 30.0  # seconds that a server has to finish accepted requests
SHARED_PACKAGES = ("altsports", "service_kit")


def stores(mesh: Mesh) -> list[Program]:
    """The embedded servers that are not replaced by the user's own."""
    return [store.program() for store in (mesh.postgres, mesh.redis) if store is not None]


def services(mesh: Mesh) -> list[Program]:
    """The gRPC services, one per area."""
    return [
        _python(mesh, area, f"{area}_service", probe=grpc_ready(mesh.settings.address(area)))
        for area in AREAS
        if _is_program(f"{area}_service")
    ]


def workers(mesh: Mesh) -> list[Program]:
    """The worker of the job queue."""
    if importlib.util.find_spec("task_service.worker") is None:
        return []
    return [_python(mesh, "worker", "task_service", "worker")]


def edges(mesh: Mesh) -> list[Program]:
    """The programs that clients connect to: the gateways and the MCP service."""
    names = ["gateway", *(f"gateway-{number}" for number in range(2, mesh.gateways + 1))]
    found = zip(names, mesh.gateway_ports, strict=True) if _is_program("gateway_service") else ()
    programs = [
        _edge(mesh, name, "gateway_service", port, ALTSPORTS_PORT=str(port), **_metrics_port(mesh, number))
        for number, (name, port) in enumerate(found)
    ]
    if _is_program("mcp_service"):
        port = mesh.settings.mcp_port
        programs.append(_edge(mesh, "mcp", "mcp_service", port, ALTSPORTS_MCP_PORT=str(port)))
    return programs


def missing_packages() -> list[str]:
    """Parts of the mesh that are not installed here."""
    wanted = [*(f"{area}_service" for area in AREAS), "gateway_service", "mcp_service"]
    return [name for name in wanted if not _is_program(name)]


def _metrics_port(mesh: Mesh, number: int) -> dict[str, str]:
    first = mesh.settings.metrics_port
    return {} if first is None else {"ALTSPORTS_METRICS_PORT": str(first + number)}


def _edge(mesh: Mesh, name: str, package: str, port: int, **settings: str) -> Program:
    probe = http_ready(mesh.visible_host.strip("[]"), port, "/readyz")
    # PORT takes precedence in containers; here it would put two servers on one port.
    return _python(mesh, name, package, probe=probe, settings={**settings, "PORT": str(port)})


def _python(
    mesh: Mesh,
    name: str,
    package: str,
    *arguments: str,
    probe: Probe = is_running,
    settings: dict[str, str] | None = None,
) -> Program:
    return Program(
        name=name,
        argv=(sys.executable, "-m", package, *arguments),
        environment=mesh.environment(**(settings or {})),
        probe=probe,
        stop_seconds=GRACE,
        watched=_sources((package, *SHARED_PACKAGES)),
    )


def _is_program(package: str) -> bool:
    try:
        return importlib.util.find_spec(f"{package}.__main__") is not None
    except ModuleNotFoundError:
        return False


def _sources(packages: Sequence[str]) -> tuple[Path, ...]:
    specs = [importlib.util.find_spec(name) for name in packages]
    return tuple(Path(spec.origin).parent for spec in specs if spec and spec.origin)
