"""`WEB_CONCURRENCY=2 python -m gateway_service`: one port, two processes, common metrics."""

import asyncio
import json
import os
import re
import signal
import socket
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import psutil
import pytest_asyncio

from service_kit.testing.waiting import eventually

WITHIN_S = 60


class Parent:
    """The process, and the port that it logs."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.metrics = ""
        self.port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            context = json.loads(line)["context"]
            if "workers" in context:
                self.port.set_result(context["port"])

    async def stop(self) -> int:
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(self._reading, WITHIN_S)
        return await asyncio.wait_for(self.process.wait(), WITHIN_S)

    def workers(self) -> dict[int, psutil.Process]:
        return {worker.pid: worker for worker in psutil.Process(self.process.pid).children()}


@pytest_asyncio.fixture
async def parent(tmp_path: Path, unused_tcp_port: int) -> AsyncGenerator[Parent]:
    environment = {
        **os.environ,
        "ALTSPORTS_HOME": str(tmp_path),
        "ALTSPORTS_ENV": "test",
        "ALTSPORTS_MESH_SECRET": "a secret of the tests that protects nothing at all",
        "ALTSPORTS_MCP_URL": "http://127.0.0.1:1",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "ALTSPORTS_PORT": "0",
        "ALTSPORTS_METRICS_PORT": str(unused_tcp_port),
        "WEB_CONCURRENCY": "2",
    }
    started = Parent(
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "gateway_service"), env=environment, stdout=PIPE
        )
    )
    started.metrics = f"http://127.0.0.1:{unused_tcp_port}/metrics"
    yield started
    await started.stop()


async def test_workers_share_a_port_are_replaced_tell_their_metrics_and_stop(parent: Parent):
    base_url = f"http://127.0.0.1:{await asyncio.wait_for(parent.port, WITHIN_S)}"
    async with httpx.AsyncClient(base_url=base_url, timeout=WITHIN_S, trust_env=False) as client:

        async def both_tell() -> bool:
            return _workers_in((await client.get(parent.metrics)).text) == {"1", "2"}

        assert (await client.get("/livez")).status_code == 200
        assert (await client.get("/metrics")).status_code == 404
        await eventually(both_tell, within_s=WITHIN_S)
        first, second = parent.workers().values()
        first.send_signal(signal.SIGKILL)

        async def is_replaced() -> bool:
            return len(parent.workers()) == 2 and first.pid not in parent.workers()

        await eventually(is_replaced, within_s=WITHIN_S)
        assert second.pid in parent.workers()
        await eventually(both_tell, within_s=WITHIN_S)
    assert await parent.stop() == 0
    assert not second.is_running()


async def test_workers_end_when_their_parent_is_killed_and_free_the_port(parent: Parent):
    port = await asyncio.wait_for(parent.port, WITHIN_S)
    async with httpx.AsyncClient(timeout=WITHIN_S, trust_env=False) as client:
        assert (await client.get(f"http://127.0.0.1:{port}/livez")).status_code == 200
    workers = list(parent.workers().values())
    parent.process.kill()

    async def all_are_gone() -> bool:
        return not any(_lives(worker) for worker in workers)

    await eventually(all_are_gone, within_s=WITHIN_S)
    socket.create_server(("127.0.0.1", port)).close()


def _lives(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _workers_in(text: str) -> set[str]:
    """The workers whose metrics were returned."""
    return set(re.findall(r'^backend_requests_in_flight\{worker="(\d+)"\}', text, re.MULTILINE))
