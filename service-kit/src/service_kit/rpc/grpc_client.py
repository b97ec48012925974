"""The client of the mesh: calls have a deadline and a caller, survive restarts, and raise DomainError."""

import time
from collections.abc import AsyncGenerator, Mapping
from typing import Any, Final, Self

from altsports.contract.catalog import Method, load_catalog
from service_kit.caller import Caller, CallerSigner, current_caller, service_caller
from service_kit.rpc.answers import FormOf, JsonAnswer, as_json, as_message
from service_kit.rpc.deadline import default_timeout_s
from service_kit.rpc.exchange import Exchange
from service_kit.rpc.headers import Headers
from service_kit.rpc.link import Link
from service_kit.settings.mesh import MeshSettings
from service_kit.telemetry.tracing import Span, span

_PATIENCE_S: Final = 2.0
_STREAMS: Final = service_caller("link")


class MeshClient:
    """Calls the services of the mesh by the methods of the contract.

    `addresses` maps an area to its gRPC target. A call waits up to `patience_s` for a service that is not
    connected (nothing was sent, so this is safe for every method). Within that time, it is retried after the
    connection was lost, if the method is safe to repeat and the budget allows it. With `shares_streams`,
    unary calls travel as frames of one stream per process (see the folder `frames`), which is far cheaper.
    """

    def __init__(
        self,
        addresses: Mapping[str, str],
        secret: bytes,
        *,
        patience_s: float = _PATIENCE_S,
        shares_streams: bool = True,
    ) -> None:
        self._addresses = dict(addresses)
        self._signer = CallerSigner(secret)
        self._patience_s = patience_s
        self._shares_streams = shares_streams
        self._links: dict[str, Link] = {}

    @classmethod
    def from_settings(cls, settings: MeshSettings) -> Self:
        return cls(settings.every_address(), settings.secret, shares_streams=settings.link)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends running calls and closes all connections."""
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
        """Returns the response message. Raises DomainError, or ConnectionHeld for a bug (see held.py).

        `method` can be its gRPC path. `request` is the message, or an async iterator of messages if the
        client streams. `caller` defaults to the current caller. `timeout_s` defaults to the contract's, and
        is limited to the remaining time of the current work. `area` selects the process of a method that all
        processes serve.
        """
        method = self._resolve(method)
        with span(method.rpc, kind="client") as here:
            return await self._exchange(method, area, caller, here, timeout_s).unary(request)

    async def call_for_json(
        self, method: Method, request: Any, *, caller: Caller | None = None
    ) -> JsonAnswer:
        """As `call`, but returns the response of a unary method as JSON, which the service makes."""
        with span(method.rpc, kind="client") as here:
            return await self._exchange(method, None, caller, here, None, as_json).unary(request)

    def stream(
        self,
        method: Method | str,
        request: Any,
        *,
        caller: Caller | None = None,
        timeout_s: float | None = None,
        area: str | None = None,
    ) -> AsyncGenerator[Any, None]:
        """Yields the messages of a server-streaming method; leaving the loop cancels the RPC.

        Arguments and errors are as for `call`. Use `contextlib.aclosing` if the loop can be left early.
        """
        method = self._resolve(method)
        here = span(method.rpc, kind="client")
        return self._exchange(method, area, caller, here, timeout_s).messages(request)

    def link(self, area: str) -> Link:
        """Returns the link to a service. Raises LookupError for an area without an address."""
        found = self._links.get(area)
        if found is None:
            credentials = self._credentials if self._shares_streams else None
            found = self._links[area] = Link(area, self._addresses[area], credentials=credentials)
        return found

    def _exchange(
        self,
        method: Method,
        area: str | None,
        caller: Caller | None,
        here: Span,
        timeout_s: float | None,
        form: FormOf = as_message,
    ) -> Exchange:
        headers = self._headers(current_caller() if caller is None else caller, here)
        link = self.link(area or method.area)
        wanted_s = default_timeout_s(method) if timeout_s is None else timeout_s
        bound = link.bound(method, form)
        return Exchange(link, bound, headers, here, timeout_s=wanted_s, patience_s=self._patience_s)

    def _headers(self, caller: Caller, here: Span) -> Headers:
        is_known = caller.is_authenticated or caller.ip
        signed = self._signer.sign(caller, time.time()) if is_known else ""
        return Headers(signed, here.place.traceparent, caller.request_id or current_caller().request_id)

    def _credentials(self) -> Headers:
        """The headers that open a stream; each call on it still has the caller of its own."""
        return Headers(self._signer.sign(_STREAMS, time.time()))

    def _resolve(self, method: Method | str) -> Method:
        return load_catalog().by_path[method] if isinstance(method, str) else method
