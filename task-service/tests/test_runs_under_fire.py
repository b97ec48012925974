"""Runs while workers are killed and frozen, and PostgreSQL and Redis are killed: each accepted run ends once.

`make soak` sets TEST_RUNS, the number of runs, to 1000, which takes some minutes. The default is 60.
"""

import asyncio
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any, LiteralString
from uuid import UUID, uuid4

import orjson
import psycopg
import pytest
import pytest_asyncio
from pydantic import SecretStr

from altsports.task.v1 import queue_pb2, tasks_pb2
from service_kit.caller import Caller, service_caller
from service_kit.db import migrate
from service_kit.db.bootstrap import bootstrap, service_dsn
from service_kit.errors import DomainError
from service_kit.rpc.grpc_client import MeshClient
from service_kit.settings.mesh import MeshSettings
from service_kit.testing.clones import migrations_of
from service_kit.testing.postgres_server import PostgresServer
from service_kit.testing.redis_server import RedisServer

RUNS = int(os.environ.get("TEST_RUNS", "60"))
WORKERS = 3
USERS = 12
LOST_AFTER_S = 1.5
PATIENCE_S = 60 + RUNS // 2
FIRE_WORKER = [str(Path(__file__).with_name("fire_worker.py"))]
SERVICE = ["-m", "task_service"]
ENQUEUE = "/altsports.task.v1.QueueService/EnqueueRun"
CANCEL = "/altsports.task.v1.TaskService/CancelTask"
ENDED = ("completed", "failed", "cancelled")
_ENDED: LiteralString = "('completed', 'failed', 'cancelled')"
WATCH = """
    CREATE TABLE task.marks (run_id uuid, step int, fence int);
    CREATE TABLE task.history (n bigserial, run_id uuid, status text);
    CREATE FUNCTION task.remember() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO task.history (run_id, status) VALUES (NEW.id, NEW.status);
        RETURN NEW;
    END $$;
    CREATE TRIGGER remember AFTER UPDATE ON task.runs FOR EACH ROW
        WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION task.remember();
"""

pytestmark = [pytest.mark.soak, pytest.mark.timeout(120 + 2 * PATIENCE_S)]

Process = asyncio.subprocess.Process


