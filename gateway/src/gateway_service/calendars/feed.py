"""GET /calendar/{token}.ics: the calendar of a member, for programs that have its address and no account."""

from functools import partial
from typing import Annotated, Any, Final

from fastapi import FastAPI, Header, Path
from fastapi.responses import PlainTextResponse

from altsports.contract.catalog import Catalog, Method
from altsports.football.v1 import calendar_pb2 as pb
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.routing import RouteTable
from gateway_service.edge.target import Guarded, Prepared, Target
from gateway_service.openapi.shared import PROBLEM_REF
from gateway_service.pages.guarded import PagePolicy
from gateway_service.routes.conditional import not_modified
from gateway_service.routes.upstream import Client
from service_kit.caller import service_caller
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Header as RawHeader
from service_kit.edge.asgi import Receive
from service_kit.edge.reply import Reply
from service_kit.errors import NotFound
from service_kit.limits.questions import RouteTerms

PATH: Final = "/calendar/{token}"
_READ: Final = "/altsports.football.v1.CalendarService/ReadCalendar"
_ENDING: Final = ".ics"
_LONGEST: Final = 64
_PRIVATE: Final[RawHeader] = (b"cache-control", b"private, no-cache")
_HEADERS: Final[list[RawHeader]] = [
    (b"content-type", b"text/calendar; charset=utf-8"),
    (b"content-disposition", b'inline; filename="calendar.ics"'),
    (b"x-robots-tag", b"noindex"),
    _PRIVATE,
]
_WORDS: Final = """The calendar of a member, for calendar programs: iCalendar (RFC 5545), without an account.

`POST /api/v1/football/calendar` makes the address, and DELETE revokes it. The calendar shows what its owner
may see at the time of the request. With `If-None-Match` it answers 304 while nothing has changed."""


class CalendarNotFound(NotFound):
    """There is no calendar at the address."""

    reason = "CALENDAR_NOT_FOUND"


class CalendarOperation:
    """Answers calendar programs."""

    def __init__(self, client: Client, method: Method) -> None:
        self._client = client
        self._method = method

    def prepare(self, exchange: Exchange) -> Prepared:
        """Calendars are not cached."""
        return Prepared(partial(self._answer, exchange))

    async def _answer(self, exchange: Exchange, receive: Receive, reply: Reply) -> Answer:  # noqa: ARG002
        exchange.enter()
        token = exchange.params["token"].removesuffix(_ENDING)
        if token == exchange.params["token"] or not 0 < len(token) <= _LONGEST:
            raise CalendarNotFound("There is no calendar at this address")
        request = pb.ReadCalendarRequest(token=token)
        found = await self._client.call(self._method, request, caller=service_caller("gateway"))
        etag = found.etag.encode()
        if not_modified(exchange, etag):
            return Answer(304, headers=[(b"etag", etag), _PRIVATE], keeps=True)
        return Answer(200, found.document, headers=[*_HEADERS, (b"etag", etag)], keeps=True)


def install(app: FastAPI, table: RouteTable[Target], catalog: Catalog, client: Client) -> None:
    """Adds the route, and its description to the OpenAPI document."""
    public = Guarded(PagePolicy("PUBLIC"), RouteTerms(f"GET {PATH}", quota_cost=0))
    table.add("GET", PATH, Target(PATH, public, CalendarOperation(client, catalog.by_path[_READ])))

    async def read_calendar(
        token: Annotated[str, Path(description="The secret part of the address, and `.ics`.")],
        known: Annotated[
            str | None, Header(alias="If-None-Match", description="The ETag of the calendar at hand.")
        ] = None,
    ) -> None: ...

    app.add_api_route(
        PATH,
        read_calendar,
        tags=["football calendar"],
        summary="Read a calendar",
        description=_WORDS,
        operation_id="ReadFootballCalendar",
        response_class=PlainTextResponse,
        responses=_RESPONSES,
        openapi_extra={"security": []},
    )


_RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The calendar.", "content": {"text/calendar": {"schema": {"type": "string"}}}},
    304: {"description": "The calendar has not changed."},
    404: {"description": "`CALENDAR_NOT_FOUND`.", "content": PROBLEM_REF},
    422: {"description": "A parameter is not valid.", "content": PROBLEM_REF},
    429: {"description": "A rate limit is exceeded.", "content": PROBLEM_REF},
    503: {"description": "The gateway is busy, or a service is not available.", "content": PROBLEM_REF},
}
