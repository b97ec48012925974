"""Clients that send too much or too slowly are let go."""

import asyncio
import json
import socket
from contextlib import nullcontext

import pytest
import uvicorn

from service_kit.edge.http_patience import Patient
from service_kit.testing.waiting import eventually


async def echo(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})


@pytest.fixture
async def impatient():
    """A server that waits a moment and reads little."""
    protocol = Patient.limited(max_header_bytes=4096, timeout_s=0.3)
    config = uvicorn.Config(echo, http=protocol, ws="none", lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    server.capture_signals = nullcontext
    listener = socket.create_server(("127.0.0.1", 0))
    serving = asyncio.ensure_future(server.serve(sockets=[listener]))

    async def is_started() -> bool:
        return server.started

    await eventually(is_started)
    yield listener.getsockname()[1]
    server.should_exit = True
    await serving


async def answer_to(port: int, data: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(data)
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    return answer


async def test_long_headers_are_refused(impatient):
    head = b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 8000
    assert (await answer_to(impatient, head)).startswith(b"HTTP/1.1 431")


async def test_a_body_that_comes_with_the_headers_is_not_counted_as_headers(impatient):
    head = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 8000\r\n\r\n"
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
    request = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert (await answer_to(impatient, request)).startswith(b"HTTP/1.1 200")
