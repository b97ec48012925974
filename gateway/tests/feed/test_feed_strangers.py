"""What the feed does with those who break the rules of the wire, and with places that cannot be."""

import asyncio
from contextlib import closing
from urllib.parse import quote

import orjson
import pytest
from websockets.exceptions import InvalidStatus

from service_kit.testing.waiting import eventually

HANDSHAKE = {
    "Host": "127.0.0.1",
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}
STREAM = "/api/v1/feed/stream"
EVIL_EPOCH = "x\ndata: {}\n\n"


async def dial(http, frames: bytes = b"", *, line: str = "GET /ws/updates HTTP/1.1", **headers: str) -> bytes:
    """Everything that the gateway says to a handshake and what follows, until it hangs up."""
    reader, writer = await asyncio.open_connection(http.base_url.host, http.base_url.port)
    lines = [line, *(f"{name}: {value}" for name, value in (HANDSHAKE | headers).items())]
    with closing(writer):
        writer.write("\r\n".join([*lines, "", ""]).encode())
        async with asyncio.timeout(15):
            head = await reader.readuntil(b"\r\n\r\n")
            writer.write(frames)
            return head + await reader.read()


def frame(first: int, content: bytes) -> bytes:
    """A short frame of a client, masked with zeros."""
    return bytes((first, 0x80 | len(content), 0, 0, 0, 0)) + content


def close_code(said: bytes) -> int:
    """What the gateway hung up with."""
    _, _, frames = said.partition(b"\r\n\r\n")
    while frames[0] != 0x88:
        long = frames[1] == 126
        length = int.from_bytes(frames[2:4]) if long else frames[1]
        frames = frames[(4 if long else 2) + length :]
    return int.from_bytes(frames[2:4])


@pytest.mark.parametrize(
    ("line", "headers", "status", "code"),
    [
        ("GET /ws/updates HTTP/1.1", {"Cookie": "x" * 9_000}, 431, "HEADERS_TOO_LARGE"),
        ("GET /ws/updates HTTP/1.1", {f"X-{n}": "x" for n in range(200)}, 431, "HEADERS_TOO_LARGE"),
        (f"GET /ws/updates?expert_ids={'x' * 9_000} HTTP/1.1", {}, 431, "HEADERS_TOO_LARGE"),
        ("GET /ws/updates HTTP/1.1", {"Sec-WebSocket-Version": "12"}, 400, "HANDSHAKE_INVALID"),
        ("GET /ws/updates HTTP/1.1", {"Sec-WebSocket-Key": "abc"}, 400, "HANDSHAKE_INVALID"),
        ("POST /ws/updates HTTP/1.1", {}, 405, "METHOD_NOT_ALLOWED"),
    ],
    ids=["cookie", "headers", "address", "version", "key", "verb"],
)
async def test_a_handshake_that_cannot_be_is_a_problem_document(http, line, headers, status, code):
    head, _, body = (await dial(http, line=line, **headers)).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d" % status)
    assert b"application/problem+json" in head
    problem = orjson.loads(body)
    assert (problem["status"], problem["code"]) == (status, code)


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        (bytes((0x81, 2)) + b"{}", 1002),  # without a mask
        (frame(0xC1, b"{}"), 1002),  # compressed, which nobody agreed on
        (frame(0x83, b"{}"), 1002),  # of a kind that there is not
        (frame(0x80, b"{}"), 1002),  # going on with nothing
        (frame(0x88, (999).to_bytes(2)), 1002),
        (frame(0x81, b"\xff\xfe"), 1007),
        (bytes((0x81, 0xFF)) + (2**62).to_bytes(8) + b"{}", 1009),
        (frame(0x88, (4999).to_bytes(2)), 4999),  # a goodbye is answered with the same
    ],
    ids=["bare", "compressed", "unknown", "continued", "code", "text", "long", "goodbye"],
)
async def test_frames_that_break_the_protocol_end_the_connection_with_its_code(http, frames, code, caplog):
    said = await dial(http, frames, **{"Sec-WebSocket-Extensions": "permessage-deflate"})
    assert b"permessage-deflate" not in said
    assert close_code(said) == code
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_message_that_is_too_long_is_closed_with_1009(listen):
    listener = await listen()
    await listener.socket.send('{"type": "ping", "x": "%s"}' % ("x" * 70_000))
    assert (await listener.closed())[0] == 1009


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("last_seq=-5", "last_seq"),
        ("last_seq=1.5", "last_seq"),
        ("last_seq=9007199254740992", "last_seq"),
        (f"last_seq=5&epoch={quote(EVIL_EPOCH)}", "epoch"),
        (f"last_seq={quote(EVIL_EPOCH)}-5", "last_seq"),
        ("expert_ids=" + ",".join(map(str, range(101))), "expert_ids"),
    ],
)
async def test_addresses_that_mean_nothing_are_refused_on_both_wires(http, listen, query, field):
    answer = await http.get(f"{STREAM}?{query}")
    assert (answer.status_code, answer.json()["detail"][0]["loc"]) == (422, ["query", field])
    with pytest.raises(InvalidStatus) as refused:
        await listen(f"?{query}")
    assert orjson.loads(refused.value.response.body)["detail"] == answer.json()["detail"]


