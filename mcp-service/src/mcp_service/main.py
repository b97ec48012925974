"""Starts the process: over HTTP for many clients, or over stdio for one."""

import asyncio
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from mcp_service.app import Parts, create_app
from mcp_service.calls.context import Contexts, RequestContexts
from mcp_service.settings import McpSettings
from mcp_service.stdio import StdioContexts
from mcp_service.warm_up import warm_up
from mcp_service.wiring import SERVICE, app_rules, make_parts
from service_kit.clock.mesh import running_clock
from service_kit.edge.asgi import App
from service_kit.edge.metrics_server import listen_for_metrics, metrics_server
from service_kit.edge.protocols.http import PatientProtocol
from service_kit.edge.server import EdgeServer, listen
from service_kit.logging import logs
from service_kit.process.memory import settle_memory
from service_kit.process.starting import configured
from service_kit.redis.mux import RedisMux
from service_kit.rpc.grpc_client import MeshClient
from service_kit.telemetry import tracing
from service_kit.telemetry.metrics import render

log = logs.get_logger(__name__)


async def serve_http(stop: asyncio.Event) -> None:
    """Serves MCP over HTTP until `stop` is set, then finishes the requests it has accepted."""
    settings = configured(McpSettings, SERVICE)
    listener = listen(settings.host, settings.listen_port)
    metrics = metrics_server(render_metrics)
    if settings.mcp_metrics_port is not None:
        await metrics.start(listen_for_metrics(settings, settings.mcp_metrics_port))
    async with _parts(settings, RequestContexts()) as parts:

        async def get_ready(app: App) -> None:
            await warm_up(app, host=f"127.0.0.1:{settings.listen_port}")
            settle_memory()
            parts.health.is_ready = True
            log.info(f"Started {SERVICE}", url=settings.resource_url, tools=len(parts.registry))

        server = EdgeServer(
            create_app(parts, app_rules(settings), get_ready),
            http=PatientProtocol.limited(
                max_header_bytes=settings.max_header_bytes, timeout_s=settings.client_timeout_s
            ),
            grace_s=settings.grace_s,
            ws="none",
        )
        await server.start(listener)
        await server.wait(stop)
        parts.health.is_ready = False
        parts.server.subscriptions.end()
        await server.stop()
    await metrics.stop()
    log.info(f"Stopped {SERVICE}")


async def render_metrics() -> str:
    return render()


async def serve_stdio(_stop: asyncio.Event) -> None:
    """Serves one client over standard input and output; a signal ends the process at once."""
    settings = McpSettings.read()
    logs.configure(settings, SERVICE, stream=sys.stderr.buffer)
    tracing.configure(settings, SERVICE)
    contexts = StdioContexts(settings)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().remove_signal_handler(number)
    async with _parts(settings, contexts) as parts:
        contexts.use(parts.verifier)
        await contexts.current()
        await parts.server.fastmcp.run_stdio_async(show_banner=False)


@asynccontextmanager
async def _parts(settings: McpSettings, contexts: Contexts) -> AsyncGenerator[Parts]:
    redis = RedisMux(settings.redis_dsn(), client_name=SERVICE)
    await redis.open()
    try:
        async with MeshClient.from_settings(settings) as mesh, running_clock(settings) as clock:
            yield make_parts(settings, mesh, redis, contexts, clock=clock)
    finally:
        await redis.close()
