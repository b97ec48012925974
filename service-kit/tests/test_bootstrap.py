"""Roles and schemas: each service can access only its own tables."""

import asyncio
from collections.abc import Generator
from pathlib import Path
from typing import LiteralString, cast

import psycopg
import pytest
from psycopg import errors as pg

from service_kit.db.bootstrap import bootstrap, service_dsn
from service_kit.settings.database import role_name, role_password, with_login
from service_kit.settings.files import SettingsError
from service_kit.testing.clones import with_database
from service_kit.testing.postgres_server import PostgresServer

SECRET = b"the first secret of a mesh, long enough"
OTHER_SECRET = b"the second secret of a mesh, long enough"
AREAS = ("auth", "league")


@pytest.fixture
def admin_dsn(own_postgres: PostgresServer) -> Generator[str]:
    """A database without roles and schemas."""
    with psycopg.connect(own_postgres.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE bare")
        yield with_database(own_postgres.url, "bare")
        connection.execute("DROP DATABASE bare WITH (FORCE)")


def execute(dsn: str, *statements: str) -> list[tuple]:
    with psycopg.connect(dsn) as connection:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(cast("LiteralString", statement))
        return cursor.fetchall() if cursor.description else []


def test_a_service_uses_its_own_schema_and_is_refused_in_any_other(admin_dsn):
    bootstrap(admin_dsn, SECRET, AREAS)
    auth, league = (service_dsn(admin_dsn, area, SECRET) for area in AREAS)
    execute(league, "CREATE TABLE league.secrets (id int)", "INSERT INTO league.secrets VALUES (1)")
    assert execute(league, "SELECT id FROM secrets") == [(1,)]
    for statement in (
        "SELECT * FROM league.secrets",
        "CREATE TABLE league.mine (id int)",
        "CREATE TABLE public.mine (id int)",
        "CREATE SCHEMA mine",
    ):
        with pytest.raises(pg.InsufficientPrivilege):
            execute(auth, statement)


def test_a_service_owns_a_schema_for_each_namespace_that_it_serves(admin_dsn):
    bootstrap(admin_dsn, SECRET, AREAS)
    auth, league = (service_dsn(admin_dsn, area, SECRET) for area in AREAS)
    execute(league, "CREATE TABLE fantasy.teams AS SELECT 1 AS id")
    assert execute(league, "SELECT id FROM fantasy.teams") == [(1,)]
    with pytest.raises(pg.InsufficientPrivilege):
        execute(auth, "SELECT id FROM fantasy.teams")


def test_a_database_that_cannot_hold_every_text_is_refused_in_one_line(own_postgres):
    with psycopg.connect(own_postgres.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE bytes ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
        try:
            with pytest.raises(SettingsError, match="bytes has the encoding SQL_ASCII, but UTF8 is required"):
                bootstrap(with_database(own_postgres.url, "bytes"), SECRET, AREAS)
        finally:
            connection.execute("DROP DATABASE bytes WITH (FORCE)")


def test_a_second_run_changes_nothing_and_keeps_data(admin_dsn):
    first = bootstrap(admin_dsn, SECRET, AREAS)
    league = service_dsn(admin_dsn, "league", SECRET)
    execute(league, "CREATE TABLE league.things AS SELECT 1 AS id")
    assert bootstrap(admin_dsn, SECRET, AREAS) == first
    assert execute(league, "SELECT id FROM league.things") == [(1,)]


async def test_parallel_runs_on_two_databases_of_one_server_all_succeed(admin_dsn, own_postgres):
    execute_alone = psycopg.connect(own_postgres.url, autocommit=True)
    with execute_alone as connection:
        connection.execute("CREATE DATABASE neighbour")
        connection.execute("DROP ROLE IF EXISTS altsports_auth, altsports_league")
        neighbour = with_database(own_postgres.url, "neighbour")
        runs = [
            asyncio.to_thread(bootstrap, dsn, SECRET, AREAS)
            for dsn in (admin_dsn, neighbour)
            for _ in range(3)
        ]
        try:
            results = await asyncio.gather(*runs)
        finally:
            connection.execute("DROP DATABASE neighbour WITH (FORCE)")
    assert len(set(results)) == 1


def test_embeddings_can_be_stored_by_a_service(admin_dsn):
    assert bootstrap(admin_dsn, SECRET, AREAS).has_vector
    league = service_dsn(admin_dsn, "league", SECRET)
    nearest = execute(league, "SELECT '[1,2]'::vector <-> '[1,3]'::vector")
    assert nearest == [(1.0,)]


@pytest.fixture
def passwords_matter(own_postgres: PostgresServer, admin_dsn: str) -> Generator[None]:
    """The embedded server trusts everybody; here it requires passwords of service roles."""
    with psycopg.connect(own_postgres.url, autocommit=True) as connection:
        row = connection.execute("SHOW hba_file").fetchone()
        assert row is not None
        (path,) = row
        rules = Path(path)
        before = rules.read_text()
        asked = "".join(f"local all {role_name(area)} scram-sha-256\n" for area in AREAS)
        rules.write_text(asked + before)
        connection.execute("SELECT pg_reload_conf()")
        yield
        rules.write_text(before)
        connection.execute("SELECT pg_reload_conf()")


@pytest.mark.usefixtures("passwords_matter")
def test_a_role_gets_in_with_the_password_of_the_secret_and_with_no_other(admin_dsn):
    bootstrap(admin_dsn, SECRET, AREAS)
    assert execute(service_dsn(admin_dsn, "auth", SECRET), "SELECT 1") == [(1,)]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        execute(service_dsn(admin_dsn, "auth", OTHER_SECRET), "SELECT 1")


@pytest.mark.usefixtures("passwords_matter")
def test_a_changed_secret_changes_the_passwords(admin_dsn):
    bootstrap(admin_dsn, SECRET, AREAS)
    bootstrap(admin_dsn, OTHER_SECRET, AREAS)
    assert execute(service_dsn(admin_dsn, "auth", OTHER_SECRET), "SELECT 1") == [(1,)]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        execute(service_dsn(admin_dsn, "auth", SECRET), "SELECT 1")


def test_an_administrator_of_a_managed_server_needs_no_superuser(admin_dsn, own_postgres):
    with psycopg.connect(own_postgres.url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS altsports_hosted")
        connection.execute("DROP ROLE IF EXISTS landlord")
        connection.execute("CREATE ROLE landlord LOGIN CREATEROLE CREATEDB")
        connection.execute("ALTER DATABASE bare OWNER TO landlord")
        try:
            landlord = with_login(admin_dsn, "landlord", "x")
            for _ in range(2):
                assert bootstrap(landlord, SECRET, ["hosted"]).areas == ("hosted",)
            execute(service_dsn(admin_dsn, "hosted", SECRET), "CREATE TABLE hosted.mine (id int)")
        finally:
            with psycopg.connect(admin_dsn, autocommit=True) as inside:
                inside.execute("DROP OWNED BY altsports_hosted, landlord CASCADE")
            connection.execute("ALTER DATABASE bare OWNER TO CURRENT_USER")
            connection.execute("DROP ROLE altsports_hosted")
            connection.execute("DROP ROLE landlord")


def test_a_service_dsn_keeps_socket_database_and_options(admin_dsn):
    dsn = service_dsn("postgresql+asyncpg://root:pw@/mesh?host=/run/pg&sslmode=disable", "auth", SECRET)
    expected = (
        f"postgresql://altsports_auth:{role_password('auth', SECRET)}@/mesh?host=/run/pg&sslmode=disable"
    )
    assert dsn == expected
