"""Calls the service of a route, on behalf of the request's caller."""

from typing import Any, Protocol

from altsports.contract.catalog import Method
from gateway_service.cache.payload import Payload
from gateway_service.routes.encoding import Encoding
from gateway_service.routes.reading import RequestReading, Values
from service_kit.caller import Caller
from service_kit.clock.clocks import Clock
from service_kit.errors import ValidationFailed


class Client(Protocol):
    """The part of MeshClient that routes use."""

    async def call(self, method: Method, request: Any, *, caller: Caller | None = None) -> Any: ...


class Upstream:
    """Calls one method of one service on behalf of the current caller."""

    def __init__(self, method: Method, reading: RequestReading, client: Client, clock: Clock) -> None:
        self._method = method
        self._reading = reading
        self._client = client
        self._clock = clock
        self._encoding = Encoding(method)

    async def ask(self, values: Values) -> Payload:
        """Returns the encoded answer. Raises the service's errors, or ValidationFailed."""
        return self._encoding.payload(await self._call(values), self._clock.now())

    async def fetch(self, values: Values) -> dict[str, Any]:
        """Returns the response as JSON. Raises the same errors."""
        return self._method.response_to_json(await self._call(values))

    async def _call(self, values: Values) -> Any:
        try:
            return await self._client.call(self._method, self._request(values))
        except ValidationFailed as error:
            error.violations = [self._reading.located(violation) for violation in error.violations]
            raise

    def _request(self, values: Values) -> Any:
        try:
            return self._method.request_from_json(values)
        except (ValueError, TypeError, OverflowError):
            raise ValidationFailed.at(["body"], "A value is out of range", type="out_of_range") from None
