"""Everything on the port that is not MCP: probes, health, metrics and the sign-in metadata for clients."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mcp_service.edge.health import Health
from mcp_service.tools.registry import Registry
from service_kit.telemetry.metrics import CONTENT_TYPE, render

_WAIT = {"retry-after": "5"}
METADATA_PATH = "/.well-known/oauth-protected-resource"


@dataclass(frozen=True, slots=True)
class ProtectedResource:
    """The protected resource metadata of the endpoint (RFC 9728)."""

    resource_url: str
    authorization_server: str
    scopes: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        return {
            "resource": self.resource_url,
            "authorization_servers": [self.authorization_server],
            "scopes_supported": list(self.scopes),
            "bearer_methods_supported": ["header"],
            "resource_name": "AltSports MCP",
            "resource_documentation": f"{self.authorization_server}/docs",
        }


def scopes_of(registry: Registry) -> tuple[str, ...]:
    """All permissions that the tools require."""
    return tuple(sorted({scope for card in registry for scope in card.method.policy.permissions}))


def routes(
    health: Health, resource: ProtectedResource, endpoint: str, *, serves_metrics: bool
) -> Iterable[Route]:
    """The routes of the site."""

    async def livez(_request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def readyz(_request: Request) -> Response:
        reason = await health.missing()
        if reason is None:
            return JSONResponse({"status": "ready"})
        return JSONResponse({"status": "not ready", "reason": reason}, 503, _WAIT)

    async def report(_request: Request) -> Response:
        state = await health.report()
        return JSONResponse(state, 503, _WAIT) if state["status"] == "unhealthy" else JSONResponse(state)

    async def metrics(_request: Request) -> Response:
        return Response(render(), media_type=CONTENT_TYPE)

    async def metadata(_request: Request) -> Response:
        headers = {"cache-control": "public, max-age=3600", "access-control-allow-origin": "*"}
        return JSONResponse(resource.document(), headers=headers)

    return (
        Route("/livez", livez),
        Route("/readyz", readyz),
        Route("/health", report),
        *([Route("/metrics", metrics)] if serves_metrics else []),
        Route(METADATA_PATH, metadata),
        Route(METADATA_PATH + endpoint, metadata),
        Route(METADATA_PATH + endpoint + "/{toolsets:path}", metadata),
    )
