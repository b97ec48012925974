"""A season is replayed while parts of the mesh are killed at random: listeners and ledgers miss nothing.

`make soak` sets TEST_KILLS, the number of kills, to 100, which takes some minutes. The default is 12.
"""

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import aclosing, suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from service_kit.testing.loading import load_file

KILLS = int(os.environ.get("TEST_KILLS", "12"))
WEEKS = min(max(1, KILLS // 8), 22)
SPEED = "25000"
"""Half a minute for a week, so that the kills fall into the replay."""

REST_S = 12.0
"""Killed again before that, a process counts as one that cannot live, and is left down ever longer."""

PROCESSES = ("gateway", "gateway-2", "ai", "redis")
CHANNELS = ["bets", "lines", "eliminations"]
pytestmark = [pytest.mark.soak, pytest.mark.timeout(240 + 10 * KILLS)]

CLIENT = load_file(Path(__file__).parents[1] / "gateway" / "examples" / "feed_client.py")


class Listener:
    """Somebody who is cut off again and again and comes back on any gateway with the last place seen."""

    def __init__(self, gateways: Iterable[str], place: dict[str, Any], seed: int) -> None:
        self.heard: list[dict[str, Any]] = []
        self.snapshots = 0
        self._urls = [f"{url.replace('http', 'ws', 1)}/ws/updates" for url in gateways]
        self._place = place
        self._seen: set[str] = set()
        self._chance = random.Random(seed)
        self._ear: asyncio.Task[None] | None = None

    async def listen(self) -> None:
        """Never returns; ends when cancelled."""
        try:
            while True:
                self._ear = asyncio.create_task(self._follow(self._chance.choice(self._urls)))
                await asyncio.wait([self._ear])
        finally:
            if self._ear is not None:
                self._ear.cancel()

    def cut_off(self) -> None:
        """Ends the connection in the middle of whatever it is doing."""
        if self._ear is not None:
            self._ear.cancel()

    def of(self, replay: str) -> list[str]:
        """The ids of the events of a replay, as they came."""
        return [event["id"] for event in self.heard if event.get("replay") == replay]

    async def _follow(self, url: str) -> None:
        following = CLIENT.follow(url, CHANNELS, place=self._place, delays_s=(0.1, 0.2, 0.5))
        async with aclosing(following) as messages:
            async for message in messages:
                if "seq" in message:
                    self._place = {"seq": message["seq"], "epoch": message["epoch"]}
                self.snapshots += message["type"] == "snapshot"
                if message["type"] != "snapshot" and message["id"] not in self._seen:
                    self._seen.add(message["id"])
                    self.heard.append(message)


class Api:
    """What the test asks of the mesh; a gateway that is down is asked again."""

    def __init__(self, mesh: Any, headers: dict[str, str]) -> None:
        self._mesh = mesh
        self._headers = headers

    def get(self, path: str, **query: Any) -> Any:
        deadline = time.monotonic() + 60
        while True:
            with suppress(httpx.TransportError):
                url = random.choice(self._mesh.gateways) + path
                answer = httpx.get(url, params=query, headers=self._headers, timeout=20)
                if answer.status_code < 500:
                    return answer.raise_for_status().json()
            assert time.monotonic() < deadline, f"no answer to {path}"
            time.sleep(0.2)

    def start(self, speed: str) -> str:
        """Starts a replay of the demo's season; its id."""
        body = {
            "sport": "nfl",
            "competition": "nfl-simulated",
            "season": 2025,
            "weeks": f"1-{WEEKS}",
            "speed": speed,
        }
        url = f"{self._mesh.gateways[0]}/api/v1/replays"
        answer = httpx.post(url, json=body, headers=self._headers, timeout=30)
        return answer.raise_for_status().json()["id"]

    def has_finished(self, replay: str) -> bool:
        found = self.get(f"/api/v1/replays/{replay}")
        assert found["status"] in ("running", "finished"), found
        return found["status"] == "finished"

    def place(self) -> dict[str, Any]:
        """Where the feed is now."""
        *_, page = self._pages({})
        return {"seq": page["next_after"], "epoch": page["epoch"]}

    def feed(self, replay: str, place: dict[str, Any]) -> list[dict[str, Any]]:
        """The log of a replay after a place, each event once."""
        pages = self._pages({"replays": replay, "after": place["seq"]})
        return list({event["id"]: event for page in pages for event in page["events"]}.values())

    def _pages(self, query: dict[str, Any]) -> Iterator[dict[str, Any]]:
        has_more = True
        while has_more:
            page = self.get("/api/v1/feed", limit=1000, **query)
            assert not page["too_old"]
            yield page
            query = query | {"after": page["next_after"]}
            has_more = page["has_more"]

    def ledger(self, expert_id: str, replay: str) -> Iterator[dict[str, Any]]:
        offset = 0
        while True:
            path = f"/api/v1/experts/{expert_id}/ledger"
            page = self.get(path, replay=replay, limit=500, offset=offset)
            yield from page["entries"]
            offset += 500
            if offset >= page["total_count"]:
                return


@pytest.fixture(scope="module")
def api(mesh: Any, admin: dict[str, str]) -> Api:
    return Api(mesh, admin)


async def _kill(mesh: Any, listeners: list[Listener], chance: random.Random) -> Counter[str]:
    """Kills processes and cuts off listeners, one at a time; what and how often."""
    killed: Counter[str] = Counter()
    last: dict[str, float] = {}
    while killed.total() < KILLS:
        await asyncio.sleep(chance.uniform(0.3, 3.0))
        rested = [name for name in PROCESSES if time.monotonic() - last.get(name, 0) > REST_S]
        name = chance.choice([*rested, "listener"])
        if name == "listener":
            chance.choice(listeners).cut_off()
        else:
            try:
                mesh.kill(name)
            except (ProcessLookupError, StopIteration):
                continue  # it is down already
            last[name] = time.monotonic()
        killed[name] += 1
    return killed


def _end_of(api: Api, replay: str) -> dict[str, Any]:
    """The end state of a replay, without the ids that belong to it alone; its books balance."""
    experts = api.get("/api/v1/experts", replay=replay)["experts"]
    seals = api.get("/api/v1/predictions/verify", replay=replay, limit=1)
    assert seals["valid"]
    for expert in experts:
        _assert_ledger_adds_up(api, replay, expert)
    return {
        "experts": experts,
        "predictions": seals["checked"],
        "bets": {expert["expert_id"]: _bets(api, replay, expert["expert_id"]) for expert in experts},
        "councils": [_council(api, replay, week) for week in range(1, WEEKS + 1)],
    }


def _bets(api: Api, replay: str, expert_id: str) -> list[dict[str, Any]]:
    path = f"/api/v1/bets/expert/{expert_id}/history"
    history = api.get(path, replay=replay, limit=500)["bet_history"]
    shown = [{name: value for name, value in bet.items() if name != "bet_id"} for bet in history]
    return sorted(shown, key=lambda bet: (bet["placed_at"], bet["game_id"], bet["bet_type"]))


def _council(api: Api, replay: str, week: int) -> Any:
    return api.get("/api/v1/council/current", replay=replay, week=week)["council_members"]


def _assert_ledger_adds_up(api: Api, replay: str, expert: dict[str, Any]) -> None:
    accounts: Counter[str] = Counter()
    transactions: Counter[str] = Counter()
    for entry in api.ledger(expert["expert_id"], replay):
        cents = round(Decimal(str(entry["amount"])) * 100)
        accounts[entry["account"]] += cents
        transactions[entry["transaction_id"]] += cents
    assert set(transactions.values()) == {0}
    bankroll = {name: round(expert["bankroll"][name] * 100) for name in ("current", "available", "at_risk")}
    assert accounts["bankroll"] == bankroll["available"]
    assert accounts["open_stakes"] == bankroll["at_risk"]
    assert bankroll["current"] == bankroll["available"] + bankroll["at_risk"]


def _assert_all_was_told(api: Api, replay: str, logged: list[dict[str, Any]]) -> None:
    """Each bet was told once, and what was told of each bankroll goes on from what was told before."""
    placed = Counter(event["bet_id"] for event in logged if event["type"] == "bet_placed")
    histories = [
        api.get(f"/api/v1/bets/expert/{expert['expert_id']}/history", replay=replay, limit=500)
        for expert in api.get("/api/v1/experts", replay=replay)["experts"]
    ]
    bets = {bet["bet_id"] for history in histories for bet in history["bet_history"]}
    assert bets
    assert placed == dict.fromkeys(bets, 1)
    balances: dict[str, float] = {}
    for event in logged:
        if event["type"] == "bankroll_updated":
            assert event["old_balance"] == balances.get(event["expert_id"], 10_000)
            balances[event["expert_id"]] = event["new_balance"]


async def test_a_replay_under_fire_loses_no_event_and_no_cent(mesh, api) -> None:
    await asyncio.to_thread(mesh.wait_until_healthy)
    undisturbed = api.start("max")
    await asyncio.to_thread(mesh.wait_until, lambda: api.has_finished(undisturbed), 60 + 15 * WEEKS)
    place = await asyncio.to_thread(api.place)
    listeners = [Listener(mesh.gateways, place, seed) for seed in range(3)]
    listening = [asyncio.create_task(each.listen()) for each in listeners]
    replay = api.start(SPEED)
    killed = await _kill(mesh, listeners, random.Random(7))
    await asyncio.to_thread(mesh.wait_until, lambda: api.has_finished(replay), 120 + 20 * WEEKS)
    await asyncio.to_thread(mesh.wait_until_healthy)
    logged = await asyncio.to_thread(api.feed, replay, place)
    heard_all = lambda: all(len(each.of(replay)) >= len(logged) for each in listeners)  # noqa: E731
    await asyncio.to_thread(mesh.wait_until, heard_all, 30)
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    print(f"killed {dict(killed)}; {len(logged)} events, {WEEKS} weeks")  # noqa: T201 - for whoever ran it by hand

    for each in listeners:
        assert each.snapshots == 0
        assert each.of(replay) == [event["id"] for event in logged]
    under_fire = await asyncio.to_thread(_end_of, api, replay)
    assert under_fire == await asyncio.to_thread(_end_of, api, undisturbed)
    _assert_all_was_told(api, replay, logged)
