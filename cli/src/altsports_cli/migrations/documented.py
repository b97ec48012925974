"""data/full_creation.sql: all tables as one file, for readers and for psql on an empty database.

It is what the migrations make, so nobody edits it: `altsports migrate --check` compares it, and
`altsports migrate --write` writes it.
"""

import re
from pathlib import Path
from typing import Final

from altsports_cli.migrations.pending import migration_folders
from altsports_cli.stores.postgres_clients import definitions

_HEADING: Final = """\
-- All tables of AltSports, as the migrations make them. `altsports migrate --write` wrote this file.
-- To create them in an empty database: psql --set=ON_ERROR_STOP=1 --file=data/full_creation.sql
-- The mesh does not need this file, because it creates roles and tables itself (`altsports migrate`).

SET check_function_bodies = false;
CREATE SCHEMA IF NOT EXISTS extensions;
CREATE EXTENSION IF NOT EXISTS vector SCHEMA extensions;
"""
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
