"""The parts that need no network: routes, histories, metric texts."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from gateway_service.cache.entry import Entry
from gateway_service.cache.hits import Hits, at_hand
from gateway_service.cache.keys import filled
from gateway_service.cache.payload import Payload
from gateway_service.edge.errors import MethodNotAllowed, RouteNotFound
from gateway_service.edge.exchange import without_empty
from gateway_service.edge.routing import RouteTable
from gateway_service.health.history import Record
from gateway_service.pages.exposition import merged
from service_kit.edge.origins import Origins


@pytest.fixture
def table():
    routes = RouteTable[str]()
    for verb, path in [
        ("GET", "/leagues"),
        ("GET", "/leagues/"),
        ("GET", "/leagues/search"),
        ("GET", "/leagues/{league_id}"),
        ("POST", "/leagues/{league_id}/analysis"),
        ("GET", "/games/week/{n}"),
        ("GET", "/games/{id}/analysis"),
    ]:
        routes.add(verb, path, path)
    return routes


@pytest.mark.parametrize(
    ("path", "target", "params"),
    [
        ("/leagues", "/leagues", {}),
        ("/leagues/", "/leagues/", {}),
        ("/leagues/search", "/leagues/search", {}),
        ("/leagues/7", "/leagues/{league_id}", {"league_id": "7"}),
        ("/leagues/a%2Fb", "/leagues/{league_id}", {"league_id": "a/b"}),
        ("/leagues/%E2%82%AC", "/leagues/{league_id}", {"league_id": "€"}),
        ("/games/week/3", "/games/week/{n}", {"n": "3"}),
        ("/games/week/analysis", "/games/week/{n}", {"n": "analysis"}),
        ("/games/42/analysis", "/games/{id}/analysis", {"id": "42"}),
    ],
)
def test_a_literal_wins_over_a_parameter_and_the_search_goes_back_where_it_must(table, path, target, params):
    assert table.match("GET", path) == (target, params)
    assert table.match("HEAD", path) == (target, params)


@pytest.mark.parametrize("path", ["", "/", "//", "/leagues//", "/games", "/leagues/7/8", "leagues"])
def test_other_paths_have_no_route(table, path):
    with pytest.raises(RouteNotFound):
        table.match("GET", path)


def test_a_known_path_names_its_verbs(table):
    with pytest.raises(MethodNotAllowed) as refusal:
        table.match("GET", "/leagues/7/analysis")
    assert refusal.value.allow == "OPTIONS, POST"


def test_what_is_in_use_stays_known_whatever_strangers_ask_for(table):
    known = table.match("GET", "/leagues/7")
    hits = Hits([], at_hand())
    entry = Entry(0.0, 60.0, 0.0, b"", Payload(b"{}"))
    hit = hits.take("in use", (), entry.pack())
    for stranger in range(10_000):
        table.match("GET", f"/leagues/x{stranger}")
        hits.take(str(stranger), (), entry.pack())
        if stranger % 100 == 0:
            assert table.match("GET", "/leagues/7") is known
            assert hits.at_hand("in use") is hit


def test_two_routes_for_one_path_are_a_mistake(table):
    with pytest.raises(ValueError, match="two routes"):
        table.add("GET", "/leagues/{other}", "again")


def test_every_origin_with_credentials_is_refused_at_start():
    with pytest.raises(ValueError, match="origins"):
        Origins(("*",), local=False)


def test_tags_take_the_values_they_know():
    assert filled(("leagues", "league:{league_id}"), {"league_id": "7"}) == ("leagues", "league:7")
    assert filled(("leagues", "league:{league_id}"), {}) == ("leagues",)


def test_a_tag_has_an_empty_place_for_a_value_that_may_be_missing():
    assert filled(("bets:{season?}:{name}",), {"season": 2025, "name": "a"}) == ("bets:2025:a",)
    assert filled(("bets:{season?}:{name}",), {"season": None, "name": "a"}) == ("bets::a",)
    assert filled(("bets:{season?}:{name}",), {"season": 2025}) == ()


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        (b"a=1&b=&c=2", b"a=1&c=2"),
        (b"a=&b=", b""),
        (b"token=abc=&flag&b=", b"token=abc=&flag"),
        (b"a=1", b"a=1"),
        (b"", b""),
    ],
)
def test_an_empty_parameter_is_not_part_of_a_query(query, kept):
    assert without_empty(query) == kept


def test_history_knows_uptime_errors_and_usual_outages():
    record = Record(default_recovery_s=30.0)
    for second in range(8):
        record.note(second * 10.0, works=second not in {3, 4})
    assert record.uptime_percentage() == 71.429  # 20 of 70 seconds down
    assert record.error_rate(70.0) == 0.2857
    assert list(record.outages) == [20.0]
    record.note(100.0, works=False)
    assert record.estimated_recovery_s(104.0) == 16
    assert record.estimated_recovery_s(1000.0) == 5
    record.note_calls(100.0, 50, 5)
    record.note_calls(160.0, 150, 30)
    assert record.error_rate(160.0) == 0.25


def test_the_start_of_a_mesh_is_no_outage_but_what_never_works_is_down():
    record = Record(default_recovery_s=30.0)
    for second in range(0, 50, 10):
        record.note(float(second), works=False)
    assert record.uptime_percentage() == 0.0
    for second in range(50, 100, 10):
        record.note(float(second), works=True)
    assert (record.uptime_percentage(), list(record.outages)) == (100.0, [])
    never = Record(default_recovery_s=30.0)
    for second in range(0, 200, 10):
        never.note(float(second), works=False)
    assert (never.uptime_percentage(), never.error_rate(190.0)) == (0.0, 1.0)


def test_a_check_counts_as_long_as_its_result_lasted():
    record = Record(default_recovery_s=30.0)
    for second in (0.0, 50.0, 50.1, 50.2, 50.3, 100.0):
        record.note(second, works=not 50.0 <= second < 60.0)
    assert record.uptime_percentage() == 50.0
    assert len(record.changes) == 3


def test_metrics_of_several_processes_are_one_valid_text():
    own = '# HELP a_total Things.\n# TYPE a_total counter\na_total{kind="x y"} 1.0\n'
    gauge = "# HELP b B.\n# TYPE b gauge\nb 3.0\n"
    text = merged({"": own, "league-service": own.replace("1.0", "2.0") + gauge})
    families = {family.name: family for family in text_string_to_metric_families(text)}
    assert [(s.labels, s.value) for s in families["a"].samples] == [
        ({"kind": "x y"}, 1.0),
        ({"kind": "x y", "service": "league-service"}, 2.0),
    ]
    assert families["b"].samples[0].labels == {"service": "league-service"}
