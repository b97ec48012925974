"""`python -m task_service`: the process serves, reports its health, and stops cleanly."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

import grpc
from grpc_health.v1 import health_pb2
from grpc_health.v1.health_pb2_grpc import HealthStub

from altsports.contract.catalog import load_catalog
from service_kit.caller import service_caller
from service_kit.rpc.grpc_client import MeshClient

DIAGNOSTICS = "/altsports.mesh.v1.DiagnosticsService/GetDiagnostics"
WITHIN_S = 60


async def test_the_service_starts_answers_and_drains(cloned_dsn: str, tmp_path: Path, mesh_secret: bytes):
    address = f"unix:{tmp_path / 'task.sock'}"
    environment = {
        **os.environ,
        "ALTSPORTS_HOME": str(tmp_path),
        "ALTSPORTS_ENV": "test",
        "ALTSPORTS_MESH_SECRET": mesh_secret.decode(),
        "ALTSPORTS_TASK_ADDRESS": address,
        "TASK_DATABASE_URL": cloned_dsn,
        "CELERY_BROKER_URL": "redis://:pass-of-the-broker@broker:6379/0",
    }
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "task_service", env=environment, stdout=output, stderr=output
        )
    try:
        async with grpc.aio.insecure_channel(address) as channel:
            check = health_pb2.HealthCheckRequest(service="altsports.task.v1.TaskService")
            stub: Any = HealthStub(channel)
            health = await stub.Check(check, wait_for_ready=True, timeout=WITHIN_S)
        assert health.status == health_pb2.HealthCheckResponse.SERVING
        assert await _checks(address, mesh_secret) == {"database": "healthy", "queue": "unhealthy"}
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), WITHIN_S) == 0
        written = log.read_text()
        assert "CELERY_BROKER_URL has no effect" in written
        assert "pass-of-the-broker" not in written
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _checks(address: str, secret: bytes) -> dict[str, str]:
    method = load_catalog().by_path[DIAGNOSTICS]
    async with MeshClient({"task": address}, secret) as client:
        answer = await client.call(
            method, method.request_class(), caller=service_caller("gateway"), area="task"
        )
    return {check.name: check.status for check in answer.checks}
