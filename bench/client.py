"""A bare HTTP/1.1 client on asyncio that parses no more than status and length, so that it costs little.

Not a general client: the server must answer with Content-Length.
"""

import asyncio
import time
from collections.abc import Callable
from urllib.parse import urlsplit

HEAD_END = b"\r\n\r\n"


class Answers:
    """What came back: statuses and latencies."""

    def __init__(self) -> None:
        self.statuses: dict[int, int] = {}
        self.latencies: list[float] = []

    def summary(self, elapsed: float) -> dict[str, object]:
        """Requests answered, per second, by status, and p50 and p99 in ms."""
        latencies = sorted(self.latencies)
        return {
            "requests": len(latencies),
            "per_second": len(latencies) / elapsed,
            "statuses": self.statuses,
            "p50_ms": 1000 * latencies[len(latencies) // 2] if latencies else None,
            "p99_ms": 1000 * latencies[len(latencies) * 99 // 100] if latencies else None,
        }


class Exchange(asyncio.Protocol):
    """One connection with at most one request in flight; `answered` is called after each answer."""

    def __init__(
        self,
        answers: Answers,
        answered: Callable[["Exchange"], None],
        lost: Callable[["Exchange"], None] = lambda _: None,
    ) -> None:
        self._answers, self._on_answer, self._on_loss = answers, answered, lost
        self.in_flight: tuple[bytes, float] | None = None
        """The request that has no answer yet, and the time from which its latency counts."""
        self._buffer = b""
        self._since = 0.0
        self.closed = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def send(self, request: bytes, since: float) -> None:
        """Sends a request whose latency counts from `since`."""
        self.in_flight = (request, since)
        self._since = since
        self.transport.write(request)

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
        self._answers.statuses[status] = self._answers.statuses.get(status, 0) + 1
        self._answers.latencies.append(time.perf_counter() - self._since)
        self.in_flight = None
        self._on_answer(self)

    def connection_lost(self, _exc: Exception | None) -> None:
        if not self.closed.done():
            self.closed.set_result(None)
        self._on_loss(self)


def request_of(url: str, headers: list[str], body: bytes) -> bytes:
    """The bytes of one request."""
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    lines = [f"{'POST' if body else 'GET'} {target} HTTP/1.1", f"Host: {parts.netloc}", *headers]
    lines += [f"Content-Length: {len(body)}"] if body else []
    return "\r\n".join(lines).encode() + HEAD_END + body
