"""Reads through the gateway: envelope, cache, ETag, one call for many clients, stale answers."""

import asyncio

import pytest

from gateway_service.cache.entry import Entry
from gateway_service.cache.payload import Payload
from gateway_service.cache.store import CacheStore
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux
from service_kit.testing.waiting import eventually, until

SOCCER = {"sport": "soccer"}


async def test_a_list_has_data_and_metadata(http):
    response = await http.get("/api/v1/leagues", params={**SOCCER, "page_size": 2})
    body = response.json()
    assert response.status_code == 200
    assert [league["name"] for league in body["data"]] == ["one", "two"]
    assert body["metadata"]["total_size"] == 3
    assert body["metadata"]["next_page_token"] == "next"
    assert body["metadata"]["cached"] is False
    assert body["metadata"]["request_id"] == response.headers["x-request-id"]
    assert "warnings" not in body


async def test_the_bare_body_is_the_data_and_paging_moves_to_headers(http):
    response = await http.get("/leagues", params={**SOCCER, "page_size": 2, "envelope": "false"})
    assert [league["name"] for league in response.json()] == ["one", "two"]
    assert response.headers["x-total-count"] == "3"
    assert response.headers["x-next-page-token"] == "next"


async def test_documented_paths_answer_without_a_redirect_and_share_one_cached_answer(http, mesh, stored):
    for path in ("/leagues", "/leagues/", "/api/v1/leagues"):
        assert (await http.get(path, params=SOCCER)).status_code == 200
        await stored()
    assert mesh.leagues.calls == ["ListLeagues"]


@pytest.fixture
def stored(http):
    """Waits until the answer to SOCCER is in the cache, where it is stored after it was sent."""

    async def wait(client=http) -> None:
        asks_nobody = {"Cache-Control": "only-if-cached"}
        await eventually(
            lambda: client.get("/leagues", params=SOCCER, headers=asks_nobody),
            lambda answer: answer.status_code == 200,
        )

    return wait


async def test_a_second_request_is_answered_from_the_cache_and_says_so(http, stored):
    first = await http.get("/leagues", params=SOCCER)
    await stored()
    second = await http.get("/leagues", params=SOCCER)
    assert first.headers["cache-status"] == "altsports; fwd=uri-miss; stored"
    assert second.headers["cache-status"].startswith("altsports; hit; ttl=5")
    assert int(second.headers["age"]) <= 1
    assert second.json()["metadata"]["cached"] is True
    assert second.json()["data"] == first.json()["data"]
    assert second.headers["x-request-id"] == second.json()["metadata"]["request_id"]


async def test_defaults_and_order_of_parameters_do_not_make_another_answer(http, mesh, stored):
    await http.get("/leagues?sport=soccer&level=professional")
    await stored()
    await http.get("/leagues?level=professional&page_size=20&sport=soccer&utm_source=mail")
    assert mesh.leagues.calls == ["ListLeagues"]


