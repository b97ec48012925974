"""Many WebSocket clients in one process, which report when the kernel delivered each numbered message.

The clients share the machine with the server that is measured, and reading takes as long as sending. So the
kernel stamps each message when it reaches the socket of its client, and the process reads a little later:
neither its speed nor its wake-ups count. Prints `ready` when all are connected, and writes the times to a
file when its standard input ends.
"""

import argparse
import json
import select
import socket
import struct
import sys
import time
from array import array
from collections.abc import Iterable
from pathlib import Path

MARK = b'"bet_id":"bench_'
REQUEST = (
    b"GET %b HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
PONG = b"\x8a\x80\x00\x00\x00\x00"
SO_TIMESTAMPNS = 35  # missing in the socket module
STAMP = struct.Struct("qq")
AT_ONCE = 100
BUFFER_BYTES = 65_536
Arrivals = dict[int, "array[int]"]


class Client:
    """One connection; ready after the handshake, or after its subscription if it is greeted."""

    def __init__(self, address: tuple[str, int], path: str, *, greeted: bool) -> None:
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.socket.sendall(REQUEST % path.encode())
        self.ready = False
        self._greeted = greeted
        self._head = True
        self._buffer = b""

    def read(self, arrivals: Arrivals) -> None:
        """Reads what has come and notes the arrival of each numbered message, in nanoseconds."""
        data, extra, _, _ = self.socket.recvmsg(BUFFER_BYTES, 64)
        if not data:
            raise SystemExit("the server closed a connection")
        self._buffer += data
        if self._head and not self._take_head():
            return
        arrived = _arrived(extra)
        for kind, content in self._frames():
            if kind == 9:
                self.socket.sendall(PONG)
            elif (at := content.find(MARK)) >= 0:
                number = int(content[at + len(MARK) : content.index(b'"', at + len(MARK))])
                arrivals.setdefault(number, array("q")).append(arrived)
            elif b'"subscribed"' in content:
                self.ready = True

    def _take_head(self) -> bool:
        head, separator, rest = self._buffer.partition(b"\r\n\r\n")
        if not separator:
            return False
        if b" 101 " not in head[:20]:
            raise SystemExit(f"refused: {head[:200]!r}")
        self._head, self._buffer, self.ready = False, rest, not self._greeted
        return True

    def _frames(self) -> Iterable[tuple[int, bytes]]:
        """Takes whole frames from the buffer, as kind and content."""
        while len(self._buffer) >= 2:
            length, start = self._buffer[1], 2
            if length == 126:
                length, start = int.from_bytes(self._buffer[2:4]), 4
            elif length == 127:
                length, start = int.from_bytes(self._buffer[2:10]), 10
            if len(self._buffer) < start + length:
                break
            kind, content = self._buffer[0] & 15, self._buffer[start : start + length]
            self._buffer = self._buffer[start + length :]
            yield kind, content


def _arrived(extra: list[tuple[int, int, bytes]]) -> int:
    """The kernel's stamp; it needs a while to switch stamping on, so the first handshakes have none."""
    if not extra:
        return time.time_ns()
    seconds, nanoseconds = STAMP.unpack(extra[0][2])
    return seconds * 10**9 + nanoseconds


class Crowd:
    """All clients of this process."""

    def __init__(self, delay_s: float) -> None:
        self.arrivals: Arrivals = {}
        self._clients: dict[int, Client] = {}
        self._poll = select.epoll()
        self._delay_s = delay_s

    def connect(self, address: tuple[str, int], path: str, *, count: int, greeted: bool) -> None:
        """Connects clients and waits until they are ready."""
        few = [Client(address, path, greeted=greeted) for _ in range(count)]
        for client in few:
            self._clients[client.socket.fileno()] = client
            self._poll.register(client.socket, select.EPOLLIN)
        while not all(client.ready for client in few):
            self._turn()

    def read_until_input_ends(self) -> None:
        self._poll.register(sys.stdin, select.EPOLLIN)
        is_open = True
        while is_open:
            self._poll.poll(maxevents=1)
            time.sleep(self._delay_s)
            is_open = self._turn()

    def _turn(self) -> bool:
        """Reads from everybody who has received something; False if the input has ended."""
        ready = [fd for fd, _ in self._poll.poll(maxevents=len(self._clients) + 1)]
        for fd in ready:
            if fd in self._clients:
                self._clients[fd].read(self.arrivals)
        return sys.stdin.fileno() not in ready


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("path")
    parser.add_argument("count", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--greeted", action="store_true", help="the server confirms a subscription")
    parser.add_argument("--read-after", type=float, default=0.1, help="seconds, for everything that came")
    options = parser.parse_args()
    crowd = Crowd(options.read_after)
    for start in range(0, options.count, AT_ONCE):
        few = min(AT_ONCE, options.count - start)
        crowd.connect(("127.0.0.1", options.port), options.path, count=few, greeted=options.greeted)
    print("ready", flush=True)
    crowd.read_until_input_ends()
    options.out.write_text(json.dumps({number: list(times) for number, times in crowd.arrivals.items()}))


if __name__ == "__main__":
    main()
