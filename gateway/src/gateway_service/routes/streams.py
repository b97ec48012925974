"""Server-streaming methods as server-sent events: data frames, keep-alives, and always a final event."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from typing import Any, Protocol

import orjson

from altsports.contract.catalog import Method
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.problems import problem_document
from gateway_service.edge.target import Prepared
from gateway_service.routes.reading import RequestReading
from service_kit.caller import Caller
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Receive
from service_kit.edge.body import BodyReader
from service_kit.edge.presence import while_present
from service_kit.edge.reply import Reply
from service_kit.errors import DomainError, ValidationFailed
from service_kit.rpc.wire_errors import http_status

_KEEP_ALIVE_S = 15.0
_RETRY_MS = 3000
_LAST_EVENT_ID = "last_event_id"
_NAMED = {"event_id", "event_type"}
_END = object()


class StreamClient(Protocol):
    """The part of MeshClient that streams use."""

    def stream(
        self, method: Method | str, request: Any, *, caller: Caller | None = None
    ) -> AsyncGenerator[Any]: ...


class StreamOperation:
    """Answers the requests of one streaming route with text/event-stream.

    Each message is an event with its number as `id`. An error before the first message is a problem
    document; a later error is `event: error` with the problem as data. A successful stream ends with
    `event: done`.

    If a message has a field `event` with `event_id` and `event_type`, that has the id, the type and the data
    of the event, also of the last one. A request with the field `last_event_id` takes it from the header
    Last-Event-ID, so that browsers resume. If nothing follows that event, the answer is 204, and they do not
    connect again.
    """

    def __init__(
        self,
        method: Method,
        reading: RequestReading,
        client: StreamClient,
        bodies: BodyReader,
        *,
        has_body: bool,
    ) -> None:
        self._method = method
        self._reading = reading
        self._client = client
        self._bodies = bodies
        self._has_body = has_body
        self._resumes = _LAST_EVENT_ID in method.request_class.DESCRIPTOR.fields_by_name
        event = method.response_class.DESCRIPTOR.fields_by_name.get("event")
        kind = None if event is None else event.message_type
        self._named = kind is not None and set(kind.fields_by_name) >= _NAMED

    def prepare(self, exchange: Exchange) -> Prepared:
        """Streams are not cached; the body is read after the request is admitted."""
        return Prepared(partial(self._answer, exchange))

    async def _answer(self, exchange: Exchange, receive: Receive, reply: Reply) -> Answer | None:
        """Sends the events until the stream ends or the client leaves."""
        exchange.enter()
        body = await self._bodies.read(exchange.headers, receive)
        if self._has_body:
            kind = exchange.text(b"content-type") or ""
            values = self._reading.of_body(exchange.params, kind, body)
        else:
            values = self._reading.of_query(exchange.params, exchange.query)
        if self._resumes and not values.get(_LAST_EVENT_ID):
            values[_LAST_EVENT_ID] = exchange.text(b"last-event-id") or ""
        resumes = self._resumes and bool(values.get(_LAST_EVENT_ID))
        request = self._method.request_from_json(values)
        try:
            async with aclosing(self._client.stream(self._method, request)) as messages:
                is_over = await while_present(self._pump(exchange, reply, messages, resumes=resumes), receive)
        except ValidationFailed as error:
            self._reading.locate(error)
            raise
        return Answer(204) if is_over else None

    async def _pump(
        self, exchange: Exchange, reply: Reply, messages: AsyncGenerator[Any], *, resumes: bool
    ) -> bool:
        """Returns True, and sends nothing, if the stream is resumed and has no further event."""
        message = await anext(messages, _END)
        if message is _END and resumes:
            return True
        await reply.begin_stream(b"text/event-stream")
        await reply.send_part(b"retry: %d\n\n" % _RETRY_MS)
        number = 0
        try:
            while message is not _END:
                number += 1
                await reply.send_part(self._event(number, self._method.response_to_json(message)))
                message = await self._next(messages, reply)
            if not self._named:
                await reply.send_part(b"event: done\ndata: {}\n\n")
        except DomainError as error:
            problem = problem_document(error, http_status(error), exchange)
            await reply.send_part(b"event: error\ndata: %s\n\n" % orjson.dumps(problem))
        await reply.end_stream()
        return False

    async def _next(self, messages: AsyncGenerator[Any], reply: Reply) -> Any:
        """Returns the next message; comments keep proxies from closing a quiet stream."""
        coming = asyncio.ensure_future(anext(messages, _END))
        try:
            while not coming.done():
                await asyncio.wait([coming], timeout=_KEEP_ALIVE_S)
                if not coming.done():
                    await reply.send_part(b": keep-alive\n\n")
            return coming.result()
        finally:
            if not coming.done():
                coming.cancel()
                await asyncio.wait([coming])

    def _event(self, number: int, content: dict[str, Any]) -> bytes:
        if not self._named:
            return b"id: %d\nevent: message\ndata: %s\n\n" % (number, orjson.dumps(content))
        event = content["event"]
        name, kind = event.pop("event_id").encode(), event.pop("event_type").encode()
        data = orjson.dumps({key: value for key, value in event.items() if value is not None})
        return b"id: %s\nevent: %s\ndata: %s\n\n" % (name, kind, data)
