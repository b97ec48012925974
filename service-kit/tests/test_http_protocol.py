"""uvicorn with our protocols: clients that send too much or too slowly, and unchanged answers."""

import asyncio
import json
import re
import time

import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from service_kit.edge.protocols.http import PatientProtocol
from service_kit.edge.protocols.plain import PlainProtocol
from service_kit.edge.server import CannotListen, CannotStart, EdgeServer, listen

CLOSE = b"Connection: close\r\n"


async def app(scope, receive, send):
    """Answers as requested in the path: /<status>/<none|length|parts>[/close]."""
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    _, status, form, *rest = scope["path"].split("/")
    body = b"" if form == "none" else (await receive())["body"] or b"answer"
    headers = [(b"content-length", b"%d" % len(body))] if form == "length" else []
    headers += [(b"connection", b"close")] if rest == ["close"] else []
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    if form == "parts":
        await send({"type": "http.response.body", "body": body[:2], "more_body": True})
        await send({"type": "http.response.body", "body": body[2:], "more_body": True})
        body = b""
    await send({"type": "http.response.body", "body": body})


@pytest.fixture
async def serve():
    """`await serve(protocol)`: the port of a server."""
    servers = []

    async def start(protocol) -> int:
        servers.append(EdgeServer(app, http=protocol, grace_s=1, ws="none"))
        return await servers[-1].start(listen("127.0.0.1", 0))

    yield start
    for server in servers:
        await server.stop()


@pytest.fixture
async def impatient(serve):
    """A server with short timeouts and small limits."""
    return await serve(PatientProtocol.limited(max_header_bytes=4096, timeout_s=0.3))


async def answer_to(port: int, data: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(data)
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    return answer


async def test_long_headers_are_refused(impatient):
    head = b"GET /200/length HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 8000
    assert (await answer_to(impatient, head)).startswith(b"HTTP/1.1 431")


async def test_a_body_that_comes_with_the_headers_is_not_counted_as_headers(impatient):
    head = b"POST /200/none HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 8000\r\n\r\n"
    assert (await answer_to(impatient, head + b"a" * 8000)).startswith(b"HTTP/1.1 200")


async def test_a_refusal_says_why_as_a_problem_document(impatient):
    answer = await answer_to(impatient, b"this is no HTTP\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "MALFORMED_HTTP"


async def test_slow_headers_are_refused(impatient):
    assert (await answer_to(impatient, b"GET / HTTP/1.1\r\nHost: ")).startswith(b"HTTP/1.1 408")


async def test_a_silent_client_is_let_go(impatient):
    assert await answer_to(impatient, b"") == b""


async def test_ordinary_requests_are_answered(impatient):
    request = b"GET /200/none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert (await answer_to(impatient, request)).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("verb", [b"GET", b"HEAD", b"POST"])
@pytest.mark.parametrize("version", [b"1.0", b"1.1"])
@pytest.mark.parametrize(
    "path",
    [
        b"/200/length",
        b"/200/length/close",
        b"/200/parts",
        b"/200/whole",
        b"/204/none",
        b"/304/none",
        b"/404/length",
    ],
)
async def test_answers_written_plainly_are_those_of_uvicorn(serve, verb, version, path):
    body = b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\nabc" if verb == b"POST" else b"\r\n"
    request = b"%b %b HTTP/%b\r\nHost: x\r\n%b" % (verb, path, version, body)
    last = b"GET /200/length HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    answers = [
        re.sub(rb"date: [^\r]*", b"date", await answer_to(await serve(protocol), request + last))
        for protocol in (HttpToolsProtocol, PlainProtocol)
    ]
    assert answers[0] == answers[1]
    assert answers[1].startswith(b"HTTP/1.1 ")


async def test_a_server_starts_and_stops_without_waiting(serve):
    started = time.perf_counter()
    server = EdgeServer(app, http=PlainProtocol, grace_s=1, ws="none")
    await server.start(listen("127.0.0.1", 0))
    await server.stop()
    assert time.perf_counter() - started < 1


async def test_a_port_that_is_taken_is_one_clear_error():
    with listen("127.0.0.1", 0) as taken, pytest.raises(CannotListen, match="cannot listen on"):
        listen("127.0.0.1", taken.getsockname()[1])


async def test_an_application_that_cannot_start_is_an_error_of_the_server():
    async def broken(scope, receive, send):
        raise RuntimeError("no")

    server = EdgeServer(broken, http=PlainProtocol, grace_s=1, ws="none")
    with pytest.raises(CannotStart):
        await server.start(listen("127.0.0.1", 0))


async def test_a_wait_ends_with_the_server(serve):
    server = EdgeServer(app, http=PlainProtocol, grace_s=1, ws="none")
    await server.start(listen("127.0.0.1", 0))
    waiting = asyncio.ensure_future(server.wait(asyncio.Event()))
    await server.stop()
    async with asyncio.timeout(5):
        await waiting
