"""The plugin for tests: separate databases, shared servers, and nothing left behind."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest

from service_kit.rpc.diagnostics import CheckResult, Diagnostics
from service_kit.testing.clones import Clones
from service_kit.testing.waiting import eventually

INSERT = "INSERT INTO sample.clubs (id, name) VALUES (1, 'Rovers')"
COUNT = "SELECT count(*) FROM sample.clubs"

RUN_OF_ITS_OWN = """
import pytest

@pytest.mark.parametrize("number", range(4))
def test_servers(postgres_url, redis_url, number):
    import os, redis, psycopg
    with psycopg.connect(postgres_url) as connection:
        connection.execute("SELECT 1")
    with redis.Redis.from_url(redis_url) as client:
        client.sadd("workers", os.getpid())
    with open("urls", "a") as file:
        file.write(f"{postgres_url} {redis_url}\\n")
    if os.environ.get("HANG"):
        open("hanging", "w").close()
        import time
        time.sleep(100)
"""


async def test_what_one_test_commits_no_other_test_sees(migrated, sample_migrations):
    for _ in range(2):
        database = await migrated("sample", migrations=sample_migrations)
        async with database.transaction() as connection:
            await connection.execute(INSERT)
        async with database.read() as connection:
            assert await connection.fetch_value(COUNT) == 1


@pytest.mark.parametrize("time", ["first", "second"])
async def test_a_rolled_back_connection_leaves_nothing_for_the_next_test(
    rolled_back, sample_migrations, time
):
    connection = await rolled_back("sample", migrations=sample_migrations)
    await connection.execute(INSERT)
    assert await connection.fetch_value(COUNT) == 1


def test_a_copy_is_dropped_after_its_test(clones: Clones, sample_migrations, postgres_url):
    clone = clones.create({"sample": sample_migrations})
    clones.drop(clone)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(clone.admin_dsn)


def test_a_copy_has_the_rows_of_the_database_that_it_copies(clones: Clones, sample_migrations):
    prepared = clones.create({"sample": sample_migrations})
    with psycopg.connect(prepared.dsn("sample")) as connection:
        connection.execute(INSERT)
    copy = clones.copy(prepared)
    with psycopg.connect(copy.dsn("sample")) as connection:
        assert connection.execute(COUNT).fetchone() == (1,)
    clones.drop(prepared)
    clones.drop(copy)


async def test_a_served_service_answers_as_it_would_the_gateway(serve):
    diagnostics = Diagnostics("sample-service")

    async def check() -> CheckResult:
        return {"status": "healthy", "details": {"connection_pool_size": 3}}

    diagnostics.add("database", check)
    calls = await serve("mesh", [], diagnostics=diagnostics)
    answer = await calls.call("GetDiagnostics")
    assert answer["checks"][0]["details"] == {"connection_pool_size": 3}


@pytest.fixture
def own_run():
    """A folder with a separate test run, and the environment of a new shell."""
    folder = Path(tempfile.mkdtemp(prefix="altsports-run-"))
    folder.chmod(0o755)
    (folder / "pytest.ini").write_text("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    (folder / "conftest.py").write_text('pytest_plugins = ["service_kit.testing.plugin"]\n')
    (folder / "test_own.py").write_text(RUN_OF_ITS_OWN)
    ours = ("ALTSPORTS", "PYTEST", "DATABASE_URL", "REDIS_URL")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    yield folder, {**environment, "TMPDIR": str(folder), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    for process in processes_of(folder):
        process.kill()
    shutil.rmtree(folder)


def processes_of(folder: Path) -> list[psutil.Process]:
    """All processes of a run: their command line contains the folder."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        if any(str(folder) in part for part in process.info["cmdline"] or ()):
            found.append(process)
    return found


def pytest_command(*arguments: str) -> list[str]:
    options = ["-q", "-p", "xdist", "-p", "pytest_asyncio", "-p", "no:cacheprovider", *arguments]
    return [sys.executable, "-m", "pytest", *options, "test_own.py"]


def test_all_workers_share_one_server_of_a_kind_and_leave_nothing_running(own_run):
    folder, environment = own_run
    subprocess.run(pytest_command("-n", "2"), cwd=folder, env=environment, check=True, timeout=110)
    urls = (folder / "urls").read_text().splitlines()
    assert len(urls) == 4
    assert len(set(urls)) == 1
    assert processes_of(folder) == []
    assert list(folder.glob("altsports-tests-*")) == []


async def test_a_run_killed_outright_leaves_nothing_running(own_run):
    folder, environment = own_run
    run = await asyncio.create_subprocess_exec(
        *pytest_command(), cwd=folder, env={**environment, "HANG": "1"}, stdout=subprocess.DEVNULL
    )

    async def is_hanging() -> bool:
        return (folder / "hanging").exists()

    async def is_over() -> bool:
        return not processes_of(folder) and not list(folder.glob("altsports-tests-*"))

    await eventually(is_hanging, within_s=90)
    assert len(processes_of(folder)) >= 2
    run.kill()
    await run.wait()
    await eventually(is_over, within_s=20)
