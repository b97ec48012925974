"""The pytest plugin of the mesh: real PostgreSQL and Redis, migrated databases, a fixed clock.

In a conftest.py: `pytest_plugins = ["service_kit.testing.plugin"]`
"""

import os
import uuid
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from altsports.contract.events import EventCatalog
from service_kit.clock.clocks import FixedClock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.db.settings import PoolSettings
from service_kit.events import outbox
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.testing.clones import Clone, Clones, migrations_of
from service_kit.testing.in_process import Registration, Serve, ServiceCalls, serving
from service_kit.testing.stack import Stack
from service_kit.testing.toy_events import with_toys

_STACK = pytest.StashKey[Stack]()
_SECRET = b"a secret of the tests that protects nothing at all"

Migrated = Callable[..., Awaitable[Database]]
RolledBack = Callable[..., Awaitable[Connection]]


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.stash[_STACK] = Stack.create()


def pytest_unconfigure(config: pytest.Config) -> None:
    stack = config.stash.get(_STACK, None)
    if stack is None:
        return
    if external := os.environ.get("DATABASE_URL"):
        Clones(external, stack, _SECRET).drop_all()
    stack.remove()


@pytest.fixture(scope="session")
def stack() -> Stack:
    """The servers of this run."""
    return Stack.of_this_run()


@pytest.fixture(scope="session")
def mesh_secret() -> bytes:
    """ALTSPORTS_MESH_SECRET if set, because the passwords of database roles are derived from it."""
    return os.environ.get("ALTSPORTS_MESH_SECRET", "").encode() or _SECRET


@pytest.fixture(scope="session")
def postgres_url(stack: Stack) -> str:
    """DSN of an administrator: DATABASE_URL, otherwise a container, otherwise the embedded PostgreSQL."""
    return os.environ.get("DATABASE_URL") or stack.url_of("postgres")


@pytest.fixture(scope="session")
def redis_url(stack: Stack) -> str:
    """URL of a real Redis that all tests share: REDIS_URL, otherwise our own. Use `redis_prefix`."""
    return os.environ.get("REDIS_URL") or stack.url_of("redis")


@pytest.fixture
def redis_prefix() -> str:
    """The prefix of this test's keys, so that tests do not collide."""
    return f"test-{uuid.uuid4().hex[:12]}"


@pytest.fixture(scope="session")
def clones(postgres_url: str, stack: Stack, mesh_secret: bytes) -> Clones:
    """For tests that create databases themselves, such as those of several services at once."""
    return Clones(postgres_url, stack, mesh_secret)


@pytest.fixture
def cloned(clones: Clones) -> Generator[Callable[..., Clone]]:
    """`cloned("auth", "league")`: a new database with the schemas of these services."""
    made: list[Clone] = []

    def clone(*areas: str, migrations: Path | None = None) -> Clone:
        made.append(clones.create({area: migrations or migrations_of(area) for area in areas}))
        return made[-1]

    yield clone
    for each in made:
        clones.drop(each)


@pytest_asyncio.fixture
async def migrated(cloned: Callable[..., Clone]) -> AsyncGenerator[Migrated]:
    """`await migrated("league")`: an open Database on a new copy of its schema; commits are real."""
    async with AsyncExitStack() as opened:

        async def make(area: str, *, migrations: Path | None = None) -> Database:
            clone = cloned(area, migrations=migrations)
            settings = PoolSettings(min_size=1, max_size=10, timeout_s=10)
            return await opened.enter_async_context(Database(clone.dsn(area), settings, service=area))

        yield make


@pytest.fixture
def clock() -> FixedClock:
    """Noon of 1 March 2026, UTC, until the test moves it."""
    return FixedClock(datetime(2026, 3, 1, 12, tzinfo=UTC))


@pytest_asyncio.fixture
async def serve(mesh_secret: bytes) -> AsyncGenerator[Serve]:
    """A service in the real server, called through the real client:

    calls = await serve("league", [(add_LeagueServiceServicer_to_server, LeagueRpc(database))])
    league = await calls.call("GetLeague", {"league_id": "1"}, caller=reader)
    """
    async with AsyncExitStack() as opened:

        async def start(
            area: str, registrations: Iterable[Registration], *, diagnostics: Diagnostics | None = None
        ) -> ServiceCalls:
            service = serving(area, registrations, secret=mesh_secret, diagnostics=diagnostics)
            return await opened.enter_async_context(service)

        yield start


@pytest.fixture(scope="session")
def _shared_clones(clones: Clones) -> Generator[dict[str, Clone]]:
    made: dict[str, Clone] = {}
    yield made
    for each in made.values():
        clones.drop(each)


@pytest_asyncio.fixture
async def rolled_back(clones: Clones, _shared_clones: dict[str, Clone]) -> AsyncGenerator[RolledBack]:
    """`await rolled_back("league")`: a connection whose transaction never commits; the fastest isolation."""
    async with AsyncExitStack() as opened:

        async def make(area: str, *, migrations: Path | None = None) -> Connection:
            if area not in _shared_clones:
                _shared_clones[area] = clones.create({area: migrations or migrations_of(area)})
            connection = await Connection.connect(_shared_clones[area].dsn(area))
            opened.push_async_callback(connection.close)
            opened.push_async_callback(connection.rollback)
            return connection

        yield make


@pytest.fixture
def toy_events(monkeypatch: pytest.MonkeyPatch) -> EventCatalog:
    """Lets producers append the events of `service_kit.testing.toy_events`, in addition to the contract's."""
    monkeypatch.setattr(outbox, "load_events", with_toys)
    return with_toys()
