"""Fixtures of the kit's own tests; services use those of the plugin."""

import tempfile
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest

from service_kit.db.database import Database
from service_kit.testing.postgres_server import PostgresServer
from service_kit.testing.redis_server import RedisServer

pytest_plugins = ["service_kit.testing.plugin"]


@pytest.fixture(scope="session")
def sample_migrations() -> Path:
    """Migrations of a small service, area and schema "sample"."""
    return Path(__file__).parent / "sample_service" / "migrations"


@pytest.fixture
def sample(cloned, sample_migrations):
    """A new database with the schema of the small service."""
    return cloned("sample", migrations=sample_migrations)


@pytest.fixture
async def database(migrated, sample_migrations) -> Database:
    """The small service's database, open."""
    return await migrated("sample", migrations=sample_migrations)


@pytest.fixture
async def admin(sample) -> AsyncGenerator[Database]:
    """The same database as `sample`, seen by the superuser."""
    async with Database(sample.admin_dsn, service="admin") as database:
        yield database


@pytest.fixture(scope="module")
def own_postgres() -> Generator[PostgresServer]:
    """A running server that a test can stop and kill, but must leave running."""
    folder = Path(tempfile.mkdtemp(prefix="altsports-own-"))
    folder.chmod(0o755)
    server = PostgresServer(folder / "data")
    server.start()
    yield server
    server.remove()
    folder.rmdir()


@pytest.fixture
def own_redis() -> Generator[RedisServer]:
    """A Redis that a test can stop and kill, with its data kept on disk."""
    folder = Path(tempfile.mkdtemp(prefix="altsports-redis-"))
    server = RedisServer(folder, keep_data=True)
    server.start()
    yield server
    server.remove()
