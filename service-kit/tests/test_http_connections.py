"""Bodies that never come, pipelined requests, and refusals of clients that are still sending."""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable

import pytest

from service_kit.edge.protocols.http import PatientProtocol
from service_kit.edge.protocols.plain import PlainProtocol
from service_kit.edge.protocols.repeats import RepeatsProtocol, Turn
from service_kit.edge.server import EdgeServer, listen

LIMITS = {"max_header_bytes": 4096, "timeout_s": 0.2}
LONG = 500_000


async def app(scope, receive, send):
    """/read reads the body first, /slow takes a while, /forever never ends, others answer at once.

    /headers answers with the names of the headers, after the body.
    """
    if scope["type"] == "lifespan":
        for kind in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{kind}.complete"})
        return
    path, status = scope["path"], 200
    if path in {"/read", "/headers"}:
        while (message := await receive()).get("more_body"):
            pass
        if message["type"] == "http.disconnect":
            return
        if path == "/headers":
            path = b" ".join(name for name, _ in scope["headers"]).decode()
    elif path == "/slow":
        await asyncio.sleep(0.05)
    headers = [(b"content-length", b"%d" % len(path))]
    if path == "/refuse":
        status, headers = 413, [*headers, (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": path.encode(), "more_body": path == "/forever"})
    if path == "/forever":
        await asyncio.Event().wait()


def _later(turn: Turn) -> bool:
    """Takes over every request, and lets the application answer after a while."""
    asyncio.get_running_loop().call_later(0.001, turn.usual)
    return True


HANDED_OVER = RepeatsProtocol.limited(shortcut=staticmethod(_later))


@pytest.fixture(params=[PatientProtocol, PlainProtocol, HANDED_OVER], ids=["patient", "plain", "repeats"])
async def port(request, monkeypatch) -> AsyncGenerator[int]:
    monkeypatch.setattr("service_kit.edge.server._KEEP_ALIVE_S", 0.3)
    server = EdgeServer(app, http=request.param.limited(**LIMITS), grace_s=0, ws="none")
    yield await server.start(listen("127.0.0.1", 0))
    await server.stop()


def head(path: str, *lines: str) -> bytes:
    verb = "POST" if any("Content-Length" in line or "Transfer" in line for line in lines) else "GET"
    return "\r\n".join([f"{verb} {path} HTTP/1.1", "Host: x", *lines, "", ""]).encode()


async def talk(port: int, data: bytes, then: Callable[..., Awaitable[None]] | None = None) -> bytes:
    """What the server sends until it closes the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(data)
    if then is not None:
        await then(reader, writer)
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    return answer


def statuses(answer: bytes) -> list[int]:
    return [int(part[:3]) for part in answer.split(b"HTTP/1.1 ")[1:]]


@pytest.mark.parametrize("declared", ["Content-Length: 50", "Transfer-Encoding: chunked"])
@pytest.mark.parametrize("begin", [b"", b"5\r\nab"])
async def test_a_body_that_never_comes_ends_in_408(port, declared, begin):
    answer = await talk(port, head("/read", declared) + begin)
    assert statuses(answer) == [408]
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "BODY_TOO_SLOW"


@pytest.mark.parametrize("path", ["/at-once", "/forever"])
async def test_a_body_that_nobody_waits_for_does_not_hold_the_connection(port, path):
    async def send_one_byte(reader, writer) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"a")

    answer = await talk(port, head(path, "Content-Length: 50"), send_one_byte)
    assert answer == path.encode()


async def test_a_body_that_drips_is_refused(port):
    async def drip(reader, writer) -> None:
        while not reader._buffer:  # asyncio has no public way to see that something came
            writer.write(b"a")
            await asyncio.sleep(0.02)

    assert statuses(await talk(port, head("/read", "Content-Length: 100000"), drip)) == [408]


async def test_headers_after_a_long_body_have_a_budget_of_their_own(port):
    long = head("/read", f"Content-Length: {LONG}") + b"a" * LONG
    last = head("/last", "Connection: close", "X-Filler: " + "b" * 3000)

    async def send_in_pieces(_reader, writer) -> None:
        for piece in (long[-1000:] + last[:50], last[50:]):
            await writer.drain()
            await asyncio.sleep(0.05)
            writer.write(piece)

    assert statuses(await talk(port, long[:-1000], send_in_pieces)) == [200, 200]


async def test_long_headers_after_a_long_body_are_refused(port):
    long = head("/read", f"Content-Length: {LONG}") + b"a" * LONG
    last = head("/last", *(f"X-Filler: {'b' * 1000}" for _ in range(9)))
    assert statuses(await talk(port, long + last)) == [200, 431]


@pytest.mark.parametrize(
    ("bad", "status"),
    [
        (b"this is no HTTP\r\n\r\n", 400),
        (head("/bad", "X-Long: " + "b" * 9000), 431),
        (head("/bad", "Transfer-Encoding: chunked") + b"zz\r\n", 400),
        (b"GET /slow HTTP/1.1\r\nHost: ", 408),
    ],
)
@pytest.mark.parametrize("earlier", [["/slow"], ["/slow", "/slow", "/at-once"]])
async def test_what_came_before_a_bad_request_is_answered(port, earlier, bad, status):
    answer = await talk(port, b"".join(map(head, earlier)) + bad)
    assert statuses(answer) == [*(200 for _ in earlier), status]


async def test_a_malformed_body_of_the_running_request_is_refused_at_once(port):
    assert statuses(await talk(port, head("/read", "Transfer-Encoding: chunked") + b"zz\r\n")) == [400]


async def test_a_client_that_is_still_sending_reads_why_it_is_refused(port):
    async def send_on(_reader, writer) -> None:
        for _ in range(20):
            writer.write(b"a" * 100_000)
            await writer.drain()
            await asyncio.sleep(0.005)

    answer = await talk(port, head("/refuse", "Content-Length: 2000000"), send_on)
    assert statuses(answer) == [413]
    assert answer.endswith(b"/refuse")


async def test_empty_lines_between_requests_do_not_hold_the_connection(port):
    async def send_an_empty_line(reader, writer) -> None:
        await reader.readuntil(b"/at-once")
        writer.write(b"\r\n")

    answer = await talk(port, head("/at-once"), send_an_empty_line)
    assert answer == b""


@pytest.mark.parametrize("earlier", ["", "Upgrade: h2c\r\nConnection: Upgrade\r\n"])
async def test_trailers_do_not_become_headers(port, earlier):
    chunked = f"POST /headers HTTP/1.1\r\nHost: x\r\n{earlier}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n"
    trailers = b"0\r\nAuthorization: Bearer x\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n"
    answer = await talk(port, chunked.encode() + trailers)
    assert statuses(answer) == [200]
    assert b"host" in answer
    assert b"authorization" not in answer
    assert b"x-forwarded-for" not in answer


@pytest.mark.parametrize(
    "flood", [b"0\r\nX: " + b"a" * 9000, b"0\r\n" + b"X: a\r\n" * 1500, b"1;" + b"a" * 9000]
)
async def test_endless_trailers_and_chunk_extensions_are_refused(port, flood):
    async def send_flood(_reader, writer) -> None:
        await asyncio.sleep(0.05)
        writer.write(flood)

    answer = await talk(port, head("/read", "Transfer-Encoding: chunked") + b"2\r\n{}\r\n", send_flood)
    assert statuses(answer) == [431]


async def test_a_body_in_tiny_chunks_is_read(port):
    async def send_chunks(_reader, writer) -> None:
        await asyncio.sleep(0.05)
        writer.write(b"1\r\na\r\n" * 5000 + b"0\r\n\r\n")

    answer = await talk(port, head("/read", "Transfer-Encoding: chunked", "Connection: close"), send_chunks)
    assert statuses(answer) == [200]
