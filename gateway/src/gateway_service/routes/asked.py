"""What a reading request asks for: the same path and query are read only once."""

from typing import NamedTuple

from altsports.contract.catalog import Method
from gateway_service.cache.keys import CacheKeys
from gateway_service.edge.exchange import Exchange
from gateway_service.routes.envelope import wants_envelope
from gateway_service.routes.reading import RequestReading, Values
from service_kit.lru import Lru

_MOST_REMEMBERED = 4096


class Asked(NamedTuple):
    """A request that was read, with the key and the tags of its answer."""

    values: Values
    envelope: bool
    key: str
    tags: tuple[str, ...]


class AskedBefore:
    """Reads the requests of one route."""

    def __init__(self, method: Method, reading: RequestReading, *, envelope: bool) -> None:
        self._reading = reading
        self._keys = CacheKeys(method)
        self._envelope = envelope
        self._remembered: Lru[tuple[str, bytes], Asked] = Lru(_MOST_REMEMBERED)

    def of(self, exchange: Exchange) -> Asked:
        """Raises DomainError for a request that breaks the contract."""
        place = (exchange.path, exchange.query)
        asked = self._remembered.get(place)
        if asked is None:
            values = self._reading.of_query(exchange.params, exchange.query)
            envelope = self._envelope and wants_envelope(exchange.query)
            asked = Asked(values, envelope, self._keys.key(values), self._keys.tags(values))
            self._remembered.put(place, asked)
        return asked
