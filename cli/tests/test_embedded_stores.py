"""The embedded PostgreSQL and Redis start, keep their data, and survive being killed."""

import os
import pwd
import signal
import socket
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
import redis

from altsports_cli.errors import CliError
from altsports_cli.machine.processes import processes_in
from altsports_cli.mesh import plan
from altsports_cli.mesh.mesh import Mesh
from altsports_cli.settings import CommandSettings
from altsports_cli.stores.embedded_postgres import EmbeddedPostgres, account_for
from altsports_cli.stores.given import ask_postgres, ask_redis, refuse_eviction
from altsports_cli.supervision.events import Event
from altsports_cli.supervision.probes import postgres_ready
from altsports_cli.supervision.state import read_state
from altsports_cli.supervision.supervisor import Supervisor
from service_kit.testing.clones import with_database
from service_kit.testing.waiting import until

Run = Callable[[Mesh, Callable[[Supervisor], Coroutine[Any, Any, None]]], Coroutine[Any, Any, None]]


@pytest.fixture
def mesh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mesh:
    """A mesh with embedded stores only."""
    for name in ("DATABASE_URL", "REDIS_URL", "DB_HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PGHOST", "nowhere.invalid")  # a setting of the user's shell that is not ours
    return Mesh(CommandSettings(env="test", home=tmp_path / "home"))


@pytest.fixture
def run(events: list[Event]) -> Run:
    """Brings the stores up, does something with them, and stops them."""

    async def run(mesh: Mesh, work: Callable[[Supervisor], Coroutine[Any, Any, None]]) -> None:
        mesh.home.make_folders()
        assert mesh.postgres is not None
        mesh.postgres.create()
        supervisor = Supervisor(mesh.home, events.append, links={}, environment={})

        async def bring_up() -> None:
            await supervisor.start(plan.stores(mesh))
            await work(supervisor)
            supervisor.request_stop()

        await supervisor.run(bring_up())

    return run


def pid_of(mesh: Mesh, name: str) -> int:
    state = read_state(mesh.home.state_file)
    assert state is not None
    return next(process.pid for process in state.processes if process.name == name)


async def test_both_keep_their_data_over_a_stop(mesh: Mesh, run: Run) -> None:
    async def write(_: Supervisor) -> None:
        with psycopg.connect(mesh.database_url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        with cast("Any", redis.Redis).from_url(mesh.redis_url) as client:
            client.set("kept", "42")
            assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
            await refuse_eviction(mesh.redis_url)
            client.config_set("maxmemory-policy", "volatile-ttl")
            with pytest.raises(CliError, match="may evict revocations"):
                await refuse_eviction(mesh.redis_url)
        assert ask_postgres(mesh.database_url).startswith("PostgreSQL 18.")
        assert (await ask_redis(mesh.redis_url)).startswith("Redis ")

    async def read(_: Supervisor) -> None:
        with psycopg.connect(mesh.database_url) as connection:
            assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
        with cast("Any", redis.Redis).from_url(mesh.redis_url) as client:
            assert client.get("kept") == b"42"

    await run(mesh, write)
    assert processes_in(mesh.home.postgres_data, "postgres") == []
    await run(mesh, read)


async def test_both_come_back_after_kill_9_with_what_was_committed(
    mesh: Mesh, run: Run, events: list[Event]
) -> None:
    async def kill(_: Supervisor) -> None:
        with psycopg.connect(mesh.database_url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        for name in ("postgres", "redis"):
            os.kill(pid_of(mesh, name), signal.SIGKILL)
        await until(lambda: [e.kind for e in events].count("ready") == 4)
        with psycopg.connect(mesh.database_url) as connection:
            assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
        assert await ask_redis(mesh.redis_url)

    await run(mesh, kill)


async def test_a_stale_pid_file_with_a_living_foreign_pid_does_not_block_the_start(
    mesh: Mesh, run: Run
) -> None:
    async def nothing(_: Supervisor) -> None:
        return

    await run(mesh, nothing)
    data, sockets = mesh.home.postgres_data, mesh.home.postgres_sockets
    stale = f"{os.getpid()}\n{data}\n1700000000\n5432\n{sockets}\n\n  5432001  0\nready   \n"
    (data / "postmaster.pid").write_text(stale)
    (sockets / ".s.PGSQL.5432.lock").write_text(stale)
    with socket.socket(socket.AF_UNIX) as left_over:
        left_over.bind(str(mesh.home.run / "redis.sock"))

    assert await postgres_ready(data)()  # the file of the dead server still says that it is ready
    await run(mesh, nothing)


async def test_an_interrupted_first_start_is_done_again(mesh: Mesh, run: Run) -> None:
    mesh.home.make_folders()
    draft = mesh.home.path / "postgres.new"
    draft.mkdir()
    (draft / "PG_VERSION").write_text("18\n")

    async def ask(_: Supervisor) -> None:
        assert ask_postgres(mesh.database_url)

    await run(mesh, ask)
    assert not draft.exists()


async def test_a_given_database_that_cannot_hold_every_text_is_refused_with_the_way_out(
    mesh: Mesh, run: Run
) -> None:
    async def ask(_: Supervisor) -> None:
        with psycopg.connect(mesh.database_url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE bytes ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
        with pytest.raises(
            CliError, match="encoding SQL_ASCII, but UTF8 is required: create another one with"
        ):
            ask_postgres(with_database(mesh.database_url, "bytes"))

    await run(mesh, ask)


async def test_a_service_reaches_it_through_a_home_with_a_long_path(
    tmp_path: Path, mesh: Mesh, run: Run
) -> None:
    home = tmp_path / "a folder with spaces" / ("long" * 25)
    far = Mesh(CommandSettings(env="test", home=home))

    async def ask(_: Supervisor) -> None:
        assert ask_postgres(far.database_url)
        assert await ask_redis(far.redis_url)

    await run(far, ask)


def test_data_of_another_major_version_is_refused_with_a_way_out(mesh: Mesh) -> None:
    mesh.home.make_folders()
    mesh.home.postgres_data.mkdir()
    (mesh.home.postgres_data / "PG_VERSION").write_text("16\n")

    with pytest.raises(CliError, match="created by PostgreSQL 16") as caught:
        EmbeddedPostgres.of(mesh.home).create()
    assert "ALTSPORTS_HOME" in caught.value.hint


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL through another account")
def test_root_gives_the_account_a_way_into_private_folders_and_only_then(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)

    inside = account_for(closed / "postgres", Path("/bin/sh"))
    outside = account_for(Path("/tmp/no such folder/postgres"), Path("/bin/sh"))

    assert inside is not None
    assert inside.reach_private_folders
    assert outside is not None
    assert not outside.reach_private_folders
    assert inside.uid != 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL through another account")
def test_root_leaves_data_with_the_account_that_made_it(tmp_path: Path) -> None:
    data = tmp_path / "postgres"
    data.mkdir()
    nobody = pwd.getpwnam("nobody")
    os.chown(data, nobody.pw_uid, nobody.pw_gid)

    account = account_for(data, Path("/bin/sh"))

    assert account is not None
    assert account.uid == nobody.pw_uid


async def test_a_given_store_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with pytest.raises(CliError, match="The database does not answer") as caught:
        ask_postgres("postgresql://nobody@127.0.0.1:1/none")
    assert "DATABASE_URL" in caught.value.hint

    with pytest.raises(CliError, match="Redis does not answer") as caught:
        await ask_redis("redis://127.0.0.1:1/0")
    assert "REDIS_URL" in caught.value.hint

    with pytest.raises(CliError, match="starts with redis://"):
        await ask_redis("http://127.0.0.1")
