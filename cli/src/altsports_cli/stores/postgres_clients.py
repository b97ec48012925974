"""Runs PostgreSQL's own client programs on the database of the mesh."""

import asyncio
import os
import shutil
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from typing import Final

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from altsports.contract.namespaces import schemas_of
from altsports_cli.errors import CliError
from altsports_cli.stores.embedded_postgres import find_binaries
from service_kit.db.migrate import VERSION_TABLE
from service_kit.settings.areas import AREAS

SCHEMAS: Final = [schema for area in AREAS for schema in schemas_of(area)]
_CHUNK: Final = 1 << 20


async def definitions(dsn: str) -> str:
    """The SQL that creates all schemas as they are, without rows, owners and privileges. Raises CliError."""
    schemas = [f"--schema={schema}" for schema in SCHEMAS]
    options = ("--schema-only", "--no-owner", "--no-privileges", f"--exclude-table=*.{VERSION_TABLE}")
    process = await start_client("pg_dump", *options, *schemas, dsn=dsn)
    said, complaint = await process.communicate()
    if process.returncode != 0:
        raise failure_of("The schemas could not be described", complaint)
    return said.decode()


async def rows(dsn: str, schema: str) -> str:
    """The SQL that inserts all rows of a schema, in the order in which they were stored. Raises CliError."""
    options = ("--data-only", "--column-inserts", "--rows-per-insert=200", "--no-owner", f"--schema={schema}")
    process = await start_client("pg_dump", *options, dsn=dsn)
    said, complaint = await process.communicate()
    if process.returncode != 0:
        raise failure_of(f"The rows of {schema} could not be described", complaint)
    return said.decode()


async def start_client(name: str, *arguments: str, dsn: str | None = None, fed: bool = False) -> Process:
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


async def read_all(stream: asyncio.StreamReader | None) -> bytes:
    assert stream is not None
    return await stream.read()


def failure_of(what: str, complaint: bytes) -> CliError:
    lines = [line.strip() for line in complaint.decode(errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if "error" in line.lower()] or lines or ["no output"]
    hint = "Check the disk of the database, and the rights of the user in DATABASE_URL."
    if "version mismatch" in complaint.decode(errors="replace"):
        hint = (
            "The server is newer than the clients here; use its own pg_dump, or a newer version of AltSports."
        )
    return CliError(f"{what}: {telling[0]}.", hint)
