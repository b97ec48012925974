"""Server-streaming methods over HTTP: numbered events, always a final event, no work without a client."""

import asyncio
import time
from dataclasses import replace

import orjson
import pytest

from altsports.ai.v1.streams_pb2 import FollowStreamResponse, StreamEvent
from altsports.contract.catalog import load_catalog
from altsports.league.v1 import leagues_pb2
from gateway_service.edge.cors import Cors
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.reply import GatewayReply, Replies
from gateway_service.routes.fields import RequestFields
from gateway_service.routes.reading import RequestReading
from gateway_service.routes.streams import StreamOperation
from service_kit.edge.body import BodyReader, ClientGone
from service_kit.edge.origins import Origins
from service_kit.errors import NotFound, Unavailable, ValidationFailed

METHOD = replace(
    load_catalog().by_path["/altsports.league.v1.LeagueService/ListLeagues"], server_streaming=True
)


class FakeClient:
    """Streams the items of a test: messages, then optionally an error, or nothing for a long time."""

    def __init__(self, *items, hangs=False):
        self.items = items
        self.hangs = hangs
        self.closed = False

    async def stream(self, method, request):
        try:
            for item in self.items:
                if isinstance(item, Exception):
                    raise item
                yield leagues_pb2.ListLeaguesResponse(total_size=item)
            if self.hangs:
                await asyncio.Event().wait()
        finally:
            self.closed = True


class Browser:
    """The other end of the connection."""

    def __init__(self):
        self.sent = []
        self.left = asyncio.Event()
        self._asked = False

    async def receive(self):
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.sent.append(message)

    @property
    def text(self):
        return b"".join(message.get("body", b"") for message in self.sent).decode()


async def run(client, browser, method=METHOD, headers=(), params=None):
    fields = RequestFields.of(method)
    reading = RequestReading(method, fields, form=False, form_only=False)
    bodies = BodyReader(longest=1000, timeout_s=1)
    operation = StreamOperation(method, reading, client, bodies, has_body=False)
    query = b"sport=soccer" if method is METHOD else b""
    scope = {"method": "GET", "raw_path": b"/x", "query_string": query, "headers": list(headers)}
    exchange = Exchange(scope, "127.0.0.1", dict(headers), time.time())
    exchange.params = params or {}
    reply = GatewayReply(exchange, browser.send, Replies(Cors(Origins((), local=False)), ()))
    return await operation.prepare(exchange).answer(browser.receive, reply)


async def test_every_message_is_a_numbered_event_and_the_end_is_an_event():
    browser = Browser()
    await run(FakeClient(1, 2), browser)
    headers = dict(browser.sent[0]["headers"])
    events = browser.text.split("\n\n")
    assert headers[b"content-type"] == b"text/event-stream"
    assert events[0] == "retry: 3000"
    assert events[1].startswith("id: 1\nevent: message\ndata: {")
    assert orjson.loads(events[2].split("data: ")[1])["total_size"] == 2
    assert events[3] == "event: done\ndata: {}"
    assert browser.sent[-1].get("more_body", False) is False


async def test_messages_that_name_their_events_are_resumed_by_the_header():
    browser, asked = Browser(), []

    class Following:
        async def stream(self, method, request):
            asked.append(request)
            for event in (
                StreamEvent(event_id="s.4", event_type="delta", text="One.\nTwo."),
                StreamEvent(event_id="s.5", event_type="done"),
            ):
                yield FollowStreamResponse(event=event)

    follow = load_catalog().by_path["/altsports.ai.v1.StreamService/FollowStream"]
    await run(Following(), browser, follow, [(b"last-event-id", b"s.3")], {"stream_id": "s"})
    assert (asked[0].stream_id, asked[0].last_event_id) == ("s", "s.3")
    assert browser.text.split("\n\n") == [
        "retry: 3000",
        'id: s.4\nevent: delta\ndata: {"text":"One.\\nTwo."}',
        "id: s.5\nevent: done\ndata: {}",
        "",
    ]


async def test_a_browser_that_has_read_the_last_event_is_told_not_to_connect_again():
    class Over:
        async def stream(self, method, request):
            for event in ():
                yield event

    follow = load_catalog().by_path["/altsports.ai.v1.StreamService/FollowStream"]
    browser = Browser()
    answer = await run(Over(), browser, follow, [(b"last-event-id", b"s.5")], {"stream_id": "s"})
    assert (answer.status, answer.body, browser.sent) == (204, b"", [])


async def test_an_error_before_the_first_message_is_an_ordinary_problem():
    browser = Browser()
    with pytest.raises(NotFound):
        await run(FakeClient(NotFound("nothing here")), browser)
    assert browser.sent == []


async def test_what_a_service_finds_wrong_names_the_part_of_the_request():
    wrong = ValidationFailed.at(["sport"], "is not a sport")
    with pytest.raises(ValidationFailed) as caught:
        await run(FakeClient(wrong), Browser())
    assert caught.value.violations[0]["loc"] == ["query", "sport"]


async def test_an_error_on_the_way_is_the_last_event():
    browser = Browser()
    await run(FakeClient(1, Unavailable("gone", reason="SERVICE_UNAVAILABLE")), browser)
    last = browser.text.split("\n\n")[-2]
    assert last.startswith("event: error\ndata: ")
    assert orjson.loads(last.split("data: ")[1])["code"] == "SERVICE_UNAVAILABLE"


async def test_a_client_that_leaves_ends_the_stream():
    browser, client = Browser(), FakeClient(1, hangs=True)
    streaming = asyncio.create_task(run(client, browser))
    async with asyncio.timeout(5):
        while "id: 1" not in browser.text:  # noqa: ASYNC110 - bounded above
            await asyncio.sleep(0.005)
        browser.left.set()
        with pytest.raises(ClientGone):
            await streaming
    assert client.closed