async def first_of_stream(http, query: str = "", *, last_id: str) -> list[str]:
    """The first lines of a stream, up to the end of hello."""
    headers = {"Last-Event-ID": last_id}
    async with asyncio.timeout(15), http.stream("GET", STREAM + query, headers=headers) as stream:
        lines: list[str] = []
        async for line in stream.aiter_lines():
            lines.append(line)
            if lines[-1] == "" and any(each.startswith("data: ") for each in lines):
                return lines
    raise AssertionError("the stream has ended")


@pytest.mark.parametrize("last_id", ["nonsense", "-5", "x y-5", "9007199254740992", "e-" + "9" * 30])
async def test_a_last_event_id_that_is_none_of_ours_begins_with_what_happens_now(http, last_id):
    _, _, told, hello, _ = await first_of_stream(http, last_id=last_id)
    place = orjson.loads(hello.removeprefix("data: "))
    assert told.removeprefix("id: ").rpartition("-")[2] == str(place["seq"])


async def test_a_place_without_an_epoch_is_told_as_one_that_can_be_sent_back(http):
    lines = await first_of_stream(http, last_id="17")
    assert "id: 17" in lines


async def test_the_log_says_that_a_number_of_the_future_is_no_place(http, outbox, events):
    await outbox.bets(1)

    async def logged() -> list[dict]:
        return (await http.get("/api/v1/feed")).raise_for_status().json()["events"]

    (told,) = await eventually(logged)
    page = (await http.get("/api/v1/feed", params={"after": told["seq"]})).json()
    assert (page["events"], page["too_old"]) == ([], False)
    page = (await http.get("/api/v1/feed", params={"after": told["seq"] + 1})).json()
    assert (events.numbers(page["events"]), page["too_old"]) == ([1], True)


async def test_a_connection_outlives_its_token_which_is_no_use_for_another(
    http, listen, token, outbox, events
):
    text = token("ann")["Authorization"].removeprefix("Bearer ")
    listener = await listen(f"?token={text}&channels=bets")
    await listener.next()
    moved = await http.post("/admin/clock", json={"advance_s": 3600}, headers=token("root", role="admin"))
    assert moved.status_code == 200
    await outbox.bets(1)
    assert events.numbers(await listener.take(1)) == [1]
    again = await listen(f"?token={text}", hello=False)
    assert (await again.next())["code"] == "TOKEN_EXPIRED"
    assert (await again.closed())[0] == 4401
    assert (await listener.ask(type="authenticate", token=text))["code"] == "TOKEN_EXPIRED"
    assert (await listener.closed())[0] == 4401
