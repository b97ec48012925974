"""Independent arrivals: requests are sent when they are due, whatever the server does."""

import asyncio
from contextlib import asynccontextmanager

from bench.arrivals import Arrivals


@asynccontextmanager
async def serving(answer):
    """A server that calls `answer(number)` for each request, and closes the connection if that is False."""
    numbers = iter(range(10**6))

    served = []

    async def serve(reader, writer):
        served.append((asyncio.current_task(), writer))
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                if await answer(next(numbers)) is False:
                    break
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        except asyncio.IncompleteReadError:
            pass
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    server.close()
    await asyncio.gather(*(task for task, _ in served))
    await asyncio.gather(*(writer.wait_closed() for _, writer in served), return_exceptions=True)


async def test_requests_are_not_held_up_by_answers_that_do_not_come():
    """A server that answers nobody before the twentieth request; clients that wait would never send it."""
    held = asyncio.Event()

    async def answer(number):
        if number == 19:
            held.set()
        await held.wait()

    async with serving(answer) as url:
        arrivals = Arrivals([url], [], b"")
        await arrivals.run(rate=400, seconds=0.2, connections=2)
    assert arrivals.answers.statuses == {200: len(arrivals.answers.latencies)}


async def test_a_request_whose_connection_is_closed_is_sent_again():
    async def answer(number):
        return number % 3 != 0

    async with serving(answer) as url:
        arrivals = Arrivals([url], [], b"")
        await arrivals.run(rate=300, seconds=0.2, connections=2)
    assert arrivals.answers.statuses[200] > 20
