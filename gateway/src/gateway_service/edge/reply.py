"""The headers of every answer of the gateway."""

from typing import NamedTuple

from gateway_service.edge.cors import Cors
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.replaced import replaced_headers
from gateway_service.edge.security import NO_STORE
from service_kit.edge.asgi import Header, Send
from service_kit.edge.reply import Reply


class Replies(NamedTuple):
    """The common parts of all answers of this gateway."""

    cors: Cors
    security: tuple[Header, ...]


class GatewayReply(Reply):
    """The reply to one client of the gateway."""

    __slots__ = ("_common", "_exchange")

    def __init__(self, exchange: Exchange, send: Send, common: Replies) -> None:
        super().__init__(exchange, send)
        self._exchange = exchange
        self._common = common

    def dressed(self, own: list[Header], *, keeps: bool) -> list[Header]:
        headers = [*own, *self._common.security]
        if not keeps:
            headers.append(NO_STORE)
        return self._identified(headers)

    def dressed_page(self, own: list[Header]) -> list[Header]:
        """A page may set any of the headers itself."""
        names = {name for name, _ in own}
        standing = (*self._common.security, NO_STORE)
        return self._identified(own + [header for header in standing if header[0] not in names])

    def _identified(self, headers: list[Header]) -> list[Header]:
        exchange = self._exchange
        headers.append((b"x-request-id", exchange.request_id.encode()))
        headers.append((b"traceparent", exchange.span.place.traceparent.encode()))
        if exchange.decision is not None:
            headers += exchange.decision.headers(exchange.now_s)
        if exchange.canonical:
            headers += replaced_headers(exchange.canonical, exchange.params)
        headers += self._common.cors.headers(exchange)
        return headers
