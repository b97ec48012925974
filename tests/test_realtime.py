"""The feed through a whole mesh: gateways, a service and Redis are killed, and nobody misses anything."""

import asyncio
import importlib.util
import random
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from service_kit.db.connection import Connection
from service_kit.events.outbox import append_event

EVENTS = 400
GAME = "realtime_test"


def _load_client() -> ModuleType:
    path = Path(__file__).parents[1] / "gateway" / "examples" / "feed_client.py"
    spec = importlib.util.spec_from_file_location("feed_client", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CLIENT = _load_client()


async def _write(dsn: str, pause_s: float) -> list[str]:
    """Bets as ai-service writes them, one transaction each; their ids."""
    connection = await Connection.connect(dsn)
    try:
        return [await _write_one(connection, number, pause_s) for number in range(EVENTS)]
    finally:
        await connection.close()


async def _write_one(connection: Connection, number: int, pause_s: float) -> str:
    message = {
        "bet_id": f"bet_{number}",
        "expert_id": "the-gambler",
        "expert_name": "The Gambler",
        "game_id": GAME,
        "bet_amount": 10.0,
        "prediction": "KC -2.5",
        "confidence": 0.6,
        "timestamp": "2025-09-29T17:30:00Z",
    }
    data = {"channel": "bets", "message": message, "expert_ids": ["the-gambler"], "game_ids": [GAME]}
    event_id = await append_event(
        connection, "league", type="bet.placed", subject=GAME, data=data, time=datetime.now(UTC)
    )
    await connection.commit()
    await asyncio.sleep(pause_s)
    return event_id


async def _hear(urls: list[str], place: dict, chance: random.Random) -> list[str]:
    """The ids of all bets of this test; the client is cut off now and then and comes back anywhere."""
    heard: dict[str, None] = {}
    while len(heard) < EVENTS:
        left = chance.randrange(20, 120)
        following = CLIENT.follow(chance.choice(urls), ["bets"], place=place, delays_s=(0.1, 0.2))
        async with aclosing(following) as messages:
            async for message in messages:
                place = {"seq": message["seq"], "epoch": message["epoch"]}
                if message.get("game_id") == GAME:
                    heard[message["id"]] = None
                left -= 1
                if left <= 0 or len(heard) == EVENTS:
                    break
    return list(heard)


async def _kill(mesh, chance: random.Random) -> None:
    """Kills each part once, in any order, while events are written."""
    names = [entry["name"] for entry in mesh.state()["processes"]]
    gateways = [name for name in names if name.startswith("gateway")]
    for name in chance.sample([*gateways, "league", "redis"], 4):
        mesh.kill(name)
        await asyncio.sleep(1.5)


@pytest.mark.timeout(300)  # it may be the one that starts the mesh
async def test_clients_hear_every_event_once_and_in_order_while_everything_is_killed(mesh):
    mesh.wait_until_healthy()
    urls = [f"{url.replace('http', 'ws', 1)}/ws/updates" for url in mesh.gateways]
    async with httpx.AsyncClient(base_url=mesh.gateways[0], timeout=20) as http:
        page = (await http.get("/api/v1/feed", params={"limit": 1})).raise_for_status().json()
    place = {"seq": page["next_after"], "epoch": page["epoch"]}
    async with asyncio.timeout(90):
        writing = asyncio.create_task(_write(mesh.told("DATABASE_URL"), pause_s=0.02))
        hearing = [asyncio.create_task(_hear(urls, place, random.Random(seed))) for seed in range(3)]
        await _kill(mesh, random.Random(3))
        written = await writing
        heard = await asyncio.gather(*hearing)
    for each in heard:
        assert each == written
    mesh.wait_until_healthy()
    async with httpx.AsyncClient(base_url=mesh.gateways[1], timeout=20) as http:
        logged = await _log(http)
    assert set(logged) >= set(written)


async def _log(http: httpx.AsyncClient) -> list[str]:
    found: list[str] = []
    after = 0
    while True:
        asked = {"after": after, "limit": 1000, "game_ids": GAME}
        page = (await http.get("/api/v1/feed", params=asked)).raise_for_status().json()
        found += [event["id"] for event in page["events"]]
        after = page["next_after"]
        if not page["has_more"]:
            return found
