"""A service in the test's own process: its handlers in the real server, called by the real client."""

import tempfile
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Final

from altsports.contract.catalog import Method, load_catalog
from altsports.contract.lookup import find_method
from altsports.contract.namespaces import EVERY_AREA
from service_kit.caller import Caller, service_caller
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Server
from service_kit.testing.linked import linked

Registration = tuple[Callable[[Any, Any], None], object]
_TIMEOUT_S: Final = 20.0


class ServiceCalls:
    """Calls one process by the names of its methods; requests and answers are JSON as at the gateway.

    A name can be `GetLeague`, or `LeagueService/GetLeague` if several registered services have the method.
    """

    def __init__(self, client: MeshClient, methods: Iterable[Method]) -> None:
        self.client = client
        self._methods = tuple(methods)

    def method(self, name: str) -> Method:
        return find_method(self._methods, name)

    async def call(
        self, name: str, data: dict[str, Any] | None = None, *, caller: Caller | None = None
    ) -> Any:
        """`await calls.call("GetLeague", {"league_id": "1"}, caller=...)`; raises what the handler raised."""
        method = self.method(name)
        request = method.request_from_json(data or {})
        caller = caller or service_caller("tests")
        answer = await self.client.call(method, request, caller=caller, timeout_s=_TIMEOUT_S)
        return method.response_to_json(answer)

    async def stream(
        self, name: str, data: dict[str, Any] | AsyncIterable[Any], *, caller: Caller | None = None
    ) -> list[Any]:
        """Returns all messages of a streaming method; `data` is a request, or a list of requests."""
        method = self.method(name)
        request: Any = method.request_from_json(data) if isinstance(data, dict) else data
        caller = caller or service_caller("tests")
        messages = self.client.stream(method, request, caller=caller, timeout_s=_TIMEOUT_S)
        return [method.response_to_json(message) async for message in messages]


Serve = Callable[..., Awaitable[ServiceCalls]]
"""The type of the fixture `serve`."""


@asynccontextmanager
async def serving(
    area: str, registrations: Iterable[Registration], *, secret: bytes, diagnostics: Diagnostics | None = None
) -> AsyncGenerator[ServiceCalls]:
    """Serves on a separate unix socket until the block ends."""
    server = Server(secret, diagnostics or Diagnostics(f"{area}-service"))
    for add_to_server, servicer in registrations:
        server.add(add_to_server, servicer)
    async with AsyncExitStack() as opened:
        folder = opened.enter_context(tempfile.TemporaryDirectory(prefix="altsports-"))
        address = f"unix:{Path(folder, area)}.sock"
        await server.start(address)
        opened.push_async_callback(server.stop, 0)
        client = await opened.enter_async_context(MeshClient({area: address, EVERY_AREA: address}, secret))
        await linked(client, area)
        served = [method for method in load_catalog().methods if method.service in server.services]
        yield ServiceCalls(client, served)
