"""The answer to an upload: what is stored now, and where it is."""

from datetime import datetime

from gateway_service.edge.exchange import Exchange
from gateway_service.routes.encoding import payload_of, rendered
from gateway_service.routes.envelope import wants_envelope
from service_kit.edge.answer import Answer
from service_kit.rpc.answers import JsonAnswer


def accepted(
    response: JsonAnswer, exchange: Exchange, now: datetime, *, status: int, location: str
) -> Answer:
    """The answer with the stored object as data."""
    body, headers = rendered(payload_of(response, now), exchange, envelope=wants_envelope(exchange.query))
    return Answer(status, body, [*headers, (b"location", location.encode())])
