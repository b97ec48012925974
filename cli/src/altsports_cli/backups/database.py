"""Dumps and loads the schemas of the mesh with PostgreSQL's own tools; a load happens whole or not at all."""

import asyncio
import contextlib
import os
import shutil
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Generator, Sequence
from typing import IO, Final

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from altsports.contract.namespaces import schemas_of
from altsports_cli.errors import CliError
from altsports_cli.stores.embedded_postgres import find_binaries
from service_kit.db.migrate import VERSION_TABLE
from service_kit.settings.areas import AREAS

_CHUNK: Final = 1 << 20
_SCHEMAS: Final = [schema for area in AREAS for schema in schemas_of(area)]
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
    schemas = [f"--schema={schema}" for schema in _SCHEMAS]
    process = await _start("pg_dump", "--format=custom", "--no-privileges", *schemas, dsn=dsn)
    complaint = asyncio.create_task(_read_all(process.stderr))
    assert process.stdout is not None
    try:
        while chunk := await process.stdout.read(_CHUNK):
            target.write(chunk)
    except BaseException:
        process.kill()
        raise
    if await process.wait() != 0:
        raise _failure("The database could not be dumped", await complaint)


async def definitions(dsn: str) -> str:
    """The SQL that creates all schemas as they are, without rows, owners and privileges. Raises CliError."""
    schemas = [f"--schema={schema}" for schema in _SCHEMAS]
    options = ("--schema-only", "--no-owner", "--no-privileges", f"--exclude-table=*.{VERSION_TABLE}")
    process = await _start("pg_dump", *options, *schemas, dsn=dsn)
    said, complaint = await process.communicate()
    if process.returncode != 0:
        raise _failure("The schemas could not be described", complaint)
    return said.decode()


async def load(dsn: str, source: IO[bytes]) -> None:
    """Replaces all schemas in one transaction: after a failure, everything is as before. Raises CliError."""
    reader = await _start("pg_restore", "--file=-", "--no-privileges", fed=True)
    writer = await _start(
        "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-", dsn=dsn, fed=True
    )
    complaints = [asyncio.create_task(_read_all(process.stderr)) for process in (reader, writer)]
    assert writer.stdin is not None
    feeding = asyncio.create_task(_feed(reader, source))
    try:
        drops = [f'DROP SCHEMA IF EXISTS "{schema}" CASCADE;\n' for schema in _SCHEMAS]
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
            raise _failure("The data could not be restored, and nothing was changed", await complaint)


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


async def _start(name: str, *arguments: str, dsn: str | None = None, fed: bool = False) -> Process:
    """Starts a client of PostgreSQL. The password is in its environment, because everybody sees arguments."""
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC", "PGCLIENTENCODING": "UTF8"}
    target: Sequence[str] = ()
    if dsn is not None:
        parts = conninfo_to_dict(dsn)
        environment["PGPASSWORD"] = str(parts.pop("password", None) or "")
        target = (f"--dbname={make_conninfo('', **parts)}",)
    return await asyncio.create_subprocess_exec(
        *(_tool(name), *arguments, *target),
        env=environment,
        stdin=PIPE if fed else DEVNULL,
        stdout=PIPE if name != "psql" else DEVNULL,
        stderr=PIPE,
        limit=_CHUNK,
    )


def _tool(name: str) -> str:
    """The packaged client, or that of the machine where there is no package."""
    try:
        packaged = find_binaries() / name
    except CliError:
        packaged = None
    found = packaged if packaged is not None and packaged.exists() else shutil.which(name)
    if found is None:
        raise CliError(f"{name} was not found.", "Install the client programs of PostgreSQL.")
    return str(found)


async def _read_all(stream: asyncio.StreamReader | None) -> bytes:
    assert stream is not None
    return await stream.read()


def _failure(what: str, complaint: bytes) -> CliError:
    lines = [line.strip() for line in complaint.decode(errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if "error" in line.lower()] or lines or ["no output"]
    hint = "Check the disk of the database, and the rights of the user in DATABASE_URL."
    if "version mismatch" in complaint.decode(errors="replace"):
        hint = (
            "The server is newer than the clients here; use its own pg_dump, or a newer version of AltSports."
        )
    return CliError(f"{what}: {telling[0]}.", hint)
