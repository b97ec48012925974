"""`python -m ai_service`: a process that answers, tells how it is, and ends well; and its schema."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any, cast

import grpc
from grpc_health.v1 import health_pb2
from grpc_health.v1.health_pb2_grpc import HealthStub
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.reflection_pb2_grpc import ServerReflectionStub

from altsports.ai.v1 import models_pb2
from altsports.ai.v1.models_pb2_grpc import ModelServiceStub
from service_kit.db import migrate
from service_kit.testing.clones import migrations_of

WITHIN_S = 60


async def test_the_service_starts_answers_and_drains(cloned, tmp_path: Path, mesh_secret: bytes):
    address = f"unix:{tmp_path / 'ai.sock'}"
    environment = {
        **os.environ,
        "ALTSPORTS_HOME": str(tmp_path),
        "ALTSPORTS_ENV": "test",
        "ALTSPORTS_MESH_SECRET": mesh_secret.decode(),
        "ALTSPORTS_AI_ADDRESS": address,
        "AI_DATABASE_URL": cloned("ai").dsn("ai"),
    }
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "ai_service", env=environment)
    try:
        async with grpc.aio.insecure_channel(address) as channel:
            check = health_pb2.HealthCheckRequest(service="altsports.ai.v1.ModelService")
            stub: Any = HealthStub(channel)
            health = await stub.Check(check, wait_for_ready=True, timeout=WITHIN_S)
            assert health.status == health_pb2.HealthCheckResponse.SERVING
            assert "altsports.ai.v1.ModelService" in await _reflected(channel)
            answer = await ModelServiceStub(channel).ListProviders(models_pb2.ListProvidersRequest())
            assert answer.providers[-1].name == "local"
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), WITHIN_S) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _reflected(channel: grpc.aio.Channel) -> list[str]:
    stub: Any = ServerReflectionStub(cast("Any", channel))
    call = stub.ServerReflectionInfo(timeout=WITHIN_S)
    await call.write(reflection_pb2.ServerReflectionRequest(list_services=""))
    await call.done_writing()
    answer = await call.read()
    return [service.name for service in answer.list_services_response.service]


def test_the_migrations_make_what_tables_py_describes_and_can_be_taken_back(cloned):
    dsn = cloned("ai").dsn("ai")
    assert migrate.check(dsn, migrations_of("ai")) == []
    migrate.downgrade(dsn, migrations_of("ai"), "base")
    migrate.upgrade(dsn, migrations_of("ai"))
    assert migrate.check(dsn, migrations_of("ai")) == []
