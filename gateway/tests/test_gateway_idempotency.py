"""Idempotency-Key: one effect per key, regardless of repetitions and gateways."""

import asyncio

import pytest

from service_kit.redis.mux import RedisMux
from service_kit.testing.waiting import eventually, until

LEAGUE = {"name": "Key League", "sport": "soccer", "level": "amateur"}


@pytest.fixture
def keyed(token):
    return {**token(), "Idempotency-Key": "order-17"}


async def test_the_same_key_and_body_get_the_same_answer_from_any_gateway(start_gateway, mesh, keyed):
    one, two = await start_gateway(), await start_gateway()
    first = await one.post("/leagues", json=LEAGUE, headers=keyed)
    again = await two.post("/leagues", json=LEAGUE, headers=keyed)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["idempotency-replayed"] == "true"
    assert 86_000 < int(again.headers["idempotency-expires"]) <= 86_400
    assert "idempotency-replayed" not in first.headers
    assert mesh.leagues.calls == ["CreateLeague"]


async def test_fifty_parallel_requests_for_an_api_key_make_one_key(start_gateway, mesh, token):
    gateways = [await start_gateway(), await start_gateway()]
    headers = {**token(permissions=["api_keys:write"]), "Idempotency-Key": "key-1"}

    async def ask(number: int) -> tuple[int, str]:
        answer = await gateways[number % 2].post("/auth/api-keys", json={"name": "k"}, headers=headers)
        return answer.status_code, answer.json().get("key") or answer.json()["code"]

    answers = set(await asyncio.gather(*(ask(number) for number in range(50))))
    assert answers <= {(201, mesh.auth.made[0]), (409, "REQUEST_IN_PROGRESS")}
    assert await ask(0) == await ask(1) == (201, mesh.auth.made[0])
    assert len(mesh.auth.made) == 1


async def test_what_is_stored_shows_neither_a_key_nor_a_token_nor_a_password(
    http, token, redis_url, redis_prefix
):
    keyed = {**token(permissions=["api_keys:write"]), "Idempotency-Key": "key-1"}
    key = (await http.post("/auth/api-keys", json={"name": "k"}, headers=keyed)).json()["key"]
    login, header = {"username": "ann", "password": "right"}, {"Idempotency-Key": "key-2"}
    access = (await http.post("/auth/login", json=login, headers=header)).json()["access_token"]
    assert (await http.post("/auth/login", json=login, headers=header)).json()["access_token"] == access
    redis = RedisMux(redis_url)
    await redis.open()
    names = await redis.execute("KEYS", f"{redis_prefix}:*idempotency*")
    records = [name for name in names if not name.endswith((b":expiries", b":sizes"))]
    stored = [value for name in records for value in await redis.execute("HVALS", name)]
    await redis.close()
    assert len(records) == 2
    for secret in (key, access, "right", "key-1"):
        assert not any(secret.encode() in value for value in (*records, *stored))


async def test_a_club_that_forgets_a_player_forgets_the_answers_of_its_members(
    http, token, mesh, redis_url, redis_prefix
):
    key = {"Idempotency-Key": "order-17"}
    member, other = token(org="club-1") | key, token("bob", org="club-2") | key
    for headers in (member, other):
        await http.post("/leagues", json=LEAGUE, headers=headers)
    redis = RedisMux(redis_url)
    await redis.open()
    await redis.execute("INCR", f"{redis_prefix}:tag:people:club-1")
    for _ in range(2):
        forgotten = await http.post("/leagues", json=LEAGUE, headers=member)
        assert (forgotten.status_code, forgotten.json()["code"]) == (422, "IDEMPOTENCY_KEY_REUSED")
    [record] = await redis.execute("KEYS", f"{redis_prefix}:sealed-idempotency:ann:????????????????*")
    assert await redis.execute("HGET", record, "answer") == b""
    await redis.close()
    replayed = await http.post("/leagues", json=LEAGUE, headers=other)
    assert replayed.headers["idempotency-replayed"] == "true"
    assert mesh.leagues.calls == ["CreateLeague"] * 2


