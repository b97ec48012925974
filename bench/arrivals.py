"""Requests that arrive independently of each other: a Poisson process over kept-alive connections."""

import asyncio
import random
import time
from collections import deque
from urllib.parse import urlsplit

from bench.client import Answers, Exchange, request_of

LEAD_S = 0.05
MOST_CONNECTIONS = 256


class Arrivals:
    """Sends each request when it is due. Without a free connection it waits, and its latency grows."""

    def __init__(self, urls: list[str], headers: list[str], body: bytes) -> None:
        parts = urlsplit(urls[0])
        self._host, self._port = parts.hostname, parts.port
        self._requests = [request_of(url, headers, body) for url in urls]
        self._free: deque[Exchange] = deque()
        self._waiting: deque[tuple[bytes, float]] = deque()
        self._open: list[Exchange] = []
        self._opening: set[asyncio.Task[None]] = set()
        self._left = 0
        self._done = asyncio.Event()
        self.answers = Answers()

    async def run(self, rate: float, seconds: float, connections: int) -> float:
        """Sends requests for `seconds` and waits for all answers; returns the seconds that this took."""
        await asyncio.gather(*(self._connect() for _ in range(connections)))
        dice, at, due = random.Random(), 0.0, []
        while (at := at + dice.expovariate(rate)) < seconds:
            due.append(at)
        self._left = len(due)
        if not due:
            raise ValueError(f"no request is due within {seconds:g} s at {rate:g}/s")
        loop = asyncio.get_running_loop()
        started, offset = loop.time() + LEAD_S, time.perf_counter() - loop.time()
        for number, at in enumerate(due):
            request = self._requests[number % len(self._requests)]
            loop.call_at(started + at, self._send, request, started + at + offset)
        async with asyncio.timeout(seconds + 30):
            await self._done.wait()
        for exchange in list(self._open):
            exchange.transport.close()
            await exchange.closed
        return max(seconds, loop.time() - started)

    async def _connect(self) -> None:
        exchange = Exchange(self.answers, self._answered, self._lost)
        self._open.append(exchange)
        await asyncio.get_running_loop().create_connection(lambda: exchange, self._host, self._port)
        self._answered_or_new(exchange)

    def _send(self, request: bytes, due: float) -> None:
        if self._free:
            self._free.popleft().send(request, due)
            return
        self._waiting.append((request, due))
        if len(self._open) < MOST_CONNECTIONS:
            task = asyncio.ensure_future(self._connect())
            self._opening.add(task)
            task.add_done_callback(self._opening.discard)

    def _lost(self, exchange: Exchange) -> None:
        """Servers close connections that are idle, sometimes just as a request is sent: it is sent again."""
        self._open.remove(exchange)
        if exchange in self._free:
            self._free.remove(exchange)
        if exchange.in_flight is not None:
            self._send(*exchange.in_flight)

    def _answered(self, exchange: Exchange) -> None:
        self._left -= 1
        if self._left == 0:
            self._done.set()
        self._answered_or_new(exchange)

    def _answered_or_new(self, exchange: Exchange) -> None:
        if self._waiting:
            exchange.send(*self._waiting.popleft())
        else:
            self._free.appendleft(exchange)
