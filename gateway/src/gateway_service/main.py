"""The process: settings, logs, and a gateway that serves until it is stopped."""

import asyncio

from gateway_service.app import Gateway
from gateway_service.edge.edge import Edge
from gateway_service.server.run import serve as serve_http
from gateway_service.server.workers import serve_workers, stop_with_parent
from gateway_service.settings import GatewaySettings
from service_kit.process.starting import configured


async def serve(stop: asyncio.Event) -> None:
    """Runs the gateway with the settings of the environment."""
    settings = configured(GatewaySettings, "gateway")
    if settings.workers > 1:
        await serve_workers(settings, stop)
        return
    if settings.worker:
        stop_with_parent(stop)
    await serve_http(settings, stop)


def create_app() -> Edge:
    """The ASGI application, for other servers and for reloading (`--factory`)."""
    return Gateway(configured(GatewaySettings, "gateway")).edge