async def test_another_body_or_path_with_the_same_key_is_refused(http, mesh, keyed):
    await http.post("/leagues", json=LEAGUE, headers=keyed)
    other = await http.post("/leagues", json={**LEAGUE, "name": "Other"}, headers=keyed)
    elsewhere = await http.delete("/leagues/one", headers=keyed)
    for response in (other, elsewhere):
        assert (response.status_code, response.json()["code"]) == (422, "IDEMPOTENCY_KEY_REUSED")
        assert response.json()["detail"][0]["loc"] == ["header", "Idempotency-Key"]
    assert mesh.leagues.calls == ["CreateLeague"]


async def test_while_the_first_is_running_the_second_waits_its_turn(http, mesh, keyed):
    mesh.leagues.gate.clear()
    first = asyncio.create_task(http.post("/leagues", json=LEAGUE, headers=keyed))
    await until(lambda: mesh.leagues.calls)
    second = await http.post("/leagues", json=LEAGUE, headers=keyed)
    mesh.leagues.gate.set()
    assert (second.status_code, second.json()["code"]) == (409, "REQUEST_IN_PROGRESS")
    assert second.headers["retry-after"] == "1"
    assert (await first).status_code == 201


async def test_a_client_that_left_finds_the_answer_when_it_comes_back(http, mesh, keyed):
    mesh.leagues.gate.clear()
    impatient = asyncio.create_task(http.post("/leagues", json=LEAGUE, headers=keyed))
    await until(lambda: mesh.leagues.calls)
    impatient.cancel()
    await asyncio.sleep(0.2)
    mesh.leagues.gate.set()
    answer = await eventually(
        lambda: http.post("/leagues", json=LEAGUE, headers=keyed), lambda answer: answer.status_code != 409
    )
    assert (answer.status_code, answer.headers["idempotency-replayed"]) == (201, "true")
    assert mesh.leagues.calls == ["CreateLeague"]


async def test_a_refusal_that_would_be_the_same_again_is_kept(http, mesh, keyed):
    taken = {**LEAGUE, "name": "one"}
    first = await http.post("/leagues", json=taken, headers=keyed)
    again = await http.post("/leagues", json=taken, headers=keyed)
    assert (first.status_code, again.status_code) == (409, 409)
    assert again.json() == first.json()
    assert mesh.leagues.calls == ["CreateLeague"]


async def test_after_an_outage_the_same_key_may_be_tried_again(http, mesh, keyed):
    await mesh.stop("league")
    assert (await http.post("/leagues", json=LEAGUE, headers=keyed)).status_code == 503
    await mesh.start("league")
    answer = await eventually(
        lambda: http.post("/leagues", json=LEAGUE, headers=keyed), lambda answer: answer.status_code != 503
    )
    assert answer.status_code == 201


async def test_a_wrong_body_does_not_use_up_the_key(http, keyed):
    assert (await http.post("/leagues", json={}, headers=keyed)).status_code == 422
    assert (await http.post("/leagues", json=LEAGUE, headers=keyed)).status_code == 201


async def test_two_callers_may_use_the_same_key(http, mesh, token):
    for user in ("ann", "bob"):
        body = {**LEAGUE, "name": f"League of {user}"}
        response = await http.post("/leagues", json=body, headers={**token(user), "Idempotency-Key": "1"})
        assert response.status_code == 201
    assert mesh.leagues.calls == ["CreateLeague", "CreateLeague"]


@pytest.mark.parametrize("key", ["", "has space", "x" * 256])
async def test_a_key_that_is_none_is_refused(http, token, key):
    response = await http.post("/leagues", json=LEAGUE, headers={**token(), "Idempotency-Key": key})
    assert (response.status_code, response.json()["code"]) == (422, "IDEMPOTENCY_KEY_INVALID")
