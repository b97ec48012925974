"""The common parts of both edges: addresses, ids, bodies, disconnected clients, answers, and the ledger."""

import asyncio
from collections import deque
from typing import Any

import pytest

from service_kit.edge.answer import Answer
from service_kit.edge.body import BodyReader, ClientGone, replayed
from service_kit.edge.client_address import ClientAddress
from service_kit.edge.entrance import Entrance, Hosts
from service_kit.edge.ledger import Ledger
from service_kit.edge.presence import while_present
from service_kit.edge.refusals import BodyTooLarge, BodyTooSlow, HttpRefusal, retry_headers, status_of
from service_kit.edge.reply import Reply
from service_kit.edge.request import EdgeRequest, given_request_id
from service_kit.errors import Unavailable
from service_kit.telemetry.metrics import render

BODIES = BodyReader(longest=10, timeout_s=0.1)


class Client:
    """A client that sends messages, then stays silent; `sent` is what it gets."""

    def __init__(self, *messages: dict[str, Any]) -> None:
        self.messages = deque(messages)
        self.sent: list[Any] = []

    async def receive(self) -> Any:
        if self.messages:
            return self.messages.popleft()
        return await asyncio.get_running_loop().create_future()

    async def send(self, message: Any) -> None:
        self.sent.append(message)


