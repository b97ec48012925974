"""What clients of /ws/updates hear, and what they are told when they say something wrong."""

import asyncio

import orjson
import pytest
from websockets.exceptions import InvalidStatus


async def test_a_client_hears_what_it_subscribed_to_with_the_documented_fields(listen, outbox, events):
    listener = await listen()
    hello = listener.hello
    assert (hello["type"], hello["heartbeat_interval_s"]) == ("hello", 30.0)
    assert hello["reconnect"] == {"delays_s": [1, 2, 4, 8, 16]}
    subscribed = await listener.subscribe("bets", "lines", "eliminations")
    assert subscribed["channels"] == ["bets", "lines", "eliminations"]
    await outbox.write(
        events.bet(789),
        events.line(1),
        events.elimination(),
        events.balance(),
    )
    heard = await listener.take(4)
    assert [message["id"] for message in heard] == outbox.written
    seqs = [message.pop("seq") for message in heard]
    assert seqs == sorted(seqs)
    assert {message.pop("epoch") for message in heard} != {""}
    for message in heard:
        del message["id"]
    assert heard == [
        {"type": "bet_placed", **events.bet_fields(789)},
        {"type": "line_movement", **events.line_fields(1)},
        {"type": "expert_eliminated", **events.elimination_fields()},
        {"type": "bankroll_updated", **events.balance_fields()},
    ]


async def test_channels_that_were_not_asked_for_stay_silent(listen, outbox, events):
    listener = await listen()
    await listener.subscribe("eliminations")
    await outbox.write(events.bet(1), events.elimination())
    assert (await listener.next())["type"] == "expert_eliminated"


async def test_events_without_a_channel_are_nobodys_business(listen, outbox, events):
    listener = await listen()
    await listener.subscribe("bets", "lines", "eliminations")
    await outbox.write(events.internal(), events.bet(1))
    assert (await listener.next())["type"] == "bet_placed"


async def test_filters_let_only_what_matches_through(listen, outbox, events):
    analyst, kansas, world = await listen(), await listen(), await listen()
    await analyst.subscribe("bets", filters={"expert_ids": ["the-analyst"]})
    await kansas.subscribe("bets", "lines", filters={"game_ids": ["2025_05_KC_BUF"], "expert_ids": []})
    await world.subscribe("bets", filters={"replays": ["r1"]})
    await outbox.write(
        events.bet(1, expert="the-rebel", game="2025_05_TEN_IND"),
        events.bet(2, expert="the-analyst", game="2025_05_TEN_IND"),
        events.bet(3, expert="the-rebel"),
        events.bet(4, expert="the-analyst", replay="r1", simulated=True),
    )
    assert events.numbers(await analyst.take(2)) == [2, 4]
    assert events.numbers(await kansas.take(2)) == [3, 4]
    (replayed,) = await world.take(1)
    assert (replayed["bet_id"], replayed["replay"], replayed["simulated"]) == ("bet_4", "r1", True)


async def test_a_line_is_about_no_expert_so_a_filter_on_experts_lets_it_pass(listen, outbox, events):
    listener = await listen()
    filters = {"expert_ids": ["the-analyst"], "game_ids": ["2025_05_KC_BUF"]}
    await listener.subscribe("bets", "lines", filters=filters)
    await outbox.write(events.line(1, game="2025_05_TEN_IND"), events.line(2))
    assert (await listener.next())["new_value"] == -3.5


async def test_two_subscriptions_that_both_match_bring_an_event_once(listen, outbox, events):
    listener = await listen()
    await listener.subscribe("bets", id="mine")
    await listener.subscribe("bets", filters={"expert_ids": ["the-gambler"]})
    await outbox.bets(1, 2)
    assert events.numbers(await listener.take(2)) == [1, 2]


async def test_a_subscription_that_comes_or_goes_between_events_changes_what_follows(listen, outbox, events):
    listener, neighbour = await listen("?channels=bets"), await listen("?channels=bets")
    await listener.next()
    await neighbour.next()
    heard: list[dict] = []
    for number in (1, 2, 3, 4):
        if number == 2:
            await listener.subscribe("bets", filters={"expert_ids": ["the-gambler"]}, id="second")
        elif number == 3:
            await listener.ask(type="unsubscribe", id="s1")
        elif number == 4:
            await listener.ask(type="unsubscribe", id="second")
        await outbox.bets(number)
        assert events.numbers(await neighbour.take(1)) == [number]
        if number < 4:
            heard += await listener.take(1)
    assert events.numbers(heard) == [1, 2, 3]
    assert (await listener.ask(type="ping"))["type"] == "pong"


