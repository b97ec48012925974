"""Dumps and loads the schemas of the mesh with PostgreSQL's own tools; a load happens whole or not at all."""

import asyncio
import contextlib
from asyncio.subprocess import Process
from collections.abc import Generator
from typing import IO, Final

import psycopg
from psycopg.sql import SQL, Identifier

from altsports_cli.errors import CliError
from altsports_cli.stores.postgres_clients import SCHEMAS, failure_of, read_all, start_client
from service_kit.settings.areas import AREAS

_CHUNK: Final = 1 << 20
_PREAMBLE_LINES: Final = 40
_NEWER_SETTING: Final = b"SET transaction_timeout = 0;\n"
"""pg_restore writes it for every server, but only PostgreSQL 17 and newer know it."""


@contextlib.contextmanager
def explained() -> Generator[None]:
    """Turns an error of the database into one line. Raises CliError."""
    try:
        yield
    except psycopg.Error as error:
        said = " ".join(str(error).split())
        raise CliError(
            f"The database refused: {said}", "Check DATABASE_URL, and the rights of its user."
        ) from error


def stored_migrations(dsn: str) -> dict[str, str]:
    """The latest migration of each area that has data."""
    found: dict[str, str] = {}
    with explained(), psycopg.connect(dsn, connect_timeout=10) as connection:
        for area in AREAS:
            known = connection.execute("SELECT to_regclass(%s)", [f"{area}.alembic_version"]).fetchone()
            if known and known[0]:
                query = SQL("SELECT version_num FROM {}.alembic_version").format(Identifier(area))
                row = connection.execute(query).fetchone()
                found |= {area: row[0]} if row else {}
    return found


def count_users(dsn: str) -> int:
    """The connections of services to this database."""
    query = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND starts_with(usename, 'altsports_')"
    )
    with explained(), psycopg.connect(dsn, connect_timeout=10) as connection:
        row = connection.execute(query).fetchone()
    return row[0] if row else 0


async def dump(dsn: str, target: IO[bytes]) -> None:
    """Writes one consistent snapshot of all schemas, also while services write. Raises CliError."""
    schemas = [f"--schema={schema}" for schema in SCHEMAS]
    process = await start_client("pg_dump", "--format=custom", "--no-privileges", *schemas, dsn=dsn)
    complaint = asyncio.create_task(read_all(process.stderr))
    assert process.stdout is not None
    try:
        while chunk := await process.stdout.read(_CHUNK):
            target.write(chunk)
    except BaseException:
        process.kill()
        raise
    if await process.wait() != 0:
        raise failure_of("The database could not be dumped", await complaint)


async def load(dsn: str, source: IO[bytes]) -> None:
    """Replaces all schemas in one transaction: after a failure, everything is as before. Raises CliError."""
    reader = await start_client("pg_restore", "--file=-", "--no-privileges", fed=True)
    writer = await start_client(
        "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-", dsn=dsn, fed=True
    )
    complaints = [asyncio.create_task(read_all(process.stderr)) for process in (reader, writer)]
    assert writer.stdin is not None
    feeding = asyncio.create_task(_feed(reader, source))
    try:
        drops = [f'DROP SCHEMA IF EXISTS "{schema}" CASCADE;\n' for schema in SCHEMAS]
        await _write(writer, "".join(["BEGIN;\n", *drops]).encode())
        await _pass_on(reader, writer)
        await feeding
        # Without COMMIT, the end of the input rolls everything back.
        if await reader.wait() == 0:
            await _write(writer, b"COMMIT;\n")
    finally:
        feeding.cancel()
        if reader.returncode is None:  # interrupted: nobody feeds it any more
            reader.kill()
        writer.stdin.close()
        await asyncio.gather(reader.wait(), writer.wait())
    for process, complaint in zip((writer, reader), reversed(complaints), strict=True):
        if process.returncode != 0:
            raise failure_of("The data could not be restored, and nothing was changed", await complaint)


async def _pass_on(reader: Process, writer: Process) -> None:
    assert reader.stdout is not None
    for _ in range(_PREAMBLE_LINES):
        line = await reader.stdout.readline()
        if line != _NEWER_SETTING:
            await _write(writer, line)
    while chunk := await reader.stdout.read(_CHUNK):
        await _write(writer, chunk)


async def _feed(process: Process, source: IO[bytes]) -> None:
    assert process.stdin is not None
    while chunk := source.read(_CHUNK):
        await _write(process, chunk)
    process.stdin.close()


async def _write(process: Process, data: bytes) -> None:
    """A process that ended says why on its stderr, so a broken pipe is not reported here."""
    assert process.stdin is not None
    try:
        process.stdin.write(data)
        await process.stdin.drain()
    except (BrokenPipeError, ConnectionResetError):
        return