class Stack:
    """A task service, its workers and its stores. What is killed comes back."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self.secret = secret
        self.postgres = PostgresServer(folder / "postgres")
        self.redis = RedisServer(folder / "redis")
        self.folder = folder
        self.workers: list[Process] = []
        self.service: Process | None = None
        self.dsn = ""

    async def start(self) -> None:
        self.postgres.start()
        self.redis.start()
        bootstrap(self.postgres.url, self.secret, ["task"])
        self.dsn = service_dsn(self.postgres.url, "task", self.secret)
        migrate.upgrade(self.dsn, migrations_of("task"))
        with psycopg.connect(self.dsn) as connection:
            connection.execute(WATCH)
        self.service = await self._spawn(SERVICE)
        self.workers = [await self._spawn(FIRE_WORKER) for _ in range(WORKERS)]

    async def stop(self) -> None:
        for process in (self.service, *self.workers):
            if process is not None and process.returncode is None:
                process.kill()
                await process.wait()
        self.postgres.remove()
        self.redis.remove()

    async def kill_worker(self) -> None:
        victim = random.choice(self.workers)
        with suppress(ProcessLookupError):
            victim.kill()
        await victim.wait()
        await self.keep()

    async def freeze_worker(self) -> None:
        """Its runs go to others while it sleeps; then it wakes up and wants to go on writing."""
        victim = random.choice(self.workers)
        with suppress(ProcessLookupError):
            victim.send_signal(signal.SIGSTOP)
        await asyncio.sleep(2 * LOST_AFTER_S)
        with suppress(ProcessLookupError):
            victim.send_signal(signal.SIGCONT)

    async def kill_postgres(self) -> None:
        await asyncio.to_thread(self.postgres.kill)
        await asyncio.to_thread(self.postgres.start)

    async def kill_redis(self) -> None:
        await asyncio.to_thread(self.redis.kill)
        await asyncio.to_thread(self.redis.start)

    async def keep(self) -> None:
        """Starts workers again that have ended, as a supervisor does."""
        self.workers = [
            worker if worker.returncode is None else await self._spawn(FIRE_WORKER) for worker in self.workers
        ]

    async def _spawn(self, arguments: list[str]) -> Process:
        environment = {
            **os.environ,
            "ALTSPORTS_HOME": str(self.folder),
            "ALTSPORTS_ENV": "production",
            "ALTSPORTS_MESH_SECRET": self.secret.decode(),
            "ALTSPORTS_TASK_ADDRESS": f"unix:{self.folder / 'task.sock'}",
            "TASK_DATABASE_URL": self.dsn,
            "REDIS_URL": self.redis.url,
            "WORKER_HEARTBEAT": "0.3",
            "WORKER_LOST_AFTER": str(LOST_AFTER_S),
            "WORKER_CONCURRENCY": "6",
            "RUN_RETRY_DELAY": "0.5",
            "ALTSPORTS_LOG_LEVEL": "ERROR",
        }
        return await asyncio.create_subprocess_exec(
            sys.executable, *arguments, env=environment, stdout=asyncio.subprocess.DEVNULL
        )


@pytest_asyncio.fixture
async def stack(tmp_path: Path, mesh_secret: bytes) -> AsyncGenerator[Stack]:
    made = Stack(tmp_path, mesh_secret)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()


@pytest_asyncio.fixture
async def mesh(stack: Stack) -> AsyncGenerator[MeshClient]:
    settings = MeshSettings(home=stack.folder, mesh_secret=SecretStr(stack.secret.decode()))
    addresses = {**settings.every_address(), "task": f"unix:{stack.folder / 'task.sock'}"}
    async with AsyncExitStack() as opened:
        yield await opened.enter_async_context(MeshClient(addresses, stack.secret))


def _kind(number: int) -> str:
    """One of ten is cancelled while it works, one of twenty fails for good."""
    if number % 10 == 3:
        return "forever"
    return "refuse" if number % 20 == 7 else "steps"


def _owner(number: int) -> str:
    return f"user-{number % USERS}"


async def _until_answered(mesh: MeshClient, method: str, request: Any, caller: Caller) -> str:
    """Repeats a call while something is down; returns the reason of a final refusal, or ""."""
    while True:
        try:
            await mesh.call(method, request, caller=caller, timeout_s=5)
            return ""
        except DomainError as error:
            if error.retry == "never":
                return error.reason
            await asyncio.sleep(0.1)


async def _ask(mesh: MeshClient, stack: Stack) -> dict[UUID, int]:
    """Asks for all runs, a few at a time, while everything is under fire; returns the accepted ones."""
    accepted: dict[UUID, int] = {}
    room = asyncio.Semaphore(10)

    async def ask(number: int) -> None:
        run_id = uuid4()
        request = queue_pb2.EnqueueRunRequest(
            run_id=str(run_id),
            area="task",
            kind=_kind(number),
            user_id=_owner(number),
            params=orjson.dumps({}),
        )
        async with room:
            assert await _until_answered(mesh, ENQUEUE, request, service_caller("league")) == ""
            accepted[run_id] = number
            await asyncio.sleep(0.05)

    await asyncio.gather(*(ask(number) for number in range(RUNS)))
    return accepted


async def _cancel_those_without_end(mesh: MeshClient, stack: Stack, latencies: list[float]) -> None:
    """Cancels what would never end by itself, as soon as it runs."""
    cancelled: set[UUID] = set()
    query = "SELECT id, user_id FROM task.runs WHERE kind = 'forever' AND status = 'running' AND progress > 0"
    while True:
        await asyncio.sleep(0.2)
        for run_id, user_id in _rows(stack, query):
            if run_id in cancelled:
                continue
            cancelled.add(run_id)
            owner = Caller(kind="user", user_id=user_id, role="user", permissions=frozenset({"tasks:*"}))
            asked = time.monotonic()
            request = tasks_pb2.CancelTaskRequest(task_id=str(run_id))
            assert await _until_answered(mesh, CANCEL, request, owner) in ("", "TASK_ENDED")
            latencies.append(time.monotonic() - asked)


async def _fire(stack: Stack, done: asyncio.Event, fired: Counter[str]) -> None:
    """Kills and freezes in random order, each way at least once, until there is nothing left to disturb."""
    ways = [stack.kill_worker, stack.freeze_worker, stack.kill_postgres, stack.kill_redis]
    while not done.is_set():
        for way in random.sample(ways, len(ways)):
            await asyncio.sleep(random.uniform(0.2, 1.0))
            await way()
            fired[way.__name__] += 1
            await stack.keep()
        if RUNS <= 100:
            return  # once each way is enough for a normal run
        await asyncio.sleep(1)


def _rows(stack: Stack, query: LiteralString) -> list[tuple[Any, ...]]:
    """The rows; none while PostgreSQL is down."""
    try:
        with psycopg.connect(stack.dsn, connect_timeout=2) as connection:
            return connection.execute(query).fetchall()
    except psycopg.Error:
        return []


async def _until_all_ended(stack: Stack, accepted: dict[UUID, int]) -> dict[UUID, str]:
    deadline = time.monotonic() + PATIENCE_S
    states: dict[UUID, str] = {}
    while time.monotonic() < deadline:
        await stack.keep()
        states = dict(_rows(stack, "SELECT id, status FROM task.runs")) or states
        if states.keys() >= accepted.keys() and all(states[run_id] in ENDED for run_id in accepted):
            break
        await asyncio.sleep(0.2)
    return states


async def test_each_accepted_run_ends_once_whatever_is_killed(stack: Stack, mesh: MeshClient, capsys) -> None:
    done, fired, latencies = asyncio.Event(), Counter[str](), list[float]()
    firing = asyncio.create_task(_fire(stack, done, fired))
    cancelling = asyncio.create_task(_cancel_those_without_end(mesh, stack, latencies))
    accepted = await _ask(mesh, stack)
    if RUNS > 100:
        done.set()
    await firing
    states = await _until_all_ended(stack, accepted)
    cancelling.cancel()
    await asyncio.gather(cancelling, return_exceptions=True)
    assert len(accepted) == RUNS
    assert [
        (accepted[run_id], states.get(run_id)) for run_id in accepted if states.get(run_id) not in ENDED
    ] == []
    ends = _rows(stack, f"SELECT run_id, count(*) FROM task.history WHERE status IN {_ENDED} GROUP BY 1")
    assert {count for _, count in ends} == {1}
    assert {run_id for run_id, _ in ends} == accepted.keys()
    last = dict(
        _rows(stack, "SELECT DISTINCT ON (run_id) run_id, status FROM task.history ORDER BY run_id, n DESC")
    )
    assert last == {run_id: states[run_id] for run_id in accepted}
    marks = _rows(stack, "SELECT run_id, array_agg(step ORDER BY step) FROM task.marks GROUP BY 1")
    completed = [run_id for run_id in accepted if states[run_id] == "completed"]
    assert {run_id for run_id, done in marks if len(set(done)) != len(done)} == set()
    assert {tuple(done) for run_id, done in marks if run_id in completed} <= {(1, 2, 3, 4, 5)}
    assert {run_id for run_id in completed if run_id not in dict(marks)} == set()
    fences = _rows(stack, "SELECT array_agg(fence ORDER BY step) FROM task.marks GROUP BY run_id")
    assert [found for (found,) in fences if found != sorted(found)] == []
    lost = _rows(stack, "SELECT error FROM task.runs WHERE status = 'failed' AND kind <> 'refuse'")
    assert [error for (error,) in lost if "worker" not in error] == []
    with capsys.disabled():
        how = Counter(states[run_id] for run_id in accepted)
        latencies.sort()
        print(  # noqa: T201 - shown by `make soak`
            f"\n{RUNS} runs: {dict(how)}; {dict(fired)}; a cancellation was acknowledged after"
            f" {1000 * latencies[len(latencies) // 2]:.0f} ms (median), {1000 * latencies[-1]:.0f} ms at most"
        )
