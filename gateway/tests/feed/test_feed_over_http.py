"""The feed as server-sent events and as a log."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack

import httpx
import orjson
import pytest_asyncio


class Stream:
    """An EventSource: remembers the last id."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.last_id = ""
        self._lines = response.aiter_lines()

    async def next(self) -> dict:
        """The next message that is no heartbeat."""
        data = ""
        async with asyncio.timeout(15):
            async for line in self._lines:
                name, _, value = line.partition(": ")
                if name == "id":
                    self.last_id = value
                elif name == "data":
                    data = value
                elif not line and data:
                    message, data = orjson.loads(data), ""
                    if message["type"] != "heartbeat":
                        return message
        raise AssertionError("the stream has ended")


@pytest_asyncio.fixture
async def open_stream(http: httpx.AsyncClient) -> AsyncGenerator:
    """`await open_stream("?channels=bets", last_id=...)`: a stream that has said hello."""
    async with AsyncExitStack() as opened:

        async def start(query: str = "", *, last_id: str = "", gateway: httpx.AsyncClient = http) -> Stream:
            headers = {"Last-Event-ID": last_id} if last_id else {}
            request = gateway.stream("GET", f"/api/v1/feed/stream{query}", headers=headers)
            response = await opened.enter_async_context(request)
            assert response.headers["content-type"].startswith("text/event-stream"), response.status_code
            stream = Stream(response)
            assert (await stream.next())["type"] == "hello"
            return stream

        yield start


async def test_a_stream_tells_the_same_as_the_socket_and_goes_on_behind_the_last_id(
    open_stream, listen, start_gateway, outbox, events
):
    socket = await listen("?channels=bets,lines")
    await socket.next()
    stream = await open_stream("?channels=bets&channels=lines")
    await outbox.write(events.bet(1), events.line(1))
    assert [await stream.next(), await stream.next()] == await socket.take(2)
    place = stream.last_id
    await stream.response.aclose()
    await outbox.bets(2)
    again = await open_stream("?channels=bets", last_id=place, gateway=await start_gateway())
    await outbox.bets(3)
    assert events.numbers([await again.next(), await again.next()]) == [2, 3]


async def test_a_stream_that_is_cut_off_before_its_first_event_resumes_from_hello(
    open_stream, outbox, events
):
    stream = await open_stream()
    await stream.response.aclose()
    await outbox.bets(1)
    again = await open_stream(last_id=stream.last_id)
    assert events.numbers([await again.next()]) == [1]


async def test_a_stream_says_when_its_gateway_stops(open_stream, start_gateway):
    gateway = await start_gateway()
    stream = await open_stream(gateway=gateway)
    stopping = asyncio.create_task(start_gateway.servers[-1].stop())
    assert (await stream.next())["code"] == "RESTARTING"
    await stopping


async def test_a_stream_knows_bad_questions_and_bad_credentials(http):
    answer = await http.get("/api/v1/feed/stream", params={"channels": "goals"})
    assert (answer.status_code, answer.json()["detail"][0]["loc"]) == (422, ["query", "channels"])
    answer = await http.get("/api/v1/feed/stream", params={"ticket": "nonsense"})
    assert (answer.status_code, answer.json()["code"]) == (401, "TICKET_INVALID")
    assert (await http.head("/api/v1/feed/stream")).status_code == 200


async def test_an_address_has_only_so_many_streams(open_stream, start_gateway):
    gateway = await start_gateway(feed_connections_per_address=1)
    stream = await open_stream(gateway=gateway)  # a stream that nobody holds is closed
    answer = await gateway.get("/api/v1/feed/stream")
    assert (answer.status_code, answer.json()["code"]) == (429, "TOO_MANY_CONNECTIONS")
    assert not stream.response.is_closed


async def test_streams_do_not_count_as_requests_under_way(open_stream, start_gateway):
    gateway = await start_gateway(max_in_flight=2)
    streams = [await open_stream(gateway=gateway) for _ in range(4)]
    assert (await gateway.get("/api/v1/feed")).status_code == 200
    assert not any(stream.response.is_closed for stream in streams)


async def test_the_log_has_pages_in_order_with_the_same_messages_and_filters(http, listen, outbox, events):
    socket = await listen("?channels=bets,lines")
    await socket.next()
    await outbox.write(
        events.bet(1),
        events.internal(),
        events.line(1),
        events.bet(2, expert="the-rebel"),
        events.bet(3),
    )
    heard = await socket.take(4)
    pages, after = [], None
    while True:
        asked = {"limit": 2} | ({} if after is None else {"after": after})
        page = (await http.get("/api/v1/feed", params=asked)).raise_for_status().json()
        pages += page["events"]
        after = page["next_after"]
        if not page["has_more"]:
            break
    assert pages == heard
    assert page["epoch"] == heard[0]["epoch"]
    assert page["oldest"] == heard[0]["seq"]
    asked = {"channels": "bets", "expert_ids": "the-gambler,the-chaos", "after": heard[0]["seq"]}
    found = (await http.get("/api/v1/feed", params=asked)).json()
    assert (events.numbers(found["events"]), found["too_old"]) == ([3], False)


async def test_an_empty_log_is_an_empty_page(http):
    answer = (await http.get("/api/v1/feed")).raise_for_status().json()
    assert answer == {
        "events": [],
        "next_after": 0,
        "epoch": "",
        "has_more": False,
        "too_old": False,
        "oldest": None,
    }
    assert (await http.get("/api/v1/feed", params={"limit": 0})).status_code == 422
