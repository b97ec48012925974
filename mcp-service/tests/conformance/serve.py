"""Serves the conformance suites: `serve.py fixture|product PORT`; ends when the pipe of its parent closes.

`product` is the unchanged service with required credentials, which a wrapper adds because the suites cannot.
`fixture` is the same application with the tools, resources and prompts that the suites name.
"""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import uvicorn
from fastmcp.server.event_store import EventStore
from library import add_library
from mcp.server.lowlevel import Server
from mcp_types import EmptyResult, SubscribeRequestParams, UnsubscribeRequestParams
from pydantic import SecretStr
from rounds import add_rounds
from table_tools import Schema, add_tools
from tasks import add_tasks

from mcp_service.app import AppRules, Parts, Sessions, create_app
from mcp_service.calls.context import RequestContexts
from mcp_service.edge.edge import App
from mcp_service.settings import McpSettings
from mcp_service.wiring import app_rules, make_parts
from service_kit.caller import Caller
from service_kit.clock.clocks import SystemClock
from service_kit.identity.credentials import CredentialsRefused, Identity
from service_kit.redis.mux import RedisMux
from service_kit.rpc.grpc_client import MeshClient
from service_kit.testing.redis_server import RedisServer

_TOKEN = "a token that the wrapper adds"


class KnownToken:
    """Replaces the verifier, because this process has no auth-service."""

    async def identify(self, authorization: str | None, _api_key: str | None) -> Identity:
        if authorization is None:
            return Identity(Caller())
        if authorization != f"Bearer {_TOKEN}":
            raise CredentialsRefused
        return Identity(
            Caller(
                kind="user",
                user_id="suite",
                role="admin",
                permissions=frozenset({"*"}),
                tier="enterprise",
            )
        )


def with_token(app: App) -> App:
    """Adds the credentials that the suites cannot send."""

    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            credentials = (b"authorization", f"Bearer {_TOKEN}".encode())
            scope = {**scope, "headers": [*scope["headers"], credentials]}
        await app(scope, receive, send)

    return wrapped


def add_fixture(parts: Parts) -> None:
    """Everything the suites name."""
    server = parts.server.fastmcp
    schemas: dict[str, Schema] = {
        **add_tools(server, parts.server.subscriptions.bus),
        **add_rounds(server),
        **add_tasks(server),
    }
    add_library(server)
    low: Server[Any] = server._mcp_server
    of_the_product = low.get_tool_input_schema

    def schema_of(name: str) -> Any:
        return schemas.get(name) or (of_the_product(name) if of_the_product else None)

    async def agree(_context: Any, _params: Any) -> EmptyResult:
        return EmptyResult()

    low.get_tool_input_schema = schema_of
    low.add_request_handler("resources/subscribe", SubscribeRequestParams, agree)
    low.add_request_handler("resources/unsubscribe", UnsubscribeRequestParams, agree)


@asynccontextmanager
async def parts_of(settings: McpSettings) -> AsyncGenerator[Parts]:
    redis = RedisMux(settings.redis_dsn())
    await redis.open()
    async with MeshClient.from_settings(settings) as mesh:
        yield make_parts(settings, mesh, redis, RequestContexts(), clock=SystemClock())
    await redis.close()


async def serve(kind: str, port: int, settings: McpSettings) -> None:
    async with parts_of(settings) as parts:
        parts = replace(parts, verifier=cast("Any", KnownToken()))
        base = app_rules(settings)
        fixture = kind == "fixture"
        if fixture:
            add_fixture(parts)
        rules = AppRules(
            base_url=base.base_url,
            authorization_server=base.authorization_server,
            origins=base.origins,
            require_auth=not fixture,
            sessions=Sessions(stateless=False, event_store=EventStore(), retry_interval_ms=100)
            if fixture
            else Sessions(),
        )
        app = create_app(parts, rules)
        config = uvicorn.Config(
            app if fixture else with_token(app),
            host="127.0.0.1",
            port=port,
            http="httptools",
            log_config=None,
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        server.capture_signals = cast("Any", nullcontext)
        serving = asyncio.ensure_future(server.serve())
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        server.should_exit = True
        await serving


def main() -> None:
    kind, port = sys.argv[1], int(sys.argv[2])
    home = Path(tempfile.mkdtemp(prefix="alt-conf-"))
    redis = RedisServer(home / "redis")
    redis.start()
    try:
        settings = McpSettings(
            env="test", home=home, redis_url=SecretStr(redis.url), mcp_port=port, limit_anonymous="none"
        )
        asyncio.run(serve(kind, port, settings))
    finally:
        redis.remove()
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
