"""Many WebSocket clients in one process, which note when each numbered message arrived.

A bare asyncio protocol on uvloop, so that it takes few resources from the server. Prints
`ready` when all are connected, and writes the times to a file when its standard input ends.
"""

import asyncio
import json
import sys
import time
from array import array
from pathlib import Path

import uvloop

MARK = b'"bet_id":"bench_'
REQUEST = (
    b"GET %b HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
PONG = b"\x8a\x80\x00\x00\x00\x00"


class Clients:
    """The arrivals: one list of nanoseconds per message."""

    def __init__(self, count: int) -> None:
        self.missing = count
        self.connected = asyncio.Event()
        self.arrivals: dict[int, array[int]] = {}

    def greeted(self) -> None:
        self.missing -= 1
        if self.missing == 0:
            self.connected.set()


class Client(asyncio.Protocol):
    """One connection; greeted by its first frame, or by the handshake if the server sends nothing."""

    def __init__(self, clients: Clients, path: str, *, silent: bool) -> None:
        self._clients, self._path, self._silent = clients, path, silent
        self._buffer = b""
        self._head, self._greeted = True, False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        transport.write(REQUEST % self._path.encode())

    def data_received(self, data: bytes) -> None:
        now = time.monotonic_ns()
        buffer = self._buffer + data
        if self._head:
            head, separator, buffer = buffer.partition(b"\r\n\r\n")
            if not separator:
                self._buffer = head
                return
            if b" 101 " not in head[:20]:
                raise SystemExit(f"refused: {head[:200]!r}")
            self._head = False
            if self._silent:
                self._greet()
        self._buffer = self._frames(buffer, now)

    def _frames(self, buffer: bytes, now: int) -> bytes:
        while len(buffer) >= 2:
            length, start = buffer[1], 2
            if length == 126:
                length, start = int.from_bytes(buffer[2:4]), 4
            elif length == 127:
                length, start = int.from_bytes(buffer[2:10]), 10
            if len(buffer) < start + length:
                break
            self._frame(buffer[0] & 15, buffer[start : start + length], now)
            buffer = buffer[start + length :]
        return buffer

    def _frame(self, kind: int, content: bytes, now: int) -> None:
        if kind == 9:
            self._transport.write(PONG)
        elif kind == 1:
            at = content.find(MARK)
            if at >= 0:
                number = int(content[at + len(MARK) : content.index(b'"', at + len(MARK))])
                self._clients.arrivals.setdefault(number, array("q")).append(now)
            elif b'"subscribed"' in content:
                self._greet()

    def _greet(self) -> None:
        if not self._greeted:
            self._greeted = True
            self._clients.greeted()


async def run(host: str, port: int, path: str, *, count: int, silent: bool, out: Path) -> None:
    loop = asyncio.get_running_loop()
    clients = Clients(count)
    for start in range(0, count, 100):
        few = range(start, min(start + 100, count))
        await asyncio.gather(
            *(loop.create_connection(lambda: Client(clients, path, silent=silent), host, port) for _ in few)
        )
    await clients.connected.wait()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    out.write_text(  # noqa: ASYNC240 - everything is over
        json.dumps({number: list(times) for number, times in clients.arrivals.items()})
    )


if __name__ == "__main__":
    _host, _port, _path, _count, _silent, _out = sys.argv[1:]
    uvloop.run(run(_host, int(_port), _path, count=int(_count), silent=_silent == "silent", out=Path(_out)))