async def test_unsubscribing_takes_channels_or_subscriptions_away(listen, outbox, events):
    listener = await listen()
    await listener.subscribe("bets", "lines", id="both")
    assert (await listener.ask(type="unsubscribe", channels=["bets"]))["subscriptions"] == ["both"]
    await outbox.write(events.bet(1), events.line(1))
    assert (await listener.next())["type"] == "line_movement"
    assert (await listener.ask(type="unsubscribe", id="both"))["subscriptions"] == []
    await outbox.write(events.line(1))
    assert (await listener.ask(type="ping"))["type"] == "pong"
    assert (await listener.ask(type="unsubscribe", id="both"))["code"] == "NO_SUCH_SUBSCRIPTION"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "MALFORMED_MESSAGE"),
        ("[1]", "MALFORMED_MESSAGE"),
        ('{"channels": ["bets"]}', "MALFORMED_MESSAGE"),
        ('{"type": "shout"}', "UNKNOWN_TYPE"),
        ('{"type": "subscribe", "channels": ["goals"]}', "VALIDATION_FAILED"),
        ('{"type": "subscribe", "channels": []}', "VALIDATION_FAILED"),
        ('{"type": "subscribe", "filter": {}}', "VALIDATION_FAILED"),
        ('{"type": "subscribe", "channels": "bets"}', "VALIDATION_FAILED"),
        ('{"type": "subscribe", "resume_from": {"seq": -1}}', "VALIDATION_FAILED"),
        ('{"type": "subscribe", "resume_from": {"seq": "17"}}', "VALIDATION_FAILED"),
        ('{"type": "subscribe", "resume_from": {"seq": 1.5}}', "VALIDATION_FAILED"),
        ('{"type": "subscribe", "resume_from": {"seq": true}}', "VALIDATION_FAILED"),
        ('{"type": "subscribe", "resume_from": {"seq": 9007199254740992}}', "VALIDATION_FAILED"),
        ('{"type": "subscribe", "resume_from": {"seq": 9223372036854775808}}', "VALIDATION_FAILED"),
        ('{"type": "subscribe", "resume_from": {"seq": 1, "epoch": 5}}', "VALIDATION_FAILED"),
        ('{"type": "subscribe", "id": "\\ud800"}', "MALFORMED_MESSAGE"),
        ('{"type": "ping", "x": ' + "[" * 30_000 + "]" * 30_000 + "}", "MALFORMED_MESSAGE"),
        (b"\x00\x01", "MALFORMED_MESSAGE"),
    ],
)
async def test_a_message_that_nobody_understands_is_an_error_and_the_connection_lives(listen, text, code):
    listener = await listen()
    await listener.socket.send(text)
    error = await listener.next()
    assert (error["type"], error["code"]) == ("error", code)
    assert (await listener.ask(type="ping", anything=1))["type"] == "pong"


async def test_one_connection_has_only_so_many_subscriptions(listen, start_gateway):
    gateway = await start_gateway(feed_subscriptions=2)
    listener = await listen(gateway=gateway)
    for number in range(2):
        await listener.subscribe("bets", id=f"n{number}")
    assert (await listener.subscribe("bets", id="n2"))["code"] == "TOO_MANY_SUBSCRIPTIONS"
    assert (await listener.subscribe("lines", id="n1"))["channels"] == ["lines"]


async def test_whoever_floods_the_gateway_with_messages_is_closed(listen):
    listener = await listen()
    for _ in range(101):
        await listener.socket.send('{"type": "ping"}')
    assert (await listener.closed())[0] == 1008


async def test_heartbeats_come_and_say_how_far_the_feed_is(listen, start_gateway, outbox):
    gateway = await start_gateway(feed_heartbeat_s=0.2)
    listener = await listen("?channels=bets", gateway=gateway)
    await listener.next()
    await outbox.bets(1)
    placed = await listener.next()
    beat = await listener.next(with_heartbeats=True)
    assert (beat["type"], beat["seq"], beat["epoch"]) == ("heartbeat", placed["seq"], placed["epoch"])
    assert beat["timestamp"].endswith("Z")


async def test_a_peer_that_answers_no_ping_is_closed(start_gateway):
    gateway = await start_gateway(feed_heartbeat_s=0.1)
    reader, writer = await asyncio.open_connection(gateway.base_url.host, gateway.base_url.port)
    writer.write(
        b"GET /ws/updates HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    async with asyncio.timeout(10):
        everything = await reader.read()
    writer.close()
    assert everything.startswith(b"HTTP/1.1 101")
    assert b"keepalive ping timeout" in everything


async def test_another_path_is_no_feed_and_that_is_no_error_of_ours(http, listen, caplog):
    with pytest.raises(InvalidStatus) as refused:
        await listen("/nothing")
    assert refused.value.response.status_code == 404
    assert orjson.loads(refused.value.response.body)["code"] == "ROUTE_NOT_FOUND"
    (await listen()).hello  # noqa: B018 - what is behind the refusal has been logged by then
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.parametrize(
    ("origin", "status"), [("https://evil.example", 403), ("null", 403), ("http://localhost:5173", 101)]
)
async def test_pages_of_other_origins_may_not_listen(listen, origin, status):
    if status == 101:
        assert (await listen(origin=origin)).hello["type"] == "hello"
        return
    with pytest.raises(InvalidStatus) as refused:
        await listen(origin=origin)
    assert refused.value.response.status_code == status
    assert orjson.loads(refused.value.response.body)["code"] == "ORIGIN_NOT_ALLOWED"


async def test_the_gateways_own_page_may_listen(http, listen):
    listener = await listen(origin=str(http.base_url).rstrip("/"))
    assert listener.hello["type"] == "hello"
