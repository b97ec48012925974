"""The league service in one process: a migrated database, its handlers behind the real server, a client."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
import pytest_asyncio
from psycopg.sql import SQL, Identifier

from altsports.contract.catalog import load_catalog
from league_service.demo.seed import load_demo_data
from league_service.main import registrations_of
from league_service.settings import LeagueSettings
from service_kit.caller import Caller, service_caller
from service_kit.clock import FixedClock
from service_kit.db.database import Database
from service_kit.db.settings import PoolSettings
from service_kit.diagnostics import Diagnostics
from service_kit.grpc_client import MeshClient
from service_kit.grpc_server import Server
from service_kit.settings_database import plain_dsn
from service_kit.testing.clones import Clone, Clones, migrations_of, with_database

pytest_plugins = ["service_kit.testing.plugin"]

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADMIN = Caller(
    kind="user", user_id="admin-1", username="admin", role="admin", permissions=frozenset({"leagues:*"})
)
READER = Caller(kind="user", user_id="user-1", username="reader", role="user")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest_asyncio.fixture
async def database(migrated: Callable[..., Any]) -> Database:
    """The migrated schema, empty; commits are real."""
    return await migrated("league")


@pytest.fixture(scope="session")
def demo_template(clones: Clones) -> Generator[Clone]:
    """A database with the demo data, from which each test gets a copy."""
    clone = clones.create({"league": migrations_of("league")})

    async def load() -> None:
        async with Database(clone.dsn("league"), PoolSettings(max_size=1), service="league") as database:
            await load_demo_data(database, NOW)

    asyncio.run(load())
    yield clone
    clones.drop(clone)


@pytest_asyncio.fixture
async def demo_database(demo_template: Clone, clones: Clones, postgres_url: str) -> AsyncGenerator[Database]:
    """The schema with the demo data; commits are real."""
    name = f"demo_{uuid4().hex[:12]}"
    template = urlsplit(demo_template.admin_dsn).path.lstrip("/")
    statement = SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
    with psycopg.connect(plain_dsn(postgres_url), autocommit=True) as connection:
        connection.execute(statement.format(Identifier(name), Identifier(template)))
    clone = Clone(with_database(plain_dsn(postgres_url), name), demo_template.secret)
    async with Database(clone.dsn("league"), PoolSettings(max_size=10), service="league") as database:
        yield database
    clones.drop(clone)


class Leagues:
    """Calls the service as the gateway does."""

    def __init__(self, client: MeshClient) -> None:
        self._client = client
        self._catalog = load_catalog()

    async def call(self, name: str, caller: Caller = READER, /, **fields: Any) -> Any:
        method = next(m for m in self._catalog.of_area("league") if m.name == name)
        return await self._client.call(method, method.request_from_json(fields), caller=caller, timeout_s=20)

    async def stream(self, name: str, requests: Any) -> list[Any]:
        method = next(m for m in self._catalog.of_area("league") if m.name == name)
        caller = service_caller("tests")
        return [
            message async for message in self._client.stream(method, requests, caller=caller, timeout_s=60)
        ]


@pytest_asyncio.fixture
async def serve_leagues(
    tmp_path: Path, mesh_secret: bytes, clock: FixedClock
) -> AsyncGenerator[Callable[..., Any]]:
    """`await serve_leagues(database)`: the service on a unix socket, called through the mesh's client."""
    opened: list[Any] = []

    async def start(database: Database, *, max_mib: int = 1) -> Leagues:
        settings = LeagueSettings(env="test", home=tmp_path, league_import_max_mib=max_mib)
        server = Server(mesh_secret, Diagnostics("league-service"))
        for add, servicer in registrations_of(database, clock, settings):
            server.add(add, servicer)
        address = f"unix:{tmp_path}/league.sock"
        await server.start(address)
        client = MeshClient({"league": address}, mesh_secret)
        opened.append((server, client))
        return Leagues(client)

    yield start
    for server, client in opened:
        await client.close()
        await server.stop(0)


@pytest_asyncio.fixture
async def leagues(serve_leagues: Callable[..., Any], demo_database: Database) -> Leagues:
    """The service over the demo data."""
    return await serve_leagues(demo_database)
