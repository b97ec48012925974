"""Loads HTTP/1.1 URLs of one server over kept-alive connections and prints the results as one JSON line."""

import argparse
import asyncio
import json
import time
from urllib.parse import urlsplit

import uvloop

from bench.arrivals import Arrivals
from bench.client import Answers, Exchange, request_of


async def closed_loop(
    urls: list[str], headers: list[str], body: bytes, connections: int, seconds: float
) -> dict[str, object]:
    """Each of `connections` clients sends its next request after the answer. Clients take URLs in turn."""
    parts = urlsplit(urls[0])
    loop = asyncio.get_running_loop()
    answers = Answers()
    started = time.perf_counter()

    async def client(number: int) -> None:
        request = request_of(urls[number % len(urls)], headers, body)

        def again(exchange: Exchange) -> None:
            now = time.perf_counter()
            if now < started + seconds:
                exchange.send(request, now)
            else:
                exchange.transport.close()

        exchange = Exchange(answers, again)
        await loop.create_connection(lambda: exchange, parts.hostname, parts.port)
        again(exchange)
        await exchange.closed

    async with asyncio.timeout(seconds + 30):
        await asyncio.gather(*map(client, range(connections)))
    return answers.summary(time.perf_counter() - started)


async def open_loop(
    urls: list[str], headers: list[str], body: bytes, rate: float, seconds: float
) -> dict[str, object]:
    """Requests arrive independently of each other, `rate` per second on average."""
    arrivals = Arrivals(urls, headers, body)
    elapsed = await arrivals.run(rate, seconds, connections=16)
    return arrivals.answers.summary(elapsed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("urls", nargs="+")
    parser.add_argument("--header", action="append", default=[])
    parser.add_argument("--body", default="")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--rate", type=float, default=0, help="independent arrivals per second")
    parser.add_argument("--seconds", type=float, default=5)
    a = parser.parse_args()
    uvloop.install()
    body = a.body.encode()
    if a.rate:
        work = open_loop(a.urls, a.header, body, a.rate, a.seconds)
    else:
        work = closed_loop(a.urls, a.header, body, a.connections, a.seconds)
    print(json.dumps(asyncio.run(work)))


if __name__ == "__main__":
    main()
