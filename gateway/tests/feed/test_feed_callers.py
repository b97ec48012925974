"""Who listens, how often, and how fast they must read."""

import asyncio
import logging
import socket

import orjson
import pytest
from websockets.exceptions import InvalidStatus

from service_kit.logging.redaction import redact_text


def bearer(headers: dict[str, str]) -> str:
    return headers["Authorization"].removeprefix("Bearer ")


async def test_a_token_in_the_address_says_who_listens_and_no_log_shows_it(listen, token, caplog):
    caplog.set_level(logging.DEBUG)
    text = bearer(token("ann"))
    listener = await listen(f"?token={text}")
    assert listener.hello["user_id"] == "ann"
    assert "user_id" not in (await listen()).hello
    assert all(text not in redact_text(line.getMessage()) for line in caplog.records)


@pytest.mark.parametrize("query", ["?token=nonsense", "?ticket=nonsense"])
async def test_a_credential_that_proves_nothing_is_closed_with_4401(listen, query):
    listener = await listen(query, hello=False)
    assert (await listener.next())["type"] == "error"
    assert await listener.closed() == (4401, "Could not validate credentials")


async def test_a_client_may_say_who_it_is_later(listen, token):
    listener = await listen()
    answer = await listener.ask(type="authenticate", token=bearer(token("ann")))
    assert answer == {"type": "authenticated", "user_id": "ann"}
    assert (await listener.ask(type="authenticate", token="nonsense"))["type"] == "error"
    assert (await listener.closed())[0] == 4401


async def test_an_api_key_and_a_header_are_credentials_too(listen, token, api_key):
    by_header = await listen(additional_headers=token("ann"))
    assert by_header.hello["user_id"] == "ann"
    by_key = await listen(f"?token={api_key['X-API-Key']}")
    assert by_key.hello["user_id"] == "robot"


async def test_a_ticket_is_good_once_on_any_gateway(http, start_gateway, listen, token):
    assert (await http.post("/api/v1/feed/tickets")).status_code == 401
    answer = (await http.post("/api/v1/feed/tickets", headers=token("ann"))).raise_for_status().json()
    assert answer["expires_in"] == 30
    other = await start_gateway()
    listener = await listen(f"?ticket={answer['ticket']}", gateway=other)
    assert listener.hello["user_id"] == "ann"
    again = await listen(f"?ticket={answer['ticket']}", hello=False)
    assert (await again.closed())[0] == 4401


async def test_a_user_has_only_so_many_connections_over_all_gateways(listen, start_gateway, token):
    limits = {"feed_connections_per_user": 2, "feed_connections_per_address": 1}
    one, other = await start_gateway(**limits), await start_gateway(**limits)
    query = f"?token={bearer(token('ann'))}"
    first = await listen(query, gateway=one)
    await listen(query, gateway=other)
    third = await listen(query, gateway=other, hello=False)
    assert (await third.next())["code"] == "TOO_MANY_CONNECTIONS"
    assert (await third.closed())[0] == 4429
    await listen(gateway=one)
    assert (await (await listen(gateway=other, hello=False)).closed())[0] == 4429
    await first.socket.close()

    async def has_room() -> bool:
        listener = await listen(query, gateway=one, hello=False)
        return (await listener.next())["type"] == "hello"

    async with asyncio.timeout(10):
        while not await has_room():
            pass


async def test_whoever_connects_too_often_has_to_wait(listen, http):
    for _ in range(100):
        await (await listen()).socket.close()
    with pytest.raises(InvalidStatus) as refused:
        await listen()
    assert refused.value.response.status_code == 429
    assert int(refused.value.response.headers["Retry-After"]) >= 1
    assert orjson.loads(refused.value.response.body)["code"] == "rate_limit_exceeded"


async def test_a_client_that_does_not_read_is_closed_with_1013_and_others_miss_nothing(
    start_gateway, listen, outbox, events
):
    gateway = await start_gateway(feed_buffer_bytes=65_536)
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8_192)
    narrow.setblocking(False)
    await asyncio.get_running_loop().sock_connect(narrow, (gateway.base_url.host, gateway.base_url.port))
    slow = await listen("?channels=bets", gateway=gateway, max_queue=1, sock=narrow)
    quick = await listen("?channels=bets", gateway=gateway)
    await quick.next()
    for start in range(0, 200, 5):
        long = (events.bet(number, prediction="x" * 5_000) for number in range(start, start + 5))
        await outbox.write(*long)
        assert events.numbers(await quick.take(5)) == list(range(start, start + 5))
    metrics = (await gateway.get("/metrics")).text
    assert 'feed_closed_total{reason="1013"}' in metrics
    code, reason = await slow.closed()
    assert (code, reason.partition(";")[0]) == (1013, "Too slow")
    assert (await quick.ask(type="ping"))["type"] == "pong"


async def test_a_gateway_that_stops_says_so_behind_everything_it_had(start_gateway, listen, outbox, events):
    gateway = await start_gateway()
    listener = await listen("?channels=bets", gateway=gateway)
    await listener.next()
    await outbox.bets(1)
    assert events.numbers(await listener.take(1)) == [1]
    await start_gateway.servers[-1].stop()
    assert (await listener.closed())[0] == 1012


async def test_metrics_count_who_listens_and_what_they_got(listen, http, outbox):
    listener = await listen("?channels=bets")
    await listener.next()
    await outbox.bets(1)
    await listener.next()
    text = (await http.get("/metrics")).text
    assert 'feed_connections{wire="websocket"}' in text
    assert 'feed_events_total{channel="bets"}' in text
    assert 'feed_messages_sent_total{wire="websocket"}' in text
    assert 'endpoint="/ws/updates",method="GET",status="101"' in text
