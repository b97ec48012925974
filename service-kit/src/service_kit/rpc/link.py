"""The link to one service: its channel, connection state, breaker and retry budget."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

import grpc

from altsports.contract.catalog import Method
from service_kit.errors import Unavailable
from service_kit.logging import logs
from service_kit.rpc.answers import Form, FormOf, as_message
from service_kit.rpc.breaker import Breaker, State
from service_kit.rpc.channel_options import client_options
from service_kit.rpc.frames import layout
from service_kit.rpc.frames.method import LinkedMethod
from service_kit.rpc.frames.socket_wire import ClientSocket, link_path
from service_kit.rpc.frames.streams import Streams
from service_kit.rpc.frames.wire import ClientGrpc, ClientWire
from service_kit.rpc.headers import Headers
from service_kit.rpc.retries import RetryBudget
from service_kit.telemetry.metrics import (
    GRPC_CLIENT_BREAKER,
    GRPC_CLIENT_HANDLED,
    GRPC_CLIENT_RETRIES,
    GRPC_CLIENT_SECONDS,
    CallMetrics,
)

log = logs.get_logger(__name__)
_READY: Final = grpc.ChannelConnectivity.READY
_SHUTDOWN: Final = grpc.ChannelConnectivity.SHUTDOWN

Credentials = Callable[[], Headers]


class ServiceUnavailable(Unavailable):
    """A service of the mesh does not answer: it is not connected, or its breaker is open."""

    reason = "SERVICE_UNAVAILABLE"


class Bound:
    """One method on one link, in one form: everything that is looked up once instead of for each call."""

    __slots__ = ("invoke", "method", "metrics")

    def __init__(self, link: "Link", method: Method, form: Form) -> None:
        self.method = method
        self.invoke = link.invoker(method, form)
        self.metrics = CallMetrics(GRPC_CLIENT_HANDLED, GRPC_CLIENT_SECONDS, link.area, method.rpc)


class Link:
    """One per area and process. It must be created inside the running event loop.

    With `credentials`, which returns the headers of a process of the mesh, unary calls share streams: see
    the folder `frames`. Without, each is a call of its own.
    """

    def __init__(self, area: str, address: str, *, credentials: Credentials | None = None) -> None:
        self.area = area
        self.breaker = Breaker(on_change=self._tell_state)
        self.budget = RetryBudget()
        self.retried = GRPC_CLIENT_RETRIES.labels(area)
        self._channel = grpc.aio.insecure_channel(address, options=client_options())
        self._bound: dict[tuple[str, FormOf], Bound] = {}
        self._connecting: asyncio.Task[None] | None = None
        self._away = False
        self.streams: Streams | None = None
        if credentials is not None:
            socket = link_path(address)
            connect = partial(self._open_wire, socket, credentials)
            self.streams = Streams(area, connect, has_one_process=socket is not None)
        GRPC_CLIENT_BREAKER.labels(area).set(State.CLOSED)

    async def _open_wire(self, socket: Path | None, credentials: Credentials) -> ClientWire:
        """A socket if the service has one for links, otherwise a gRPC stream."""
        headers = credentials()
        if socket is not None:
            try:
                return await ClientSocket.connect(socket, headers.caller)
            except OSError as error:
                log.debug("There is no socket for links", area=self.area, error=str(error))
        exchange = cast("Callable[..., Any]", self._channel.stream_stream(layout.PATH))
        return ClientGrpc(exchange(metadata=headers.metadata()))

    def bound(self, method: Method, form: FormOf = as_message) -> Bound:
        """The method on this link, with responses in a form."""
        key = method.full_path, form
        found = self._bound.get(key)
        if found is None:
            found = self._bound[key] = Bound(self, method, form(method))
        return found

    def invoker(self, method: Method, form: Form) -> Callable[..., Any]:
        """What makes one call of a method. The form is for unary methods."""
        own_call = self._multicallable(method)
        if not method.client_streaming and not method.server_streaming:
            return LinkedMethod(method, form, self.streams, own_call)

        def stream(request: Any, *, timeout: float, headers: Headers) -> Any:
            return own_call(request, timeout=timeout, metadata=headers.metadata())

        return stream

    def _multicallable(self, method: Method) -> Callable[..., Any]:
        """The gRPC callable of a method."""
        make = {
            (False, False): self._channel.unary_unary,
            (False, True): self._channel.unary_stream,
            (True, False): self._channel.stream_unary,
            (True, True): self._channel.stream_stream,
        }[method.client_streaming, method.server_streaming]
        return make(
            method.full_path,
            request_serializer=method.request_class.SerializeToString,
            response_deserializer=method.response_class.FromString,
        )

    def is_connected(self) -> bool:
        """Whether a call would be sent at once. Checking makes an idle channel connect."""
        is_ready = self._channel.get_state(try_to_connect=True) is _READY
        if is_ready and self.streams is not None and self.streams.is_away:
            self.streams.pick()  # looks for the process
            return False
        return is_ready

    async def connected(self, timeout_s: float) -> bool:
        """Waits, without sending anything, until a call would be sent at once; returns False on timeout."""
        if self._connecting is None or self._connecting.done():
            self._connecting = asyncio.create_task(self._connect())
        await asyncio.wait([self._connecting], timeout=timeout_s)
        return self.is_connected()

    async def _connect(self) -> None:
        await self._connect_channel()
        while self.streams is not None and self.streams.is_away:
            await self.streams.back()
            await self._connect_channel()

    async def _connect_channel(self) -> None:
        state = self._channel.get_state(try_to_connect=True)
        while state not in (_READY, _SHUTDOWN):
            await self._channel.wait_for_state_change(state)
            state = self._channel.get_state(try_to_connect=True)

    def admit(self) -> None:
        """Raises ServiceUnavailable while the breaker refuses calls."""
        if self.breaker.state is State.CLOSED:
            return
        if not self.breaker.admits(reconnected=self._away and self.is_connected()):
            raise self.unavailable(retry_after_s=self.breaker.retry_after_s, circuit="open")

    def lost(self) -> None:
        """Records that the connection was lost: once it is back, calls need not wait for the breaker."""
        self._away = True
        self.breaker.failed()

    def late(self) -> None:
        """Records that the service is connected, but did not answer."""
        self._away = False
        self.breaker.failed()

    def unavailable(self, *, retry_after_s: float = 1.0, **metadata: str) -> ServiceUnavailable:
        """The error while the service does not answer."""
        return ServiceUnavailable(
            f"The {self.area} service does not answer",
            retry_after_s=retry_after_s,
            recovery=["Try again in a few seconds"],
            service=self.area,
            **metadata,
        )

    async def close(self) -> None:
        """Ends running calls and closes the channel."""
        if self._connecting is not None:
            self._connecting.cancel()
            await asyncio.wait([self._connecting])
        if self.streams is not None:
            await self.streams.close()
        await self._channel.close()

    def _tell_state(self, state: State) -> None:
        GRPC_CLIENT_BREAKER.labels(self.area).set(state)
        if state is not State.HALF_OPEN:
            log.warning(f"The circuit to the {self.area} service is {state.name.lower()}", area=self.area)
