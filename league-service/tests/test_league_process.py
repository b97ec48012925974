"""The service as a process: it starts alone, answers on its socket, loads the demo data, and ends cleanly."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from service_kit.errors import DomainError
from service_kit.rpc.grpc_client import MeshClient
from service_kit.testing.clones import Clone

LIST = "/altsports.league.v1.LeagueService/ListLeagues"


@pytest.fixture
def environment(
    cloned: Callable[..., Clone], redis_url: str, tmp_path: Path, mesh_secret: bytes
) -> dict[str, str]:
    return {
        **os.environ,
        "ALTSPORTS_ENV": "test",
        "ALTSPORTS_HOME": str(tmp_path),
        "ALTSPORTS_MESH_SECRET": mesh_secret.decode(),
        "ALTSPORTS_LEAGUE_ADDRESS": f"unix:{tmp_path}/league.sock",
        "LEAGUE_DATABASE_URL": cloned("league").dsn("league"),
        "REDIS_URL": redis_url,
    }


async def start(environment: dict[str, str], *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "league_service", *arguments),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


@asynccontextmanager
async def running(environment: dict[str, str]) -> AsyncGenerator[asyncio.subprocess.Process]:
    process = await start(environment)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
        else:
            sys.stderr.write((await process.stdout.read()).decode())


async def ask(environment: dict[str, str], mesh_secret: bytes) -> Any:
    """The first page of lacrosse leagues, once the service has started."""
    from altsports.league.v1 import leagues_pb2 as pb

    request = pb.ListLeaguesRequest(sport="lacrosse", level="professional", page_size=5)
    addresses = {"league": environment["ALTSPORTS_LEAGUE_ADDRESS"]}
    async with MeshClient(addresses, mesh_secret, patience_s=30) as client:
        return await client.call(LIST, request, timeout_s=30)


async def test_a_process_answers_and_ends_with_zero_when_asked_to(
    environment: dict[str, str], mesh_secret: bytes
) -> None:
    seeding = await start(environment, "seed")
    said, _ = await asyncio.wait_for(seeding.communicate(), 60)
    assert seeding.returncode == 0, said
    assert b"leagues new" in said
    async with running(environment) as process:
        assert (await ask(environment, mesh_secret)).leagues[0].sport == "lacrosse"
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 20) == 0


async def test_it_starts_without_a_database_and_says_that_it_does_not_answer(
    environment: dict[str, str], mesh_secret: bytes
) -> None:
    environment["LEAGUE_DATABASE_URL"] = "postgresql://nobody:nothing@127.0.0.1:1/none"
    async with running(environment):
        with pytest.raises(DomainError) as caught:
            await ask(environment, mesh_secret)
    assert caught.value.kind == "unavailable"
    assert caught.value.message.startswith("League search failed: ")