def part(body: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


GONE = {"type": "http.disconnect"}


def request(method: str = "GET") -> EdgeRequest:
    return EdgeRequest({"method": method}, {}, ip="10.0.0.1", request_id="r1")


@pytest.mark.parametrize(
    ("trusted", "forwarded", "found"),
    [
        ("", "203.0.113.9", "10.0.0.1"),
        ("10.0.0.0/8", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.0/8", "198.51.100.1, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("10.0.0.0/8", "10.0.0.3", "10.0.0.3"),
        ("10.0.0.0/8", "", "10.0.0.1"),
        ("10.0.0.0/8", "<script>", "10.0.0.1"),
        ("10.0.0.0/8", "203.0.113.9, nonsense", "10.0.0.1"),
        ("10.0.0.0/8", "2001:db8::7", "2001:db8::7"),
    ],
)
def test_only_trusted_hops_are_looked_through(trusted, forwarded, found):
    scope = {"client": ("10.0.0.1", 4711)}
    headers = {b"x-forwarded-for": forwarded.encode()} if forwarded else {}
    assert ClientAddress(trusted).of(scope, headers) == found


def test_a_network_that_is_none_is_refused_at_start():
    with pytest.raises(ValueError):
        ClientAddress("10.0.0.0/99")


@pytest.mark.parametrize(
    ("trusted", "proto", "client", "scheme"),
    [
        ("10.0.0.0/8", b"https", ("203.0.113.9", 0), "https"),
        ("10.0.0.0/8", b"gopher", ("203.0.113.9", 0), "http"),
        ("", b"https", ("10.0.0.1", 4711), "http"),
        ("192.168.0.0/16", b"https", ("10.0.0.1", 4711), "http"),
    ],
)
def test_a_scope_takes_client_and_scheme_from_trusted_proxies_only(trusted, proto, client, scheme):
    headers = [(b"x-forwarded-for", b"203.0.113.9"), (b"x-forwarded-proto", proto)]
    scope = {"client": ("10.0.0.1", 4711), "scheme": "http", "headers": headers}
    seen = ClientAddress(trusted).applied(scope)
    assert (seen["client"], seen["scheme"]) == (client, scheme)


@pytest.mark.parametrize(
    ("given", "taken"), [(b"a-1", "a-1"), (b"", ""), (b"a b", ""), (b"x" * 129, ""), (b"\xff", "")]
)
def test_a_sound_request_id_is_taken_over(given, taken):
    assert given_request_id({b"x-request-id": given}) == taken


@pytest.mark.parametrize("parts", [[part(b"0123456789")], [part(b"01234", more=True), part(b"56789")]])
async def test_a_body_is_read_whole(parts):
    assert await BODIES.read({}, Client(*parts).receive) == b"0123456789"


@pytest.mark.parametrize(
    ("headers", "messages"),
    [
        ({}, [part(b"01234567890")]),
        ({}, [part(b"0123456789", more=True), part(b"0")]),
        ({b"content-length": b"11"}, [part(b"01234567890")]),
        ({b"content-length": b"nonsense"}, [part(b"0")]),
    ],
)
async def test_a_body_that_is_too_long_is_refused(headers, messages):
    with pytest.raises(BodyTooLarge):
        await BODIES.read(headers, Client(*messages).receive)


async def test_a_body_declared_too_long_is_refused_before_it_comes():
    client = Client(part(b"01234", more=True), part(b"56789"))
    with pytest.raises(BodyTooLarge):
        await BODIES.read({b"content-length": b"99"}, client.receive)
    assert len(client.messages) == 2


async def test_a_body_that_takes_too_long_is_refused():
    with pytest.raises(BodyTooSlow):
        await BODIES.read({}, Client(part(b"0", more=True)).receive)


async def test_a_client_that_leaves_while_it_sends_is_gone():
    with pytest.raises(ClientGone):
        await BODIES.read({}, Client(part(b"0", more=True), GONE).receive)


async def test_a_replayed_body_comes_before_what_still_arrives():
    receive = replayed(b"0", Client(GONE).receive)
    assert [await receive(), await receive()] == [part(b"0"), GONE]


async def test_work_is_cancelled_when_its_client_leaves():
    cancelled = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    with pytest.raises(ClientGone):
        await while_present(work(), Client(part(b""), GONE).receive)
    assert cancelled.is_set()
    assert asyncio.current_task().cancelling() == 0


async def test_work_that_somebody_else_cancels_stays_cancelled():
    task = asyncio.ensure_future(while_present(asyncio.sleep(10), Client().receive))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_errors_have_a_status_and_say_in_whole_seconds_when_to_come_back():
    assert (status_of(BodyTooLarge("")), status_of(Unavailable(""))) == (413, 503)
    assert retry_headers(Unavailable("", retry_after_s=0.2)) == [(b"retry-after", b"1")]
    assert retry_headers(HttpRefusal("")) == []


@pytest.mark.parametrize(("method", "body"), [("GET", b"{}"), ("HEAD", b"")])
async def test_an_answer_has_its_length_and_the_id_of_the_request(method, body):
    client = Client()
    reply = Reply(request(method), client.send)
    await reply.answer(Answer(200, b"{}"))
    assert client.sent[0]["headers"] == [(b"x-request-id", b"r1"), (b"content-length", b"2")]
    assert client.sent[1]["body"] == body
    assert reply.status == 200


async def test_finished_requests_are_written_soon_and_before_each_scrape():
    written: list[tuple[str, int]] = []
    ledger: Ledger[EdgeRequest] = Ledger(lambda request, status, *_: written.append((request.ip, status)))
    ledger.add(request(), 200)
    assert written == []
    render()
    assert written == [("10.0.0.1", 200)]
    ledger.add(request(), 404)
    await asyncio.sleep(0.1)
    assert len(written) == 2
    ledger.add(request(), 500)
    ledger.close()
    assert len(written) == 3


HOSTS = Hosts(["API.example.com.", "*.example.net", ""], setting="ALTSPORTS_ALLOWED_HOSTS")


def knock(*headers: tuple[bytes, bytes], version: str = "1.1", hosts: Hosts = HOSTS) -> str | None:
    fault = Entrance(hosts).fault({"headers": headers, "http_version": version}, dict(headers))
    return None if fault is None else f"{status_of(fault)} {fault.reason}"


@pytest.mark.parametrize(
    ("host", "answer"),
    [
        (b"localhost", None),
        (b"LOCALHOST:8000", None),
        (b"live.localhost:8000", None),
        (b"127.0.0.1:8000", None),
        (b"203.0.113.9", None),
        (b"[::1]:8000", None),
        (b"api.example.com", None),
        (b"api.example.com.:443", None),
        (b"eu.live.example.net", None),
        (b"example.net", "421 HOST_NOT_ALLOWED"),
        (b"evilexample.net", "421 HOST_NOT_ALLOWED"),
        (b"api.example.com.evil.org", "421 HOST_NOT_ALLOWED"),
        (b"localhost.evil.org", "421 HOST_NOT_ALLOWED"),
        (b"gateway", "421 HOST_NOT_ALLOWED"),
        (b"1.2.3.4.evil.org", "421 HOST_NOT_ALLOWED"),
        (b"", "400 HOST_INVALID"),
        (b"user@localhost", "400 HOST_INVALID"),
        (b"localhost/path", "400 HOST_INVALID"),
        (b"localhost:port", "400 HOST_INVALID"),
        (b"local host", "400 HOST_INVALID"),
        (b"localhost, evil.org", "400 HOST_INVALID"),
        (b"\xff", "400 HOST_INVALID"),
    ],
)
def test_a_server_answers_only_for_its_hosts(host, answer):
    for _ in range(2):
        assert knock((b"host", host)) == answer


def test_a_star_allows_every_host_that_is_one():
    everything = Hosts(["*"], setting="X")
    assert knock((b"host", b"evil.org"), hosts=everything) is None
    assert knock((b"host", b"evil org"), hosts=everything) == "400 HOST_INVALID"


def test_only_an_old_client_may_leave_the_host_out():
    assert knock(version="1.0") is None
    assert knock() == "400 HOST_INVALID"


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        (b"authorization", "400 HEADER_REPEATED"),
        (b"host", "400 HEADER_REPEATED"),
        (b"content-type", "400 HEADER_REPEATED"),
        (b"idempotency-key", "400 HEADER_REPEATED"),
        (b"origin", "400 HEADER_REPEATED"),
        (b"x-api-key", "400 HEADER_REPEATED"),
        (b"accept", None),
        (b"cookie", None),
        (b"x-forwarded-for", None),
    ],
)
def test_a_header_with_one_meaning_comes_once(name, answer):
    host = [] if name == b"host" else [(b"host", b"localhost")]
    assert knock(*host, (name, b"localhost"), (name, b"localhost")) == answer
