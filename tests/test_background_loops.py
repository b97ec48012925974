"""No background loop of any service ends, whatever fails: each is walked with everything broken."""

import asyncio
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from uuid import uuid4

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

import ai_service.main as ai
import league_service.main as league
import task_service.main as task
import task_service.worker as worker
from ai_service.analyses.facts.client import MeshLeagueFacts
from ai_service.analyses.registrations import Analyses
from ai_service.analyses.store.postgres import PostgresAnalyses
from ai_service.knowledge.assembly import knowledge_of
from ai_service.models.accounting import Accounting
from ai_service.models.calls.embedding import EmbeddingCalls
from ai_service.models.routing.router import Router
from ai_service.nfl_experts.facts.client import LeagueFacts
from ai_service.nfl_experts.keeping.keeper import Keeper
from ai_service.settings import AiSettings
from auth_service.assembly import Assembly
from auth_service.settings import AuthSettings
from gateway_service.app import Gateway
from gateway_service.feed.heart import Heart
from gateway_service.health.monitor import HealthMonitor
from gateway_service.settings import GatewaySettings
from league_service.settings import LeagueSettings
from service_kit import backoff
from service_kit.clock.clocks import SystemClock
from service_kit.db.database import Database
from service_kit.deliveries.courier import Courier
from service_kit.limits.quotas import UsageLedger
from service_kit.process.loops import Loop, running
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux
from service_kit.rpc.grpc_client import MeshClient
from service_kit.settings.mesh import MeshSettings
from service_kit.testing.waiting import eventually
from task_service.files.assembly import files_of
from task_service.notifications.assembly import notifications_of
from task_service.runs.domain import Claim
from task_service.settings import TaskSettings

S = TypeVar("S", bound=MeshSettings)


class Bug(Exception):
    """What nobody expects."""


@pytest.fixture
def tries(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each loop tried something; everything raises bugs, and retries do not wait."""
    counted: Counter[str] = Counter()

    def fail(*_: object, **__: object) -> NoReturn:
        task = asyncio.current_task()
        counted[task.get_name() if task else ""] += 1
        raise Bug

    async def fail_later(*_: object, **__: object) -> NoReturn:
        fail()

    async def open_nothing(*_: object, **__: object) -> None:
        pass

    for name in ("read", "transaction"):
        monkeypatch.setattr(Database, name, fail)
    monkeypatch.setattr(Database, "connect", fail_later)
    monkeypatch.setattr(RedisMux, "open", open_nothing)
    monkeypatch.setattr(RedisMux, "connected", True)
    for name in ("execute", "run"):
        monkeypatch.setattr(RedisMux, name, fail_later)
    monkeypatch.setattr(MeshClient, "call", fail_later)
    monkeypatch.setattr(HealthMonitor, "report", fail_later)
    monkeypatch.setattr(Heart, "beat", fail_later)
    monkeypatch.setattr(backoff, "pause", lambda *_, **__: 0.001)
    return counted


def _loops(home: Path, secret: str) -> list[Loop]:
    def settings(of: type[S], **more: Any) -> S:
        return of(env="test", home=home, mesh_secret=SecretStr(secret), **more)

    clock, auth = SystemClock(), settings(AuthSettings, smtp_host="mail.altsports.example")
    database, client = Database("dbname=nothing"), MeshClient({}, secret.encode())
    tasks, experts = settings(TaskSettings, worker_heartbeat=0.02), settings(AiSettings)
    keeper = Keeper(database, LeagueFacts(client), clock)
    executor = worker.executor_for(tasks, database, client, {}, clock)
    claim = Claim(uuid4(), uuid4(), "task", "none", {}, None, None, 1, 1, 0, {})
    executor._working[claim] = asyncio.Future()  # otherwise there is nothing to look for
    nothing: Any = None
    store, courier = PostgresAnalyses(database), Courier(database, client, "ai")
    analyses = Analyses(database, clock, MeshLeagueFacts(client), nothing, store, nothing, courier)
    assembly = Assembly.build(auth, database, RedisMux(auth.redis_dsn()), clock)
    ledger = UsageLedger(RedisMux(auth.redis_dsn()), clock, RedisKeys())
    accounting = Accounting.of(experts, database, clock, client=client, ledger=ledger)
    return [
        *assembly.loops(),
        *accounting.loops,
        *league.loops_of(settings(LeagueSettings), database, client, clock),
        *ai.loops_of(experts, database, client, keeper),
        *analyses.loops(experts, client),
        *knowledge_of(
            experts,
            database,
            client,
            clock,
            check_league=analyses.leagues.check,
            calls=EmbeddingCalls(Router([], local=nothing, price_of=nothing), nothing, timeout_s=1),
        ).loops,
        *task.loops_of(tasks, database, client, clock),
        *notifications_of(tasks, database, client, clock).loops,
        *files_of(tasks, database, client, clock).loops,
        *worker.loops_of(tasks, database, executor, clock),
        *Gateway(settings(GatewaySettings)).loops(),
    ]


async def test_no_loop_of_any_service_ends_by_what_nobody_expects(
    tmp_path: Path, mesh_secret: bytes, tries: Counter[str]
):
    found = _loops(tmp_path, mesh_secret.decode())
    loops = [replace(loop, name=f"{loop.name} {number}") for number, loop in enumerate(found)]
    assert len(loops) > 15

    async def given_up() -> list[str]:
        return [loop.name for loop in loops if tries[loop.name] < 3]

    with capture_logs():
        async with running(loops):
            await eventually(given_up, lambda names: not names)
