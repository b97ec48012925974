"""Lists as files: every route that answers with a list also takes `?format=csv`, `excel` and `json`."""

import codecs
from collections.abc import AsyncIterator
from contextlib import aclosing
from functools import partial
from typing import Any, Final, get_args, get_origin
from urllib.parse import parse_qsl

import orjson

from altsports.contract.catalog import Method
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.target import Operation, Prepared
from gateway_service.routes.export_columns import Columns
from gateway_service.routes.export_pages import Pages
from gateway_service.routes.reading import RequestReading, Values
from gateway_service.routes.upstream import Upstream
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Header, Receive
from service_kit.edge.presence import while_present
from service_kit.edge.reply import Reply
from service_kit.errors import ValidationFailed

FORMATS: Final = ("csv", "excel", "json")
MOST_ROWS: Final = 50_000
_CSV: Final = b"text/csv; charset=utf-8; header=present"
_TYPES: Final = {"csv": _CSV, "excel": _CSV, "json": b"application/json"}
_MARK: Final = codecs.BOM_UTF8
"""Excel reads a CSV without it in the encoding of the country; other readers would take it for a letter."""


def list_field(method: Method) -> str:
    """The field of the response that is exported; empty if the method does not answer with a list.

    It is the field that the envelope contains, the only list, or the first list of a method named List.
    """
    if method.http is None or method.http.verb != "GET" or method.server_streaming:
        return ""
    fields = method.response_model.model_fields
    lists = [name for name, info in fields.items() if get_origin(info.annotation) is list]
    wanted = method.policy.data_field
    if wanted:
        return wanted if wanted in lists else ""
    return lists[0] if len(lists) == 1 or (lists and method.name.startswith("List")) else ""


class ExportOperation:
    """Answers exports of one route, and passes all other requests on to the route."""

    def __init__(
        self, method: Method, field: str, inner: Operation, reading: RequestReading, upstream: Upstream
    ) -> None:
        (item,) = get_args(method.response_model.model_fields[field].annotation)
        self._inner = inner
        self._reading = reading
        self._upstream = upstream
        self._pages = Pages(method, field)
        self._columns = Columns(item)

    def prepare(self, exchange: Exchange) -> Prepared:
        """Parses the request."""
        wanted = _format_of(exchange)
        if not wanted:
            return self._inner.prepare(exchange)
        values = self._reading.of_query(exchange.params, exchange.query)
        asked = {name for name, _ in parse_qsl(exchange.query.decode("latin-1"), keep_blank_values=True)}
        return Prepared(partial(self._answer, exchange, wanted, values, bool(asked & self._pages.names)))

    async def _answer(
        self, exchange: Exchange, wanted: str, values: Values, one: bool, receive: Receive, reply: Reply
    ) -> Answer | None:
        exchange.enter()
        async with aclosing(self._pages.of(self._upstream, values, one=one)) as pages:
            await while_present(self._send(wanted, pages, reply), receive)
        return None

    async def _send(self, wanted: str, pages: AsyncIterator[dict[str, Any]], reply: Reply) -> None:
        """Sends page by page. An error before the first page becomes a problem; a later one cuts the file."""
        count = 0
        async for page in pages:
            items: list[Any] = page.get(self._pages.field) or []
            first = not reply.status
            if first:
                _check_size(page.get("total_size") or 0)
                await self._begin(wanted, reply)
            count += len(items)
            _check_size(count)
            await reply.send_part(self._part(wanted, items, first=first))
        if wanted == "json":
            await reply.send_part(b"\n]\n")
        await reply.end_stream()

    async def _begin(self, wanted: str, reply: Reply) -> None:
        ending = "json" if wanted == "json" else "csv"
        name = f'attachment; filename="{self._pages.field}.{ending}"'.encode()
        headers: list[Header] = [
            (b"content-disposition", name),
            (b"vary", b"Accept, Accept-Encoding, Authorization, X-API-Key"),
        ]
        await reply.begin_stream(_TYPES[wanted], headers)

    def _part(self, wanted: str, items: list[Any], *, first: bool) -> bytes:
        if wanted != "json":
            mark = _MARK if first and wanted == "excel" else b""
            return mark + (self._columns.header() if first else b"") + self._columns.rows(items)
        lines = b",\n".join(map(orjson.dumps, items))
        return (b"[\n" if first else b",\n" if lines else b"") + lines


def _format_of(exchange: Exchange) -> str:
    """The format of the file that a client wants; empty for an ordinary answer. Raises ValidationFailed."""
    if b"format=" in exchange.query:
        pairs = parse_qsl(exchange.query.decode("latin-1"), keep_blank_values=True)
        stated = [value.strip().lower() for name, value in pairs if name == "format"]
        if stated and stated[-1] not in FORMATS:
            raise ValidationFailed.at(
                ["query", "format"], "Input should be 'csv', 'excel' or 'json'", type="enum"
            )
        if stated:
            return stated[-1]
    accept = exchange.headers.get(b"accept", b"")
    return "csv" if accept.lstrip()[:8].lower() == b"text/csv" else ""


def _check_size(total: int) -> None:
    if total > MOST_ROWS:
        raise _too_large(total)


def _too_large(count: int) -> ValidationFailed:
    words = f"The list has {count:,} or more rows; an export has at most {MOST_ROWS:,}. Narrow the filter"
    return ValidationFailed.at(["query", "format"], words, type="too_long")
