"""What a gateway process keeps of requests, answers and events has a limit, whatever strangers ask for."""

import tracemalloc
from datetime import UTC, datetime

from altsports.contract.catalog import load_catalog
from altsports.contract.events import load_events
from gateway_service.cache.entry import Entry
from gateway_service.cache.hits import Hits, at_hand
from gateway_service.cache.payload import Payload
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.routing import RouteTable
from gateway_service.feed.memory import Memory
from gateway_service.feed.message import FeedMessage
from gateway_service.routes.fields import RequestFields
from gateway_service.routes.reading import RequestReading
from gateway_service.routes.reads import AskedBefore, remembered
from service_kit.events.audience import Audience
from service_kit.events.stream import Event


def _exchange(path, query):
    scope = {"type": "http", "method": "GET", "raw_path": path.encode(), "query_string": query.encode()}
    return Exchange({**scope, "headers": []}, "127.0.0.1", {}, 0.0)


def _asked(path, stored):
    method = next(each for each in load_catalog().methods if each.http and each.http.path == path)
    reading = RequestReading(method, RequestFields.of(method), form=False, form_only=False)
    return AskedBefore(method, reading, stored, envelope=True)


def test_the_parsed_requests_of_all_routes_have_one_limit():
    stored = remembered()
    paths = "/api/v1/leagues", "/api/v1/leagues/search"
    routes = {path: _asked(path, stored) for path in paths}
    for path, asked in routes.items():
        for stranger in range(3_000):
            asked.of(_exchange(path, f"sport=soccer&location=x{stranger}"))
    assert len(stored) == 4096
    newest = _exchange(paths[1], "sport=soccer&location=x2999")
    assert routes[paths[1]].of(newest) is routes[paths[1]].of(newest)


def test_a_long_query_is_parsed_each_time():
    path, stored = "/api/v1/leagues/search", remembered()
    asked = _asked(path, stored)
    long = _exchange(path, "query=moto&unknown=" + "x" * 2_000)
    assert asked.of(long) == asked.of(long)
    assert len(stored) == 0


def test_a_long_path_is_matched_each_time():
    routes = RouteTable[str]()
    routes.add("GET", "/leagues/{league_id}", "league")
    short, long = "/leagues/7", "/leagues/" + "x" * 2_000
    assert routes.match("GET", short) is routes.match("GET", short)
    assert routes.match("GET", long) == routes.match("GET", long)
    assert routes.match("GET", long) is not routes.match("GET", long)


def test_the_answers_at_hand_have_one_limit_for_all_routes():
    stored = at_hand()
    blob = Entry(0.0, 60.0, 0.0, b"", Payload(b"x" * 60_000)).pack()
    for route in range(50):
        hits = Hits([], stored)
        for stranger in range(20):
            hits.take(f"{route} {stranger}", (), blob)
    assert 200 < len(stored) < 16 * 2**20 / 60_000
    assert stored.get("49 19") is not None


def _event(seq, contract):
    data = {"bet_id": f"bet_{seq}", "game_id": "2025_01_KC_BUF", "expert_id": "the-sharp", "simulated": True}
    now, everybody = datetime.now(UTC), Audience.from_json({"everybody": True})
    event = Event(f"{seq}", seq, "", "bet.placed", now, f"{seq}", data, everybody)
    message = FeedMessage.of(event, contract)
    assert message is not None
    return message


def test_an_event_of_the_feed_needs_two_kilobytes_at_most_and_old_ones_go():
    contract, memory = load_events(), Memory(500)
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for seq in range(1, 5_001):
            memory.add([_event(seq, contract)])
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    kept = memory.after(0, 10_000)
    assert 500 <= len(kept) <= 1_000
    assert kept[-1].seq == 5_000
    assert (after - before) / len(kept) < 2_048
