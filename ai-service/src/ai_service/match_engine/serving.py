"""Serves the embedded engine to other meshes: `python -m ai_service engine`.

Its callers know no secret of a mesh, so it reads no file store and listens on this machine unless told
otherwise.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, Final, cast

import grpc
from grpc_health.v1 import health
from grpc_health.v1.health_pb2 import HealthCheckResponse
from grpc_health.v1.health_pb2_grpc import add_HealthServicer_to_server  # pyright: ignore[reportUnknownVariableType]

from ai_service.match_engine.embedded import EmbeddedEngine
from ai_service.match_engine.rpc import AnalysisRpc
from ai_service.match_engine.settings import EngineSettings
from altsports.analysis.v1 import analysis_pb2 as pb
from altsports.analysis.v1.analysis_pb2_grpc import (
    AnalysisServiceServicer,
    add_AnalysisServiceServicer_to_server,
)
from service_kit.errors import DomainError
from service_kit.logging import logs
from service_kit.process.starting import configured
from service_kit.rpc.channel_options import server_options
from service_kit.rpc.wire_errors import abort_arguments

SERVICE: Final = "altsports.analysis.v1.AnalysisService"
_HERE: Final = "127.0.0.1"
_GRACE_S: Final = 5.0
log = logs.get_logger(__name__)


async def serve_engine(stop: asyncio.Event) -> None:
    """Serves until `stop` is set."""
    settings = configured(EngineSettings, "ai-service")
    host = settings.tracking_engine_host or _HERE
    address = f"[{host}]" if ":" in host else host
    server, port = await start_engine(f"{address}:{settings.tracking_engine_port}")
    log.info("Started the analysis engine", address=host, port=port)
    try:
        await stop.wait()
    finally:
        await server.stop(_GRACE_S)
        log.info("Stopped the analysis engine")


async def start_engine(address: str) -> tuple[grpc.aio.Server, int]:
    """A server and its port. Raises OSError if the port is in use."""
    server = grpc.aio.server(options=server_options(address))
    rpc = PlainAnalysisRpc(AnalysisRpc(EmbeddedEngine(), None))
    add_AnalysisServiceServicer_to_server(rpc, server)
    checks: Any = cast("Any", health).aio.HealthServicer()  # its stub lacks aio
    add_HealthServicer_to_server(checks, server)
    try:
        port = server.add_insecure_port(address)
    except RuntimeError:
        raise OSError(f"cannot listen on {address}: the port is in use or not allowed") from None
    await server.start()
    await checks.set(SERVICE, HealthCheckResponse.SERVING)
    return server, port


class PlainAnalysisRpc(AnalysisServiceServicer):
    """The engine without a mesh around it: errors become statuses here."""

    def __init__(self, rpc: AnalysisRpc) -> None:
        self._rpc = rpc

    async def Analyze(
        self, request_iterator: AsyncIterator[pb.AnalyzeRequest], context: Any
    ) -> AsyncGenerator[pb.AnalyzeResponse]:
        try:
            async with aclosing(self._rpc.Analyze(request_iterator, context)) as packets:
                async for packet in packets:
                    yield packet
        except DomainError as error:
            await context.abort(*abort_arguments(error))

    async def GetEngine(self, request: pb.GetEngineRequest, context: Any) -> pb.GetEngineResponse:
        return await self._rpc.GetEngine(request, context)
