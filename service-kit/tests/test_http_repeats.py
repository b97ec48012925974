"""Requests that are handed over without being parsed: nothing of HTTP is lost by that."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from service_kit.edge.protocols.repeats import RAW, RepeatsProtocol, Turn
from service_kit.edge.server import EdgeServer, listen
from service_kit.testing.waiting import until

ASKED = b"GET /x HTTP/1.1\r\nHost: x\r\n\r\n"
OTHER = b"GET /other HTTP/1.1\r\nHost: x\r\n\r\n"


class Edge:
    """Remembers what it answers, and takes over what it remembers."""

    def __init__(self) -> None:
        self.known: set[bytes] = set()
        self.raw: list[bytes | None] = []
        self.facts: list[object] = []
        self.turns: list[Turn] = []

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            while (await receive())["type"] != "lifespan.shutdown":
                await send({"type": "lifespan.startup.complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        self.raw.append(scope.get(RAW))
        self.facts.append(scope.get("fact"))
        body = scope["path"].encode()
        headers = [(b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def shortcut(self, turn: Turn) -> bool:
        if turn.data not in self.known:
            return False
        self.turns.append(turn)
        return True

    async def take(self) -> Turn:
        await until(lambda: self.turns)
        return self.turns.pop(0)


class Client:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    async def answer(self) -> tuple[bytes, bytes]:
        head = await asyncio.wait_for(self._reader.readuntil(b"\r\n\r\n"), 10)
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        return head, await self._reader.readexactly(length)

    async def rest(self) -> bytes:
        return await asyncio.wait_for(self._reader.read(), 10)


@pytest.fixture
def edge() -> Edge:
    return Edge()


@pytest.fixture
async def server(edge: Edge) -> AsyncGenerator[tuple[EdgeServer, int]]:
    protocol = RepeatsProtocol.limited(shortcut=staticmethod(edge.shortcut), timeout_s=5.0)
    server = EdgeServer(edge, http=protocol, grace_s=5, ws="none")
    port = await server.start(listen("127.0.0.1", 0))
    yield server, port
    await server.stop()


@pytest.fixture
async def client(edge: Edge, server: tuple[EdgeServer, int]) -> AsyncGenerator[Client]:
    """A connection on which the known request was answered once."""
    edge.known.add(ASKED)
    client = Client(*await asyncio.open_connection("127.0.0.1", server[1]))
    client.send(ASKED)
    assert (await client.answer())[1] == b"/x"
    yield client
    client.writer.close()


async def test_a_repetition_is_answered_without_the_application(edge: Edge, client: Client):
    client.send(ASKED)
    (await edge.take()).answer(200, b"a: 1\r\n", (b"fa", b"st"))
    head, body = await client.answer()
    assert (body, len(edge.raw)) == (b"fast", 1)
    assert head.startswith(b"HTTP/1.1 200 OK\r\ndate: ")
    assert b"\r\na: 1\r\n" in head
    client.send(OTHER)
    assert (await client.answer())[1] == b"/other"


async def test_the_application_answers_with_what_is_known(edge: Edge, client: Client):
    client.send(ASKED)
    (await edge.take()).usual(fact="charged")
    assert (await client.answer())[1] == b"/x"
    client.send(OTHER)
    await client.answer()
    assert edge.facts == [None, "charged", None]


async def test_what_is_sent_meanwhile_is_answered_afterwards_and_in_order(edge: Edge, client: Client):
    client.send(ASKED)
    turn = await edge.take()
    client.send(OTHER)
    await client.writer.drain()
    client.send(ASKED[:10])
    await until(lambda: turn._protocol._held)
    turn.answer(200, b"", (b"fa", b"st"))
    client.send(ASKED[10:] + OTHER)
    assert [(await client.answer())[1] for _ in range(4)] == [b"fast", b"/other", b"/x", b"/other"]


async def test_only_bytes_that_are_one_whole_request_count_as_its_bytes(edge: Edge, client: Client):
    client.send(OTHER)
    await client.answer()
    client.send(OTHER[:20])
    await asyncio.sleep(0.05)
    client.send(OTHER[20:])
    await client.answer()
    client.send(OTHER + OTHER)
    await client.answer()
    await client.answer()
    assert edge.raw == [ASKED, OTHER, None, None, None]


async def test_a_client_that_leaves_is_known_to_have_left(edge: Edge, client: Client):
    client.send(ASKED)
    turn = await edge.take()
    client.writer.transport.abort()
    await until(lambda: turn.is_lost)
    assert not turn.takes_answer
    turn.usual()
    await asyncio.sleep(0)
    assert len(edge.raw) == 1


async def test_a_server_that_stops_answers_first(edge: Edge, server: tuple[EdgeServer, int], client: Client):
    client.send(ASKED)
    turn = await edge.take()
    stopping = asyncio.create_task(server[0].stop())
    await until(lambda: turn._protocol._is_ending)
    turn.answer(200, b"", (b"fa", b"st"))
    head, body = await client.answer()
    assert (b"connection: close" in head, body, await client.rest()) == (True, b"fast", b"")
    await stopping


async def test_a_connection_with_repetitions_is_closed_after_the_last_one(edge: Edge, client: Client):
    client.send(ASKED)
    turn = await edge.take()
    protocol = turn._protocol
    protocol.timeout_keep_alive_handler()  # the timer of the first request, while the second is answered
    turn.answer(200, b"", (b"fa", b"st"))
    await client.answer()
    protocol.timeout_keep_alive_handler()
    assert not protocol.transport.is_closing()
    protocol._repeated_at -= protocol.timeout_keep_alive
    protocol.timeout_keep_alive_handler()
    assert await client.rest() == b""
