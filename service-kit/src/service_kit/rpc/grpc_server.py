"""The gRPC server of a service: serves only methods of the contract, has health checks, and drains."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, cast

import grpc
from grpc_health.v1 import health
from grpc_health.v1.health_pb2 import HealthCheckResponse
from grpc_health.v1.health_pb2_grpc import add_HealthServicer_to_server  # pyright: ignore[reportUnknownVariableType]
from grpc_reflection.v1alpha import reflection

from altsports.contract.catalog import Catalog, load_catalog
from altsports.mesh.v1.diagnostics_pb2_grpc import add_DiagnosticsServiceServicer_to_server
from service_kit.caller import CallerVerifier
from service_kit.logging import logs
from service_kit.process.memory import settle_memory
from service_kit.rpc.answers import JSON, MESSAGE
from service_kit.rpc.channel_options import server_options
from service_kit.rpc.diagnostics import Diagnostics, DiagnosticsServicer
from service_kit.rpc.frames import layout
from service_kit.rpc.frames.served import Answer, Served
from service_kit.rpc.frames.socket_wire import Listener, link_path
from service_kit.rpc.handlers import Endpoint
from service_kit.rpc.incoming import Context
from service_kit.rpc.socket_guard import SocketGuard, socket_path
from service_kit.rpc.traffic import Traffic
from service_kit.settings.mesh import MeshSettings
from service_kit.telemetry.metrics import GRPC_SERVER_IN_FLIGHT

__all__ = ["Context", "Registration", "Server", "serve"]

Registration = tuple[Callable[[Any, Any], None], object]
"""The generated `add_..._to_server` function and the servicer it takes."""

_GRACE_S: Final = 10.0
log = logs.get_logger(__name__)


class NotInContract(Exception):
    """A handler for a method that is not in the contract or has no policy."""


class NotRegistered(Exception):
    """The process does not register all services that the contract assigns to it."""


async def serve(
    settings: MeshSettings,
    area: str,
    registrations: Iterable[Registration],
    *,
    stop: asyncio.Event,
    diagnostics: Diagnostics | None = None,
    grace_s: float = _GRACE_S,
) -> None:
    """Serves the handlers of an area on its address until `stop` is set, then drains for up to `grace_s`.

    Raises NotRegistered if a service of the area is missing.
    """
    service = f"{area}-service"
    server = Server(settings.secret, diagnostics or Diagnostics(service), shares_streams=settings.link)
    for add_to_server, servicer in registrations:
        server.add(add_to_server, servicer)
    server.check_registered(area)
    address = settings.bind_address(area)
    await server.start(address)
    settle_memory()
    log.info(f"Started {service}", address=address, env=settings.env)
    try:
        await stop.wait()
    finally:
        await server.stop(grace_s)
        log.info(f"Stopped {service}")


class Server:
    """Serves the handlers of one process by the contract's rules, with health and diagnostics."""

    def __init__(
        self,
        secret: bytes,
        diagnostics: Diagnostics,
        *,
        catalog: Catalog | None = None,
        shares_streams: bool = True,
    ) -> None:
        self._catalog = catalog or load_catalog()
        self._verifier = CallerVerifier(secret)
        self._traffic = Traffic()
        GRPC_SERVER_IN_FLIGHT.set_function(lambda: len(self._traffic))
        self._handlers: dict[str, grpc.RpcMethodHandler[Any, Any]] = {}
        self._unary: dict[tuple[str, int], Answer] = {}
        self._streams = Served(self._unary, self._verifier)
        self._links = Listener(self._streams.on_socket)
        self._shares_streams = shares_streams
        if shares_streams:
            self._handlers[layout.PATH] = self._streams.handler()
        self.services: list[str] = []
        self._health: Any = cast("Any", health).aio.HealthServicer()  # its stub lacks aio
        self._server: grpc.aio.Server | None = None
        self._guard: SocketGuard | None = None
        self.add(add_DiagnosticsServiceServicer_to_server, DiagnosticsServicer(diagnostics))

    def add(self, add_to_server: Callable[[Any, Any], None], servicer: object) -> None:
        """Adds a servicer. Raises NotInContract, or TypeError for a handler with the wrong form."""
        add_to_server(servicer, _Registrar(self._add_service))

    def _add_service(self, service: str, handlers: dict[str, Any]) -> None:
        for name, handler in handlers.items():
            path = f"/{service}/{name}"
            method = self._catalog.by_path.get(path)
            if method is None or method.policy.access in ("", "ACCESS_UNSPECIFIED"):
                raise NotInContract(f"{path} is not in the contract or has no policy; run `make proto`")
            behaviour = (
                handler.unary_unary or handler.unary_stream or handler.stream_unary or handler.stream_stream
            )
            endpoint = Endpoint(method, behaviour, verifier=self._verifier, traffic=self._traffic)
            self._handlers[path] = endpoint.handler()
            if endpoint.is_unary:
                self._unary[path, MESSAGE] = endpoint.answer
                self._unary[path, JSON] = endpoint.answer_json
        self.services.append(service)

    def check_registered(self, area: str) -> None:
        """Raises NotRegistered if a service of this area was not added."""
        wanted = {method.service for method in self._catalog.of_area(area)}
        if missing := sorted(wanted - set(self.services)):
            raise NotRegistered(
                f"{area}-service must serve {', '.join(missing)} by the contract, but does not register it"
            )

    async def start(self, address: str) -> int:
        """Listens on "unix:<path>" or "<host>:<port>"; returns the port. Raises OSError if it is in use."""
        path = socket_path(address)
        if path is not None:
            self._guard = SocketGuard(path)
            self._guard.acquire()
        links = link_path(address) if self._shares_streams else None
        if links is not None:  # before gRPC, because clients look for it once they are connected
            await self._links.start(links)
        self._server = grpc.aio.server(options=server_options(address))
        self._server.add_generic_rpc_handlers((_Router(self._handlers),))
        add_HealthServicer_to_server(self._health, self._server)
        names = [*self.services, health.SERVICE_NAME, reflection.SERVICE_NAME]
        reflection.enable_server_reflection(names, self._server)
        try:
            port = self._server.add_insecure_port(address)
        except RuntimeError:
            raise OSError(f"cannot listen on {address}: the port is in use or not allowed") from None
        await self._server.start()
        for service in self.services:
            await self._health.set(service, HealthCheckResponse.SERVING)
        return port

    async def stop(self, grace_s: float = _GRACE_S) -> None:
        """Reports NOT_SERVING, lets calls finish, and ends streams so that clients reconnect elsewhere."""
        if self._server is None:
            return
        await self._health.enter_graceful_shutdown()
        self._streams.drain()
        # Streams may be endless, so they are ended with a reason before the grace period is over.
        timer = asyncio.get_running_loop().call_later(grace_s * 0.8, self._traffic.stop_streams)
        await asyncio.gather(self._server.stop(grace_s), self._links.stop(grace_s))
        timer.cancel()
        if self._guard is not None:
            self._guard.release()
        self._server = None


class _Registrar:
    """Collects the handlers that a generated function registers, in place of a gRPC server."""

    def __init__(self, add_service: Callable[[str, dict[str, Any]], None]) -> None:
        self._add_service = add_service

    def add_generic_rpc_handlers(self, _handlers: Sequence[Any]) -> None:
        """Ignored, because the call below contains more."""

    def add_registered_method_handlers(self, service: str, handlers: dict[str, Any]) -> None:
        self._add_service(service, handlers)


class _Router(grpc.GenericRpcHandler):
    """Finds the handler of a path with one look-up."""

    def __init__(self, handlers: dict[str, "grpc.RpcMethodHandler[Any, Any]"]) -> None:
        self._handlers = handlers

    def service(
        self, handler_call_details: grpc.HandlerCallDetails
    ) -> "grpc.RpcMethodHandler[Any, Any] | None":
        return self._handlers.get(handler_call_details.method)
