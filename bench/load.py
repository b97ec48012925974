"""Loads HTTP/1.1 URLs of one server over kept-alive connections and prints the results as one JSON line.

A bare asyncio protocol on uvloop: it parses no more than status and length, so that it takes little of the
machine it shares with the server. Not a general client: the server must answer with Content-Length.
"""

import argparse
import asyncio
import json
import sys
import time
from urllib.parse import urlsplit

import uvloop

HEAD_END = b"\r\n\r\n"


class Client(asyncio.Protocol):
    """One connection that sends the next request after each answer, until `deadline`."""

    def __init__(self, request: bytes, deadline: float, done: asyncio.Future[None]) -> None:
        self.request, self.deadline, self.done = request, deadline, done
        self.statuses: dict[int, int] = {}
        self.latencies: list[float] = []
        self._buffer = b""
        self._sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self._ask()

    def _ask(self) -> None:
        self._sent = time.perf_counter()
        if self._sent >= self.deadline:
            self.transport.close()
            return
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(HEAD_END)
        if end < 0:
            return
        head = self._buffer[:end].lower()
        at = head.find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(self._buffer) < end + 4 + length:
            return
        self._buffer = self._buffer[end + 4 + length :]
        status = int(head[9:12])
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.latencies.append(time.perf_counter() - self._sent)
        self._ask()

    def connection_lost(self, _exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


async def load(
    urls: list[str], headers: list[str], body: bytes, connections: int, seconds: float
) -> dict[str, object]:
    """Requests answered in `seconds` by `connections` clients: statuses, requests/s, p50 and p99 in ms.

    Clients are assigned to URLs in turn.
    """
    parts = urlsplit(urls[0])
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    clients = [
        Client(_request(urls[number % len(urls)], headers, body), started + seconds, loop.create_future())
        for number in range(connections)
    ]
    for client in clients:
        await loop.create_connection(lambda client=client: client, parts.hostname, parts.port)
    await asyncio.wait_for(asyncio.gather(*(client.done for client in clients)), seconds + 30)
    return _summary(clients, time.perf_counter() - started)


def _request(url: str, headers: list[str], body: bytes) -> bytes:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [f"{'POST' if body else 'GET'} {target} HTTP/1.1", f"Host: {parts.netloc}", *headers]
    lines += [f"Content-Length: {len(body)}"] if body else []
    return "\r\n".join(lines).encode() + HEAD_END + body


def _summary(clients: list[Client], elapsed: float) -> dict[str, object]:
    latencies = sorted(latency for client in clients for latency in client.latencies)
    statuses: dict[int, int] = {}
    for client in clients:
        for status, count in client.statuses.items():
            statuses[status] = statuses.get(status, 0) + count
    return {
        "requests": len(latencies),
        "per_second": len(latencies) / elapsed,
        "statuses": statuses,
        "p50_ms": 1000 * latencies[len(latencies) // 2] if latencies else None,
        "p99_ms": 1000 * latencies[len(latencies) * 99 // 100] if latencies else None,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("urls", nargs="+")
    parser.add_argument("--header", action="append", default=[])
    parser.add_argument("--body", default="")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=5)
    a = parser.parse_args()
    uvloop.install()
    print(json.dumps(asyncio.run(load(a.urls, a.header, a.body.encode(), a.connections, a.seconds))))


if __name__ == "__main__":
    sys.exit(main())
