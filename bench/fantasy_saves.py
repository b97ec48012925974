"""Players save line-ups through two gateways until the lock: how many saves a second, and none after it."""

import asyncio
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from redis import Redis

from bench.accounting import Meter
from bench.measure import cores_of
from bench.mesh import BenchMesh, operator_token

API = "/api/v1/f1"
_FOLLOWED_S = 1.0
_READY_S = 15.0
"""What players need to log in again after the clock was moved."""
_NAMES = ("gateway", "gateway-2", "league", "postgres", "redis")


class Player:
    """A player whose saves take the gateways in turn."""

    def __init__(self, urls: list[str], number: int, admin: dict[str, str]) -> None:
        self._urls = urls
        self._login = {
            "email": f"player{number}-{time.time_ns()}@altsports.example",
            "password": "a season of saves",
        }
        with httpx.Client(base_url=urls[0], timeout=60) as http:
            made = http.post("/api/v1/auth/register", json=self._login).raise_for_status().json()
            facts = {"tier": "enterprise", "email_verified": True}
            http.patch(f"/api/v1/users/{made['user']['id']}", json=facts, headers=admin).raise_for_status()
        self.statuses: Counter[str] = Counter()
        self.latencies: list[float] = []
        self.last_saved = ""

    def has_team(self, name: str) -> None:
        self.log_in()
        with httpx.Client(base_url=self._urls[0], timeout=60, headers=self.headers) as http:
            self.team = http.post(f"{API}/teams", json={"name": name}).raise_for_status().json()["data"]["id"]

    def log_in(self) -> None:
        """Again, after the clock was moved."""
        login = {"username": self._login["email"], "password": self._login["password"]}
        made = httpx.post(f"{self._urls[0]}/api/v1/auth/login", json=login, timeout=60)
        token = made.raise_for_status().json()["access_token"]
        self.headers = {"Authorization": f"Bearer {token}"}

    async def save(self, http: httpx.AsyncClient, race: str, lineups: list[list[str]]) -> None:
        """Saves one line-up after the other until the race is locked."""
        number = 0
        while not self.statuses["RACE_LOCKED"]:
            url = f"{self._urls[number % 2]}{API}/teams/{self.team}/drivers"
            body = {"driver_ids": lineups[number % len(lineups)], "race": race}
            began = time.perf_counter()
            answer = await http.put(url, json=body, headers=self.headers)
            self.latencies.append(time.perf_counter() - began)
            reason = "saved" if answer.is_success else answer.json()["code"]
            self.statuses[reason] += 1
            if answer.is_success:
                self.last_saved = answer.json()["data"]["saved_at"]
            elif reason != "RACE_LOCKED":
                raise RuntimeError(answer.text)
            number += 1


def measure_saves(mesh: BenchMesh, *, players: int, seconds: float) -> list[str]:
    """What the last seconds before the next lock are like."""
    urls = [mesh.url, mesh.url_of(1)]
    admin = {"Authorization": f"Bearer {operator_token(mesh)}"}
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda number: Player(urls, number, admin), range(players)))
        list(threads.map(lambda at: found[at].has_team(f"Team {at}"), range(players)))
        race, lock, lineups = _next_race(mesh)
        _move(mesh, lock - timedelta(seconds=seconds + _READY_S))
        list(threads.map(Player.log_in, found))
        time.sleep(max(0.0, _READY_S - 5))
    pids = {name: pid for name, pid in mesh.processes().items() if name in _NAMES}
    rest = sum(cores_of(pids).values())
    meter = Meter(pids)
    asyncio.run(_save_all(found, race, lineups))
    elapsed, used = meter.elapsed(), sum(meter.used().values())
    return _report(found, lock, elapsed, used - rest * elapsed)


def _report(players: list[Player], lock: datetime, elapsed: float, cpu: float) -> list[str]:
    late = [each.last_saved for each in players if datetime.fromisoformat(each.last_saved) >= lock]
    if late:
        raise RuntimeError(f"saves at or after the lock counted: {late}")
    saves = sum(each.statuses["saved"] for each in players)
    latencies = sorted(second for each in players for second in each.latencies)
    p50, p99 = (1e3 * latencies[int(len(latencies) * share)] for share in (0.5, 0.99))
    return [
        f"{len(players)} players with one save in flight each; all {saves:,} saves are from before the lock.",
        "",
        "| saves/s | p50 ms | p99 ms | CPU ms of the mesh for a save |",
        "|---|---|---|---|",
        f"| {saves / elapsed:,.0f} | {p50:.1f} | {p99:.1f} | {1e3 * cpu / saves:.2f} |",
    ]


async def _save_all(players: list[Player], race: str, lineups: list[list[str]]) -> None:
    async with httpx.AsyncClient(timeout=60) as http:
        await asyncio.gather(*(player.save(http, race, lineups) for player in players))


def _next_race(mesh: BenchMesh) -> tuple[str, datetime, list[list[str]]]:
    """The key and the lock of the next race, and line-ups that anybody can pay."""

    def get(path: str, **query: Any) -> Any:
        answer = httpx.get(f"{mesh.url}{API}/{path}", params=query, timeout=60)
        return answer.raise_for_status().json()["data"]

    races = get("races", upcoming=True)
    if not races:
        raise RuntimeError(
            "no race of the season is to come, so there is no last minute; try again in January"
        )
    race = min(races, key=lambda each: each["locks_at"])
    cheapest = get("drivers", sort="price", page_size=100)
    drivers = [driver["id"] for driver in sorted(cheapest, key=lambda each: float(each["price"]))]
    return race["key"], datetime.fromisoformat(race["locks_at"]), [drivers[at : at + 5] for at in range(3)]


def _move(mesh: BenchMesh, to: datetime) -> None:
    """Moves the clock of the mesh."""
    with Redis.from_url(mesh.state()["environment"]["REDIS_URL"]) as redis:
        redis.set("altsports:clock:offset", (to - datetime.now(UTC)).total_seconds())
    time.sleep(_FOLLOWED_S)
