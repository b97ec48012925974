"""Frames for many WebSockets: whole, in order, to everybody, whatever single clients do."""

import asyncio
import errno
import os
import socket
from collections.abc import Awaitable, Callable

import pytest
import uvloop

from service_kit.edge.protocols import fanout as module
from service_kit.edge.protocols.fanout import Crowd, Fanout
from service_kit.edge.protocols.plain import PlainProtocol
from service_kit.edge.protocols.websocket import SOCKET, PushSocket
from service_kit.edge.server import EdgeServer, listen

REQUEST = (
    b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
MASKED_CLOSE = b"\x88\x82\x00\x00\x00\x00\x03\xe8"
WITHIN_S = 10


class Room:
    """A server, its sockets in the order of their arrival, and clients that read when they are asked to."""

    def __init__(self) -> None:
        self.sockets: list[PushSocket] = []
        self.port = 0
        self.somebody_left = asyncio.Event()
        self._arrivals: asyncio.Queue[PushSocket] = asyncio.Queue()
        self._clients: list[socket.socket] = []

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "lifespan":
            for step in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{step}.complete"})
            return
        await receive()
        await send({"type": "websocket.accept"})
        self._arrivals.put_nowait(scope["extensions"][SOCKET])
        while (await receive())["type"] != "websocket.disconnect":
            pass
        self.somebody_left.set()

    async def join(self) -> socket.socket:
        """A client with a small buffer, after its handshake."""
        loop, client = asyncio.get_running_loop(), socket.socket()
        self._clients.append(client)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8_192)
        client.setblocking(False)
        await loop.sock_connect(client, ("127.0.0.1", self.port))
        await loop.sock_sendall(client, REQUEST)
        head = await self.read(client, 1)
        while not head.endswith(b"\r\n\r\n"):
            head += await self.read(client, 1)
        self.sockets.append(await self._arrivals.get())
        return client

    async def read(self, client: socket.socket, size: int) -> bytes:
        """So many bytes, or fewer if the server closes the connection."""
        data = bytearray()
        async with asyncio.timeout(WITHIN_S):
            while len(data) < size:
                part = await asyncio.get_running_loop().sock_recv(client, size - len(data))
                if not part:
                    break
                data += part
        return bytes(data)

    def leave(self) -> None:
        for client in self._clients:
            client.close()


def play(scenario: Callable[[Room], Awaitable[None]]) -> None:
    """Runs a scenario on the loop of the gateway: what is direct depends on when its transports buffer."""

    async def main() -> None:
        room = Room()
        ws = PushSocket.limited(buffer_bytes=65_536)
        server = EdgeServer(room, http=PlainProtocol, grace_s=1, ws=ws, ws_per_message_deflate=False)
        room.port = await server.start(listen("127.0.0.1", 0))
        try:
            await scenario(room)
        finally:
            room.leave()
            await server.stop()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())


@pytest.fixture(params=["one thread", "two threads", "two threads, one by one"])
def writer(request, monkeypatch):
    """Takes lists of three sockets, so that few clients need several of them."""
    monkeypatch.setattr(module, "MOST", 3)
    monkeypatch.setattr(module, "_WORTH_A_THREAD", 10**6 if request.param == "one thread" else 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    if request.param == "two threads, one by one":
        monkeypatch.setattr(module, "AioWriter", refuse)
    fanout = Fanout()
    yield fanout
    fanout.close()


def refuse() -> None:
    raise PermissionError(errno.EPERM, "refused")


def test_clients_that_read_late_get_everything_in_order_and_nobody_waits_for_them(writer):
    async def scenario(room: Room) -> None:
        late, prompt = await room.join(), await room.join()
        crowd, sent = Crowd(room.sockets), b""
        for number in range(200):
            frames = b"%4d" % number * 1_000
            writer.push(crowd, frames)
            sent += frames
            assert await room.read(prompt, len(frames)) == frames
        behind, ahead = room.sockets
        assert behind.direct_fd == -1
        assert behind.transport.get_write_buffer_size() > 0
        assert ahead.direct_fd >= 0
        assert await room.read(late, len(sent)) == sent
        writer.push(crowd, b"once more")
        assert await room.read(late, 9) == await room.read(prompt, 9) == b"once more"

    play(scenario)


def test_everybody_gets_every_push_in_order_around_those_who_are_slow_or_leave(writer):
    async def scenario(room: Room) -> None:
        clients = [await room.join() for _ in range(11)]
        slow, leaving = clients[4], clients[7]
        others = [each for each in clients if each not in (slow, leaving)]
        crowd, sent = Crowd(room.sockets), b""
        for number in range(100):
            frames = b"%4d" % number * 1_000
            writer.push(crowd, frames)
            sent += frames
            for each in others:
                assert await room.read(each, len(frames)) == frames
            if number == 50:
                leaving.close()
        assert [place for place, each in enumerate(room.sockets) if each.direct_fd == -1] == [4, 7]
        assert await room.read(slow, len(sent)) == sent

    play(scenario)


def test_nothing_follows_a_close_frame(writer):
    async def scenario(room: Room) -> None:
        client = await room.join()
        crowd = Crowd(room.sockets)
        writer.push(crowd, b"before")
        room.sockets[0].end(1012, "")
        writer.push(crowd, b"after")
        assert await room.read(client, 10) == b"before\x88\x02\x03\xf4"
        await asyncio.get_running_loop().sock_sendall(client, MASKED_CLOSE)
        assert await room.read(client, 1) == b""

    play(scenario)


def test_the_descriptor_of_a_client_that_left_is_never_written_to(writer):
    async def scenario(room: Room) -> None:
        client = await room.join()
        gone = Crowd([*room.sockets])
        writer.push(gone, b"before")
        client.close()
        async with asyncio.timeout(WITHIN_S):
            await room.somebody_left.wait()
        next_client = await room.join()
        writer.push(gone, b"for nobody")
        writer.push(Crowd(room.sockets), b"for those who are here")
        assert await room.read(next_client, 22) == b"for those who are here"

    play(scenario)
