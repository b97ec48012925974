"""What a gateway process keeps of requests and answers has a limit, whatever strangers ask for."""

from altsports.contract.catalog import load_catalog
from gateway_service.cache.entry import Entry
from gateway_service.cache.hits import Hits, at_hand
from gateway_service.cache.payload import Payload
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.routing import RouteTable
from gateway_service.routes.fields import RequestFields
from gateway_service.routes.reading import RequestReading
from gateway_service.routes.reads import AskedBefore, remembered


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
