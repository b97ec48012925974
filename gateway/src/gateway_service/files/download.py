"""Downloads: the bytes of a file, whole or in part, for its readers and for holders of a link."""

import base64
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from typing import Final, Protocol
from urllib.parse import quote

from altsports.contract.catalog import Method
from altsports.task.v1 import files_pb2 as pb
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.target import Prepared
from gateway_service.files.ranges import Range, wanted_range
from gateway_service.routes.conditional import not_modified
from gateway_service.routes.upstream import Client
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Header, Receive
from service_kit.edge.presence import while_present
from service_kit.edge.refusals import HttpRefusal
from service_kit.edge.reply import Reply
from service_kit.files.links import FileLinks, Linked
from service_kit.files.store import FileStore

_POLICY: Final[Header] = (b"content-security-policy", b"default-src 'none'; sandbox")
_PRIVATE: Final[Header] = (b"cache-control", b"private, no-cache")


class RangeNotSatisfiable(HttpRefusal):
    """The file has no bytes in the range."""

    status = 416
    reason = "RANGE_NOT_SATISFIABLE"


class Found(Protocol):
    """Finds the file of a request."""

    async def __call__(self, exchange: Exchange) -> Linked: ...


def found_by_id(client: Client, method: Method) -> Found:
    """For readers of the file: the service checks that the caller is one."""

    async def find(exchange: Exchange) -> Linked:
        request = pb.GetFileRequest(file_id=exchange.params["file_id"][:64])
        file = (await client.call(method, request)).file
        return Linked(file.key, file.name, file.content_type, file.size, file.sha256)

    return find


def found_by_link(links: FileLinks) -> Found:
    """For holders of a link."""

    async def find(exchange: Exchange) -> Linked:
        return links.open(exchange.params["token"])

    return find


class DownloadOperation:
    """Answers the downloads of one route."""

    def __init__(self, find: Found, store: FileStore) -> None:
        self._find = find
        self._store = store

    def prepare(self, exchange: Exchange) -> Prepared:
        """Files are not cached."""
        return Prepared(partial(self._answer, exchange))

    async def _answer(self, exchange: Exchange, receive: Receive, reply: Reply) -> Answer | None:
        exchange.enter()
        file = await self._find(exchange)
        etag = b'"%s"' % file.sha256.encode()
        if not_modified(exchange, etag):
            return Answer(304, headers=[(b"etag", etag), _PRIVATE], keeps=True)
        part = None if exchange.method == "HEAD" else wanted_range(exchange.headers, file.size, etag)
        if part is not None and part.start >= part.end:
            raise RangeNotSatisfiable(f"The file has {file.size} bytes", size=file.size)
        sent = part or Range(0, file.size)
        head = {
            "type": "http.response.start",
            "status": 200 if part is None else 206,
            "headers": [*described(file, etag), *_length_of(sent, file.size, is_part=part is not None)],
        }
        if exchange.method == "HEAD" or not file.size:
            await reply.forward(head)
            await reply.forward({"type": "http.response.body", "body": b""})
            return None
        async with aclosing(self._store.get(file.key, start=sent.start, end=sent.end)) as chunks:
            first = await anext(chunks)  # an error of the store is a problem document until here
            await reply.forward(head)
            await while_present(_send(first, chunks, reply), receive)
        return None


async def _send(first: bytes, chunks: AsyncGenerator[bytes], reply: Reply) -> None:
    await reply.forward({"type": "http.response.body", "body": first, "more_body": True})
    async for chunk in chunks:
        await reply.forward({"type": "http.response.body", "body": chunk, "more_body": True})
    await reply.forward({"type": "http.response.body", "body": b""})


def described(file: Linked, etag: bytes) -> list[Header]:
    """The headers of a file. It is saved, never shown: it is not ours, and must not run as a page of ours."""
    digest = base64.b64encode(bytes.fromhex(file.sha256))
    return [
        (b"content-type", file.content_type.encode()),
        (b"content-disposition", disposition(file.name)),
        (b"etag", etag),
        (b"accept-ranges", b"bytes"),
        (b"repr-digest", b"sha-256=:%s:" % digest),
        _POLICY,
        _PRIVATE,
    ]


def disposition(name: str) -> bytes:
    """Content-Disposition for any name (RFC 6266): plain letters for old clients, and the name itself."""
    plain = "".join(letter if letter.isascii() and letter not in '"\\%' else "_" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}".encode()


def _length_of(sent: Range, size: int, *, is_part: bool) -> list[Header]:
    length: Header = (b"content-length", b"%d" % (sent.end - sent.start))
    if not is_part:
        return [length]
    return [length, (b"content-range", b"bytes %d-%d/%d" % (sent.start, sent.end - 1, size))]
