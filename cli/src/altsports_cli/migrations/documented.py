"""The files of data/, for readers and for psql: all tables, and the rows of the demo's club.

They are what the migrations and the demo make, so nobody edits them: `altsports migrate --check` compares
them, and `altsports migrate --write` writes them.
"""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from altsports_cli.migrations.pending import migration_folders
from altsports_cli.stores.postgres_clients import definitions, rows
from league_service.demo.rovers.storing import play_due, store_club
from service_kit.db.database import Database

_HEADING: Final = """\
-- All tables of AltSports, as the migrations make them. `altsports migrate --write` wrote this file.
-- To create them in an empty database: psql --set=ON_ERROR_STOP=1 --file=data/full_creation.sql
-- The mesh does not need this file, because it creates roles and tables itself (`altsports migrate`).

SET check_function_bodies = false;
CREATE SCHEMA IF NOT EXISTS extensions;
CREATE EXTENSION IF NOT EXISTS vector SCHEMA extensions;
"""
_ROWS_HEADING: Final = """\
-- Harbour Rovers, the demo's simulated club in November 2026. `altsports migrate --write` wrote this file.
-- To insert the rows after data/full_creation.sql: psql --set=ON_ERROR_STOP=1 --file=data/full_insert.sql
-- A running mesh stores the club itself (`altsports seed`), and plays its matches as their time comes.
"""
_SEASON: Final = 2026
_AT: Final = datetime(2026, 11, 30, tzinfo=UTC)
_NOISE: Final = re.compile(
    r"^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*)\n", re.MULTILINE
)
_BLANKS: Final = re.compile(r"\n{3,}")


def creation_file() -> Path:
    """Where the file is in the source tree."""
    return next(iter(migration_folders().values())).parents[1] / "data" / "full_creation.sql"


async def creation_sql(dsn: str) -> str:
    """The text of the file for a migrated database, the same for every version of PostgreSQL's tools."""
    text = _NOISE.sub("", await definitions(dsn))
    return f"{_HEADING}\n{_BLANKS.sub(chr(10) * 2, text).strip()}\n"


def insert_file() -> Path:
    """Where the file with the rows is in the source tree."""
    return creation_file().with_name("full_insert.sql")


async def insert_sql(dsn: str, league_dsn: str) -> str:
    """The text of the file with the rows. Stores them in the database, which must be migrated and empty."""
    async with Database(league_dsn) as database, database.transaction() as connection:
        await store_club(connection, _SEASON, _AT)
        await play_due(connection, _SEASON, _AT)
    text = _NOISE.sub("", await rows(dsn, "clubs"))
    return f"{_ROWS_HEADING}\n{_BLANKS.sub(chr(10) * 2, text).strip()}\n"
