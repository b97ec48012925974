"""The memory of each process at the start, under load and after a rest: it has a limit, and a plateau.

`make soak` sends TEST_REQUESTS requests and plays TEST_REPLAYS replays; a normal run does little of it.
"""

import asyncio
import os
import random
import uuid
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import httpx
import orjson
import psutil
import pytest
from websockets.asyncio.client import connect

from gateway_service.openapi.published import FILE
from service_kit.testing.waiting import eventually

REQUESTS = int(os.environ.get("TEST_REQUESTS", "150"))
REPLAYS = int(os.environ.get("TEST_REPLAYS", "0"))
REST_S = 15.0 if REPLAYS else 0.0
AT_ONCE = 8
LISTENERS = 20

LIMIT_MIB = {"ai": 450, "gateway": 220, "mcp": 220, "auth": 220, "league": 220, "task": 180, "worker": 180}
"""ARCHITECTURE.md says what each process keeps. Resident memory includes 35 MiB of shared libraries."""
GROWTH_MIB = 40
"""How much a second load of the same size may add: caches that the first one did not fill."""

pytestmark = [pytest.mark.soak, pytest.mark.timeout(240 + REQUESTS // 20)]


def _resident(mesh: Any) -> dict[str, int]:
    """The resident memory of our own processes, in MiB."""
    own = (each for each in mesh.state()["processes"] if _limit(each["name"]))
    return {each["name"]: psutil.Process(each["pid"]).memory_info().rss >> 20 for each in own}


def _limit(name: str) -> int:
    return LIMIT_MIB.get(name.split("-")[0], 0)


class Strangers:
    """Makes up requests: every GET route, with values that are right, wrong, unknown or very long."""

    def __init__(self, admin: dict[str, str], seed: int) -> None:
        self._dice = random.Random(seed)
        self._admin = admin
        paths = orjson.loads(FILE.read_bytes())["paths"].items()
        self._routes = [
            (path, verbs["get"]) for path, verbs in paths if "get" in verbs and "/stream" not in path
        ]

    def requests(self, count: int) -> Iterator[dict[str, Any]]:
        """The arguments of one request after the other."""
        for _ in range(count):
            path, operation = self._dice.choice(self._routes)
            query: dict[str, Any] = {}
            for parameter in operation.get("parameters", []):
                name, schema = parameter.get("name"), parameter.get("schema", {})
                if parameter.get("in") == "path":
                    path = path.replace(f"{{{name}}}", str(self._value(schema)))
                elif parameter.get("in") == "query" and self._dice.random() < 0.4:
                    query[name] = self._value(schema)
            yield {"url": path, "params": query, "headers": self._headers()}

    def _value(self, schema: dict[str, Any]) -> object:
        if "enum" in schema:
            return self._dice.choice(schema["enum"])
        if "integer" in str(schema):
            return self._dice.choice((1, 7, 50, 2024, 2025, self._dice.randrange(10**6)))
        return self._dice.choice(
            (uuid.UUID(int=self._dice.getrandbits(128)), self._word(40), self._word(1500))
        )

    def _headers(self) -> dict[str, str]:
        strange = {"Origin": f"https://{self._word(30)}.example", "If-None-Match": f'"{self._word(40)}"'}
        credentials = self._dice.choice(
            (
                self._admin,
                self._admin,
                {},
                {"Authorization": f"Bearer {self._word(900)}"},
                {"X-API-Key": f"alt_{self._word(20)}"},
            )
        )
        return {**credentials, **(strange if self._dice.random() < 0.1 else {})}

    def _word(self, longest: int) -> str:
        length = self._dice.randint(1, longest)
        return "".join(self._dice.choices("abcdefghijklmnopqrstuvwxyz0123456789-_", k=length))


async def _send(http: httpx.AsyncClient, requests: Iterator[dict[str, Any]]) -> None:
    async def work() -> None:
        for arguments in requests:
            answer = await http.get(**arguments)
            assert answer.status_code != 500, (arguments, answer.text)

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))


async def _listen(mesh: Any, http: httpx.AsyncClient) -> None:
    """Clients of both transports connect, hear something, and leave without a word."""

    async def over_websocket() -> None:
        async with connect(f"{mesh.gateways[0].replace('http', 'ws', 1)}/ws/updates") as socket:
            await socket.recv()

    async def over_sse() -> None:
        async with http.stream("GET", "/api/v1/feed/stream", params={"channels": "bets"}) as answer:
            await anext(answer.aiter_bytes())

    await asyncio.gather(*(way() for way in (over_websocket, over_sse) for _ in range(LISTENERS)))


async def _replay(http: httpx.AsyncClient, admin: dict[str, str]) -> None:
    """Plays whole seasons at full speed, some at once, and deletes them."""
    asked = {"sport": "nfl", "season": 2025, "speed": "max"}
    started = [await http.post("/api/v1/replays", json=asked, headers=admin) for _ in range(REPLAYS)]
    paths = [f"/api/v1/replays/{answer.raise_for_status().json()['data']['id']}" for answer in started]
    fresh = {**admin, "Cache-Control": "no-cache"}

    async def finished(path: str) -> bool:
        return (await http.get(path, headers=fresh)).json()["data"]["status"] == "finished"

    for path in paths:
        await eventually(partial(finished, path), within_s=600)
        (await http.delete(path, headers=admin)).raise_for_status()


async def test_memory_has_a_limit_and_a_second_load_adds_little(mesh, http, admin, season, capsys):
    strangers = Strangers(admin, seed=9)
    seen = {"start": _resident(mesh)}
    for load in ("load", "again"):
        await asyncio.gather(
            _send(http, strangers.requests(REQUESTS // 2)), _listen(mesh, http), _replay(http, admin)
        )
        seen[load] = _resident(mesh)
    await asyncio.sleep(REST_S)
    seen["rest"] = _resident(mesh)
    with capsys.disabled(), suppress(BrokenPipeError):
        print("\nresident MiB ", *(f"{name:>7}" for name in seen), "  limit")  # noqa: T201 - shown by `make soak`
        for name in seen["start"]:
            print(f"{name:<13}", *(f"{each[name]:>7}" for each in seen.values()), f"{_limit(name):>7}")  # noqa: T201
    assert {name for name, size in seen["again"].items() if size > _limit(name)} == set()
    grown = {name: seen["again"][name] - seen["load"][name] for name in seen["load"]}
    assert {name: size for name, size in grown.items() if size > GROWTH_MIB} == {}
