"""Calls the service of a route, on behalf of the request's caller."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

from altsports.contract.catalog import Method
from gateway_service.cache.payload import Payload
from gateway_service.routes.encoding import payload_of
from gateway_service.routes.reading import RequestReading, Values
from gateway_service.routes.versions import is_versioned, with_version
from service_kit.caller import Caller
from service_kit.clock.clocks import Clock
from service_kit.errors import ValidationFailed
from service_kit.rpc.answers import JsonAnswer

T = TypeVar("T")


class Client(Protocol):
    """The part of MeshClient that routes use."""

    async def call(self, method: Method, request: Any, *, caller: Caller | None = None) -> Any: ...
    async def call_for_json(self, method: Method, request: Any) -> JsonAnswer: ...


class Upstream:
    """Calls one method of one service on behalf of the current caller."""

    def __init__(self, method: Method, reading: RequestReading, client: Client, clock: Clock) -> None:
        self._method = method
        self._reading = reading
        self._client = client
        self._clock = clock
        self.is_versioned = is_versioned(method)

    async def ask(self, values: Values) -> Payload:
        """Returns the encoded answer. Raises the service's errors, or ValidationFailed."""
        payload = payload_of(await self._call(self._client.call_for_json, values), self._clock.now())
        return with_version(payload) if self.is_versioned else payload

    async def fetch(self, values: Values) -> dict[str, Any]:
        """Returns the response as JSON. Raises the same errors."""
        return self._method.response_to_json(await self._call(self._client.call, values))

    async def _call(self, call: Callable[[Method, Any], Awaitable[T]], values: Values) -> T:
        try:
            return await call(self._method, self._request(values))
        except ValidationFailed as error:
            self._reading.locate(error)
            raise

    def _request(self, values: Values) -> Any:
        try:
            return self._method.request_from_json(values)
        except (ValueError, TypeError, OverflowError):
            raise ValidationFailed.at(["body"], "A value is out of range", type="out_of_range") from None
