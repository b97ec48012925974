"""Redis and the services stop and restart while the gateway runs."""

import asyncio
import os
import signal
import tempfile
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from service_kit.testing.redis_server import RedisServer
from service_kit.testing.waiting import eventually, until


@pytest.fixture
def own_redis():
    """A Redis that a test may stop."""
    with tempfile.TemporaryDirectory(prefix="gw-redis-") as folder:
        server = RedisServer(Path(folder), keep_data=True)
        server.start()
        yield server
        server.stop()


async def test_without_redis_requests_are_refused_and_come_back_by_themselves(start_gateway, own_redis):
    http = await start_gateway(redis_url=own_redis.url)
    assert (await http.get("/leagues/one")).status_code == 200
    own_redis.kill()
    refused = await eventually(lambda: http.get("/leagues/one"), lambda answer: answer.status_code != 200)
    assert (refused.status_code, refused.json()["code"]) == (503, "REDIS_UNAVAILABLE")
    assert refused.headers["retry-after"] == "1"
    assert (await http.get("/livez")).status_code == 200
    assert (await http.get("/readyz")).json()["reason"] == "Redis does not answer"
    await eventually(
        lambda: http.get("/health"), lambda answer: "redis" in answer.json()["affected_services"]
    )
    own_redis.start()
    await eventually(lambda: http.get("/leagues/one"), lambda answer: answer.status_code == 200)


async def test_a_redis_that_hangs_fails_requests_in_about_a_second(start_gateway, own_redis):
    http = await start_gateway(redis_url=own_redis.url)
    await http.get("/leagues/one")
    os.kill(own_redis._process.pid, signal.SIGSTOP)
    async with asyncio.timeout(5):
        refused = await http.get("/leagues/one")
    os.kill(own_redis._process.pid, signal.SIGCONT)
    assert (refused.status_code, refused.json()["code"]) == (503, "REDIS_UNAVAILABLE")


async def test_known_callers_are_let_in_while_auth_service_is_away(http, mesh, token, api_key):
    assert (await http.get("/leagues/one", headers=token("ann"))).status_code == 200
    assert (await http.get("/leagues/one", headers=api_key)).status_code == 200
    await mesh.stop("auth")
    assert (await http.get("/leagues/two", headers=token("bob"))).status_code == 200
    assert (await http.get("/leagues/two", headers=api_key)).status_code == 200


async def test_an_unknown_key_cannot_be_judged_while_auth_service_is_away(http, mesh):
    await mesh.stop("auth")
    response = await http.get("/leagues/one", headers={"X-API-Key": "alt_new_key"})
    assert (response.status_code, response.json()["code"]) == (503, "SERVICE_UNAVAILABLE")


async def test_one_service_that_is_away_leaves_the_others_alone(http, mesh, token):
    await mesh.stop("league")
    assert (await http.get("/users/me", headers=token())).status_code == 200


@pytest.mark.parametrize(
    ("cause", "reason"),
    [
        ("replica", "REDIS_READ_ONLY"),
        ("memory", "REDIS_OUT_OF_MEMORY"),
        ("disk", "REDIS_CANNOT_SAVE"),
    ],
)
async def test_a_redis_that_refuses_writes_is_an_outage_on_every_face(
    start_gateway, own_redis, cause, reason
):
    http = await start_gateway(redis_url=own_redis.url)
    assert (await http.get("/leagues/one")).status_code == 200
    own_redis.refuse_writes(cause)
    for path in ("/leagues/one", "/api/v1/feed/stream", "/api/v1/feed"):
        refused = await http.get(path)
        assert (refused.status_code, refused.json()["code"]) == (503, reason)
        assert int(refused.headers["retry-after"]) >= 1
    with pytest.raises(InvalidStatus) as turned_away:
        await connect(str(http.base_url).replace("http", "ws") + "/ws/updates")
    assert turned_away.value.response.status_code == 503
    assert int(turned_away.value.response.headers["retry-after"]) >= 1
    ready = await http.get("/readyz")
    assert (ready.status_code, "Redis" in ready.json()["reason"]) == (503, True)
    assert int(ready.headers["retry-after"]) >= 1
    health = await eventually(lambda: http.get("/health"), lambda a: "redis" in a.json()["affected_services"])
    assert health.json()["services"]["redis"]["error"] == ready.json()["reason"]
    assert int(health.headers["retry-after"]) >= 1
    own_redis.accept_writes()
    await eventually(lambda: http.get("/leagues/one"), lambda answer: answer.status_code == 200)


@pytest.mark.parametrize("why", ["no-cache", "changed"])
async def test_a_hung_service_costs_little_time_before_the_old_answer(
    start_gateway, mesh, token, monkeypatch, why
):
    monkeypatch.setattr("gateway_service.cache.patience._PATIENCE_S", 0.1)
    http = await start_gateway()
    headers = {"Cache-Control": "no-cache"} if why == "no-cache" else {}
    await http.get("/leagues/one")
    await eventually(lambda: http.get("/leagues/one"), lambda a: "hit" in a.headers["cache-status"])
    if why == "changed":
        await http.patch("/api/v1/leagues/one", json={"website": "https://one.example"}, headers=token())
    mesh.leagues.gate.clear()
    before = len(mesh.leagues.calls)
    for _ in range(2):
        async with asyncio.timeout(5):  # the deadline of the call is 10 s
            stale = await http.get("/leagues/one", headers=headers)
        assert (stale.status_code, stale.headers["warning"]) == (200, '110 - "Response is Stale"')
    assert len(mesh.leagues.calls) == before + 1
    mesh.leagues.gate.set()
    fresh = await eventually(lambda: http.get("/leagues/one"), lambda a: "warning" not in a.headers)
    assert fresh.status_code == 200


async def test_a_hung_service_without_an_old_answer_has_its_whole_time(http, mesh):
    mesh.leagues.gate.clear()
    asked = asyncio.create_task(http.get("/leagues/one"))
    await until(lambda: mesh.leagues.calls)
    mesh.leagues.gate.set()
    assert (await asked).status_code == 200
