"""Checks whether programs are ready, with plain sockets where possible."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

from altsports_cli.supervision.programs import Probe

HTTP_OK = b" 200 "


def http_ready(host: str, port: int, path: str) -> Probe:
    """Ready if GET answers 200."""
    return partial(_http_ready, host, port, path)


async def _http_ready(host: str, port: int, path: str) -> bool:
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
        status_line = await reader.readline()
        return HTTP_OK in status_line
    finally:
        writer.close()


def redis_ready(socket: Path) -> Probe:
    """Ready if PING answers, which it does not while the data is loading."""
    return partial(_redis_ready, socket)


async def _redis_ready(socket: Path) -> bool:
    reader, writer = await asyncio.open_unix_connection(str(socket))
    try:
        writer.write(b"PING\r\n")
        return await reader.readline() == b"+PONG\r\n"
    finally:
        writer.close()


def postgres_ready(data: Path) -> Probe:
    """Ready if the server's pid file says so."""
    return partial(_postgres_ready, data / "postmaster.pid")


async def _postgres_ready(pid_file: Path) -> bool:
    lines = pid_file.read_text().splitlines()  # noqa: ASYNC240 - a hundred bytes
    return len(lines) >= 8 and lines[7].strip() == "ready"


def grpc_ready(address: str) -> Probe:
    """Ready if the standard health service answers SERVING."""
    return partial(_grpc_ready, address)


async def _grpc_ready(address: str) -> bool:
    if address.startswith("unix:") and not Path(address.removeprefix("unix:")).exists():  # noqa: ASYNC240
        return False  # an unnecessary channel would take CPU time from the services that are starting
    import grpc  # noqa: PLC0415 - while the services start, not before
    from grpc_health.v1 import health_pb2, health_pb2_grpc  # noqa: PLC0415

    async with grpc.aio.insecure_channel(address) as channel:
        stub: Any = health_pb2_grpc.HealthStub(channel)
        try:
            answer = await stub.Check(health_pb2.HealthCheckRequest(), timeout=2)
        except grpc.aio.AioRpcError:
            return False
        return answer.status == health_pb2.HealthCheckResponse.SERVING
