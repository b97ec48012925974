"""The client of the mesh: calls have a deadline and a caller, survive a restart, and fail as DomainError."""

import time
from collections.abc import AsyncGenerator, Mapping
from typing import Any, Final, Self

from altsports.contract.catalog import Method, load_catalog
from service_kit.caller import CALLER_KEY, REQUEST_ID_KEY, Caller, CallerSigner, current_caller
from service_kit.rpc.deadline import default_timeout_s
from service_kit.rpc.exchange import Exchange
from service_kit.rpc.link import Link
from service_kit.settings.mesh import MeshSettings
from service_kit.telemetry.trace_context import TRACEPARENT_KEY
from service_kit.telemetry.tracing import Span, span

_PATIENCE_S: Final = 2.0


class MeshClient:
    """Calls the services of the mesh by the methods of the contract.

    `addresses` maps an area to its gRPC target. A call waits up to `patience_s` for a service that is not
    connected (nothing was sent, so this is safe for every method), and is tried again within that time
    after the connection broke, if the method is safe to repeat and the budget allows it.
    """

    def __init__(
        self, addresses: Mapping[str, str], secret: bytes, *, patience_s: float = _PATIENCE_S
    ) -> None:
        self._addresses = dict(addresses)
        self._signer = CallerSigner(secret)
        self._patience_s = patience_s
        self._links: dict[str, Link] = {}

    @classmethod
    def from_settings(cls, settings: MeshSettings) -> Self:
        return cls(settings.every_address(), settings.secret)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends the calls that still run, and all connections."""
        links, self._links = self._links, {}
        for link in links.values():
            await link.close()

    async def call(
        self,
        method: Method | str,
        request: Any,
        *,
        caller: Caller | None = None,
        timeout_s: float | None = None,
        area: str | None = None,
    ) -> Any:
        """The response message. Raises DomainError; ConnectionHeld where the code is wrong (see held.py).

        `method` may be its gRPC path. `request` is the message, or an async iterator of messages where the
        client streams. Without `caller` the current one asks. `timeout_s` is cut to what the current work has
        left; the default is the contract's. `area` picks the process where every process answers a method.
        """
        method = self._resolve(method)
        with span(method.rpc, kind="client") as here:
            return await self._exchange(method, area, caller, here, timeout_s).unary(request)

    def stream(
        self,
        method: Method | str,
        request: Any,
        *,
        caller: Caller | None = None,
        timeout_s: float | None = None,
        area: str | None = None,
    ) -> AsyncGenerator[Any, None]:
        """The messages of a server-streaming method as they come; leaving the loop cancels the RPC.

        Arguments and errors as for `call`. Use `contextlib.aclosing` where the loop may be left early.
        """
        method = self._resolve(method)
        here = span(method.rpc, kind="client")
        return self._exchange(method, area, caller, here, timeout_s).messages(request)

    def link(self, area: str) -> Link:
        """The way to a service. Raises LookupError for an area without an address."""
        found = self._links.get(area)
        if found is None:
            found = self._links[area] = Link(area, self._addresses[area])
        return found

    def _exchange(
        self, method: Method, area: str | None, caller: Caller | None, here: Span, timeout_s: float | None
    ) -> Exchange:
        metadata = self._metadata(current_caller() if caller is None else caller, here)
        link = self.link(area or method.area)
        wanted_s = default_timeout_s(method) if timeout_s is None else timeout_s
        return Exchange(link, method, metadata, here, timeout_s=wanted_s, patience_s=self._patience_s)

    def _metadata(self, caller: Caller, here: Span) -> list[tuple[str, str]]:
        """What every call carries: in which trace, who asks, in which request."""
        metadata = [(TRACEPARENT_KEY, here.place.traceparent)]
        if caller.is_authenticated or caller.ip:
            metadata.append((CALLER_KEY, self._signer.sign(caller, time.time())))
        if request_id := caller.request_id or current_caller().request_id:
            metadata.append((REQUEST_ID_KEY, request_id))
        return metadata

    def _resolve(self, method: Method | str) -> Method:
        return load_catalog().by_path[method] if isinstance(method, str) else method