async def test_an_etag_saves_the_body(http):
    first = await http.get("/leagues/one")
    again = await http.get("/leagues/one", headers={"If-None-Match": first.headers["etag"]})
    other = await http.get("/leagues/two", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert other.status_code == 200


async def test_many_requests_at_once_ask_the_service_once(http, mesh):
    mesh.leagues.gate.clear()
    waiting = [asyncio.create_task(http.get("/leagues/one")) for _ in range(20)]
    await until(lambda: mesh.leagues.calls)
    mesh.leagues.gate.set()
    responses = await asyncio.gather(*waiting)
    assert {response.status_code for response in responses} == {200}
    assert mesh.leagues.calls == ["GetLeague"]


async def test_who_changes_something_sees_it_at_once(http, token):
    assert (await http.get("/leagues/one")).json()["data"]["website"] is None
    await http.get("/leagues/one")
    changed = await http.patch("/leagues/one", json={"website": "https://one.example"}, headers=token())
    assert changed.status_code == 200
    assert (await http.get("/leagues/one")).json()["data"]["website"] == "https://one.example"


async def test_an_answer_that_was_made_during_a_change_is_not_kept(http, mesh, token):
    mesh.leagues.gate.clear()
    slow = asyncio.create_task(http.get("/leagues/one"))
    await until(lambda: mesh.leagues.calls)
    update = asyncio.create_task(
        http.patch("/leagues/one", json={"website": "https://new.example"}, headers=token())
    )
    await until(lambda: len(mesh.leagues.calls) >= 2)
    mesh.leagues.gate.set()
    await asyncio.gather(slow, update)
    assert (await http.get("/leagues/one")).json()["data"]["website"] == "https://new.example"


async def test_an_event_makes_what_it_names_old_as_it_enters_the_stream(http, announce):
    await eventually(lambda: http.get("/leagues/one"), lambda answer: "hit" in answer.headers["cache-status"])
    await announce("league:one")
    assert "hit" not in (await http.get("/leagues/one")).headers["cache-status"]


async def test_an_equal_answer_is_not_stored_again_at_once(redis_url, redis_prefix):
    keys = RedisKeys(redis_prefix)
    entry = Entry(100.0, 60, 600, b"1", Payload(b"{}", etag=b'"a"'))
    async with RedisMux(redis_url) as redis:
        store = CacheStore(redis, keys, budget=10_000)
        assert not await store.store("one", ("tag",), (b"1",), entry)  # the tag has another version
        assert not store.has("one", entry)
        await redis.execute("SET", keys.tag("tag"), "1")
        assert await store.store("one", ("tag",), (b"1",), entry)
    assert store.has("one", entry._replace(made_at=100.9))
    assert not store.has("two", entry)
    assert not store.has("one", entry._replace(made_at=101.0))
    assert not store.has("one", entry._replace(versions=b"2"))
    assert not store.has("one", entry._replace(payload=Payload(b"[]", etag=b'"b"')))
    assert not store.has("one", entry._replace(made_at=100.2, fresh_s=1))


async def test_a_client_that_wants_no_cached_answer_gets_a_new_one(http, mesh, stored):
    await http.get("/leagues", params=SOCCER)
    await stored()
    response = await http.get("/leagues", params=SOCCER, headers={"Cache-Control": "no-cache"})
    assert response.json()["metadata"]["cached"] is False
    assert mesh.leagues.calls == ["ListLeagues", "ListLeagues"]


async def test_while_the_service_is_away_an_old_answer_comes_with_a_warning(http, mesh, stored):
    await http.get("/leagues", params=SOCCER)
    await stored()
    await mesh.stop("league")
    response = await http.get("/leagues", params=SOCCER, headers={"Cache-Control": "no-cache"})
    body = response.json()
    assert response.status_code == 200
    assert response.headers["warning"] == '110 - "Response is Stale"'
    assert "stale" in response.headers["cache-status"]
    assert int(response.headers["age"]) >= 0
    assert len(body["warnings"]) == 1
    assert body["metadata"]["cached"] is True


async def test_without_an_old_answer_an_outage_is_a_clear_503_and_ends_by_itself(http, mesh):
    await mesh.stop("league")
    away = await http.get("/leagues/one")
    assert (away.status_code, away.json()["code"]) == (503, "SERVICE_UNAVAILABLE")
    assert int(away.headers["retry-after"]) >= 1
    await mesh.start("league")
    await eventually(lambda: http.get("/leagues/one"), lambda answer: answer.status_code == 200)


async def test_a_client_that_wants_only_a_cached_answer_gets_no_other(http, mesh):
    response = await http.get("/leagues/one", headers={"Cache-Control": "only-if-cached"})
    assert (response.status_code, response.json()["code"]) == (504, "NOT_CACHED")
    assert mesh.leagues.calls == []


async def test_a_head_request_has_the_headers_and_no_body(http):
    response = await http.head("/leagues/one")
    assert (response.status_code, response.content) == (200, b"")
    assert int(response.headers["content-length"]) > 100


async def test_a_missing_thing_is_a_problem_with_the_services_reason(http):
    response = await http.get("/leagues/nobody")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert (problem["code"], problem["detail"]) == ("LEAGUE_NOT_FOUND", "league nobody not found")
    assert problem["trace_id"] in response.headers["traceparent"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {("query", "sport"): "missing"}),
        ("sport=soccer&level=none", {("query", "level"): "literal_error"}),
        ("sport=soccer&page_size=1000", {("query", "page_size"): "less_than_equal"}),
        (
            "sport=&page_size=x",
            {("query", "sport"): "missing", ("query", "page_size"): "int_parsing"},
        ),
        ("sport=%00", {("query", "sport"): "value_error"}),
    ],
)
async def test_wrong_parameters_are_named_one_by_one(http, mesh, query, found):
    response = await http.get(f"/leagues?{query}")
    assert response.status_code == 422
    assert {tuple(item["loc"]): item["type"] for item in response.json()["detail"]} == found
    assert all(item["msg"] for item in response.json()["detail"])
    assert mesh.leagues.calls == []


async def test_a_number_out_of_range_is_answered_with_the_range(http):
    problem = (await http.get("/leagues?sport=soccer&page_size=1000")).json()
    assert [item["msg"] for item in problem["detail"]] == ["Input should be between 1 and 100"]
    assert problem["recovery"] == ["Correct page_size, as `detail` says"]


async def test_an_encoded_slash_stays_inside_its_parameter(http):
    assert (await http.get("/leagues/a%2Fb")).json()["detail"] == "league a/b not found"


async def test_callers_are_cached_separately_if_the_answer_depends_on_them(http, token):
    ann, bob = (
        await http.get("/users/me", headers=token("ann")),
        await http.get("/users/me", headers=token("bob")),
    )
    assert [ann.json()["data"]["id"], bob.json()["data"]["id"]] == ["ann", "bob"]
    assert ann.headers["cache-control"] == "private, no-cache"
    assert (await http.get("/api/users/me", headers=token("ann"))).json()["id"] == "ann"
