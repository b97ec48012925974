"""The HTTP routes of the feed: log, stream, tickets, and documentation."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any, Final

import orjson
from fastapi import FastAPI, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from altsports.contract.events import EventCatalog
from gateway_service.edge.routing import RouteTable
from gateway_service.edge.target import Guarded, Target
from gateway_service.feed import asyncapi, docs_page
from gateway_service.feed.asked import Asked
from gateway_service.feed.client_messages import filter_words
from gateway_service.feed.filters import FeedFilter, Place
from gateway_service.feed.history import read_page
from gateway_service.feed.models import any_of, extended
from gateway_service.feed.parts import FeedParts
from gateway_service.feed.server_messages import ServerMessages
from gateway_service.feed.stream import FeedStream
from gateway_service.feed.tickets import LIFETIME_S, Tickets
from gateway_service.feed.who import GUARDED, Callers
from gateway_service.openapi.shared import EVENT_STREAM, PROBLEM_REF, STREAM_IS_OVER
from gateway_service.pages.guarded import PagePolicy, guarded
from gateway_service.pages.scope import exchange_of
from gateway_service.web.shell_page import Surroundings
from gateway_service.web.site import page_answer
from gateway_service.web.table import WebPage
from service_kit.limits.gatekeeper import RouteTerms

LOG: Final = "/api/v1/feed"
STREAM: Final = "/api/v1/feed/stream"
TICKETS: Final = "/api/v1/feed/tickets"
_TAG: Final = "realtime"
_DOCS: Final = WebPage("realtime", ("/docs/realtime",), "Real-time feed", section="docs")

_LIST: Final = "Separate several with commas. Default: no restriction."


class LogQuery(BaseModel):
    """The query of a page of the log."""

    after: int | None = Field(None, ge=0, lt=2**53, description="The last seq that was received.")
    limit: int = Field(100, ge=1, le=1000, description="The maximum number of events.")
    epoch: str | None = Field(None, max_length=64, description="The epoch of that seq.")


class StreamQuery(BaseModel):
    """The query of the stream."""

    last_seq: str | None = Field(
        None, max_length=100, description="The same as Last-Event-ID, for clients that cannot send headers."
    )
    ticket: str | None = Field(None, max_length=128, description="A ticket that identifies the caller.")
    epoch: str | None = Field(None, max_length=64, description="The epoch of that seq.")


class FeedLog(BaseModel):
    """A page of events, oldest first."""

    next_after: int = Field(description="The value of `after` for the next page.")
    epoch: str = Field(description="The epoch of the seqs.")
    has_more: bool = Field(description="True if the next page may contain events.")
    too_old: bool = Field(
        description="True if events after `after` are no longer stored, or `after` is unknown or of another "
        "epoch. The page starts with the oldest stored event; reload the state."
    )
    oldest: int | None = Field(description="The seq of the oldest stored event.")


class FeedTicket(BaseModel):
    """A ticket with which a browser connects as the caller."""

    ticket: str = Field(description="The value of `?ticket=` for the WebSocket or the stream; valid once.")
    expires_in: int = Field(description="Seconds until it expires.")


class FeedPages:
    """The routes of the feed."""

    def __init__(self, parts: FeedParts, callers: Callers, tickets: Tickets) -> None:
        self._parts = parts
        self._callers = callers
        self._tickets = tickets

    def install(self, app: FastAPI, table: RouteTable[Target], around: Surroundings) -> None:
        """Adds the routes to FastAPI, which answers them, and to the table of the edge."""
        contract = self._parts.contract
        events = ServerMessages(contract, self._parts.client_messages.filters).events
        log = extended(
            FeedLog, events=(list[any_of(events)], Field(description="The same as on the WebSocket."))
        )
        filters = _filter_parameters(contract)
        document_route(app, LOG, self.log, _LOG_WORDS, model=log, parameters=filters)
        document_route(app, STREAM, self.stream, _STREAM_WORDS, parameters=filters)
        document_route(app, TICKETS, self.ticket, _TICKET_WORDS, model=FeedTicket, verb="POST")
        table.add(
            "GET",
            LOG,
            Target(
                LOG, Guarded(PagePolicy("OPTIONAL", permissions=("feed:read",)), RouteTerms(f"GET {LOG}"))
            ),
        )
        table.add("GET", STREAM, Target(STREAM, GUARDED, lasts=True))
        table.add("POST", TICKETS, Target(TICKETS, guarded(f"POST {TICKETS}", "feed:read", quota_cost=0)))
        if around.docs:
            for path, page in (("/asyncapi.json", _asyncapi), (_DOCS.paths[0], _docs(around))):
                app.add_api_route(path, page, include_in_schema=False)
                table.add("GET", path, Target(path))

    async def log(self, request: Request, query: Annotated[LogQuery, Query()]) -> Response:
        exchange, contract = exchange_of(request), self._parts.contract
        wanted = Asked.of(contract, exchange.query).filter or FeedFilter.of(contract.channels, {})
        caller = exchange.identity.caller
        place = None if query.after is None else Place(query.after, query.epoch or "")
        page = await read_page(
            self._parts.events,
            contract,
            lambda message: wanted.matches(message) and message.audience.admits(caller),
            place=place,
            limit=query.limit,
        )
        content = {
            "events": [orjson.Fragment(message.text) for message in page.messages],
            "next_after": page.next_after,
            "epoch": page.epoch,
            "has_more": page.has_more,
            "too_old": page.too_old,
            "oldest": page.oldest,
        }
        headers = {"cache-control": "private, no-store"}
        return Response(orjson.dumps(content), media_type="application/json", headers=headers)

    async def stream(
        self,
        request: Request,
        query: Annotated[StreamQuery, Query()],  # noqa: ARG002 - FastAPI checks and documents it
    ) -> Response:
        exchange = exchange_of(request)
        asked = Asked.of(self._parts.contract, exchange.query, exchange.text(b"last-event-id"))
        if exchange.method == "HEAD":
            return Response(media_type="text/event-stream")
        await self._callers.recognise(exchange, token=asked.token, ticket=asked.ticket)
        await self._parts.wait_until_ready()
        lease = await self._callers.take(exchange)
        return FeedStream(self._parts, self._callers, lease, asked=asked, identity=exchange.identity)

    async def ticket(self, request: Request) -> FeedTicket:
        ticket = await self._tickets.issue(exchange_of(request).identity)
        return FeedTicket(ticket=ticket, expires_in=LIFETIME_S)


async def _asyncapi() -> Response:
    return Response(asyncapi.as_json(), media_type="application/json", headers={"cache-control": "no-cache"})


def _docs(around: Surroundings) -> Callable[[], Awaitable[Response]]:
    async def show() -> Response:
        return page_answer(_DOCS, around, docs_page.content())

    return show


_LOG_WORDS: Final = (
    "ListFeedEvents",
    "Events of the feed",
    "The stored events of the feed in pages, oldest first.",
)
_STREAM_WORDS: Final = (
    "StreamFeed",
    "The feed as server-sent events",
    "The messages of the WebSocket as `text/event-stream`; `/asyncapi.json` describes them. After a broken "
    "connection, a browser resumes with `Last-Event-ID` and misses nothing.",
)
_TICKET_WORDS: Final = (
    "CreateFeedTicket",
    "A ticket for the feed",
    "Browsers cannot send a token with a WebSocket. Put a ticket into its URL instead. "
    f"It is valid once, for {LIFETIME_S} seconds.",
)
_ERRORS: Final = {
    401: "The credentials are missing, invalid or expired",
    422: "The request is invalid",
    429: "A rate limit is reached, or there are too many connections",
    503: "A dependency is unavailable; Retry-After states when to retry",
}


def _filter_parameters(contract: EventCatalog) -> list[dict[str, Any]]:
    """The query parameters of channels and filters, which `Asked` parses."""
    words = {
        "channels": f"Channels: {', '.join(contract.channels)}.",
        **{name: filter_words(name) for name in contract.filters},
        "replays": "Only events of these replays, or `live` for live events.",
    }
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "schema": {"type": "string", "maxLength": 8192},
            "description": f"{text} {_LIST}",
        }
        for name, text in words.items()
    ]


_SCHEMES: Final[list[dict[str, list[str]]]] = [{"BearerToken": []}, {"OAuth2Password": []}, {"ApiKey": []}]


def document_route(
    app: FastAPI,
    path: str,
    endpoint: Any,
    words: tuple[str, str, str],
    *,
    model: Any = None,
    verb: str = "GET",
    parameters: Sequence[dict[str, Any]] = (),
    tag: str = _TAG,
    last: str = "A stream that does not end by itself.",
    may_be_over: bool = False,
) -> None:
    """Adds a route with its documentation. Without a model it is a stream; `last` says how it ends."""
    name, summary, description = words
    responses: dict[int | str, dict[str, Any]] = {
        status: {"description": text, "content": PROBLEM_REF} for status, text in _ERRORS.items()
    }
    if model is None:
        responses[200] = {"description": last, "content": EVENT_STREAM}
    elif verb == "GET":
        responses[200] = {"model": model}
    if may_be_over:
        responses[204] = STREAM_IS_OVER
    app.add_api_route(
        path,
        endpoint,
        methods=[verb],
        tags=[tag],
        summary=summary,
        description=description,
        operation_id=name,
        responses=responses,
        response_model=model if verb == "POST" else None,
        response_class=JSONResponse if verb == "POST" else Response,
        openapi_extra={
            "security": _SCHEMES if verb == "POST" else [*_SCHEMES, {}],
            "parameters": list(parameters),
        },
    )
