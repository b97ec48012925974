"""Gateways that are killed, as processes: a client that comes back with its last seq misses nothing."""

import asyncio
import os
import random
import signal
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

import pytest
import pytest_asyncio

from service_kit.testing.loading import load_file
from service_kit.testing.waiting import eventually

KILLS = int(os.environ.get("TEST_KILLS", "6"))
TOTAL = 50 * KILLS
pytestmark = [pytest.mark.soak, pytest.mark.timeout(120 + 10 * KILLS)]
SECRET = "a secret of the tests that protects nothing at all"

CLIENT = load_file(Path(__file__).parents[2] / "examples" / "feed_client.py")


class GatewayProcess:
    """`python -m gateway_service` with two workers, on a port that stays the same."""

    def __init__(self, home: Path, redis_url: str, redis_prefix: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as found:
            self.port = found.getsockname()[1]
        self._environment = {
            **os.environ,
            "ALTSPORTS_HOME": str(home),
            "ALTSPORTS_ENV": "test",
            "ALTSPORTS_MESH_SECRET": SECRET,
            "ALTSPORTS_MCP_URL": "http://127.0.0.1:1",
            "ALTSPORTS_LIMIT_ANONYMOUS": "none",
            "ALTSPORTS_REDIS_PREFIX": redis_prefix,
            "REDIS_URL": redis_url,
            "ALTSPORTS_PORT": str(self.port),
        }
        self._process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/ws/updates"

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "gateway_service"),
            env=self._environment,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )

    async def end(self, how: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(how)
            await self._process.wait()

    async def listens(self) -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        return True


@pytest_asyncio.fixture
async def gateways(tmp_path: Path, redis_url: str, redis_prefix: str) -> AsyncGenerator[list[GatewayProcess]]:
    """Two of them, running."""
    started = [GatewayProcess(tmp_path, redis_url, redis_prefix) for _ in range(2)]
    for each in started:
        await each.start()
    for each in started:
        await eventually(each.listens, within_s=60)
    yield started
    for each in started:
        await each.end(signal.SIGKILL)


async def test_clients_of_killed_gateways_hear_every_event_once_and_in_order(outbox, gateways):
    chance = random.Random(5)

    async def hear() -> list[str]:
        heard: list[str] = []
        place: dict = {"seq": 0}
        while len(heard) < TOTAL:
            left = chance.randrange(10, 80)
            url = chance.choice(gateways).url
            following = CLIENT.follow(url, ["bets"], place=place, delays_s=(0.05, 0.2))
            async with aclosing(following) as messages:
                async for message in messages:
                    assert message["type"] == "bet_placed"
                    heard.append(message["id"])
                    place = {"seq": message["seq"], "epoch": message["epoch"]}
                    left -= 1
                    if left == 0 or len(heard) == TOTAL:
                        break
        return heard

    async def kill() -> None:
        for number in range(KILLS):
            victim = gateways[number % 2]
            await eventually(victim.listens, within_s=60)
            await victim.end(signal.SIGKILL if number < 4 else signal.SIGTERM)
            await victim.start()

    async def write() -> None:
        for number in range(TOTAL):
            await outbox.bets(number)
            await asyncio.sleep(0.02)  # so that the kills fall among them

    async with asyncio.timeout(100 + 10 * KILLS):
        one, other, _, _ = await asyncio.gather(hear(), hear(), write(), kill())
    assert one == outbox.written
    assert other == outbox.written
