"""Proves on a scratch database that all migrations upgrade and downgrade, and match tables and SQL files.

python -m altsports_cli.migrations.check [--write]
"""

import asyncio
import secrets
import sys
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy.exc import SQLAlchemyError

from altsports.contract.namespaces import schemas_of
from altsports_cli.errors import CliError
from altsports_cli.migrations.documented import creation_file, creation_sql, insert_file, insert_sql
from altsports_cli.migrations.pending import migration_folders
from service_kit.db import migrate
from service_kit.db.bootstrap import bootstrap, service_dsn
from service_kit.settings.mesh import MeshSettings


def main() -> None:
    """Prints what was proven; exits with 1 and the differences. With --write, writes the SQL files."""
    settings = MeshSettings.read()
    admin_dsn = settings.admin_dsn()
    name = f"altsports_check_{secrets.token_hex(4)}"
    with psycopg.connect(admin_dsn, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            problems = _check(_with_name(admin_dsn, name), settings.secret)
        except (psycopg.Error, SQLAlchemyError, CliError) as error:
            problems = [" ".join(str(error).split())]
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
    if problems:
        sys.exit("; ".join(problems))
    print(f"{', '.join(migration_folders())} agree with their tables, and can be downgraded")


def _check(admin_dsn: str, secret: bytes) -> list[str]:
    bootstrap(admin_dsn, secret)
    problems: list[str] = []
    for area, folder in migration_folders().items():
        dsn = service_dsn(admin_dsn, area, secret)
        migrate.upgrade(dsn, folder)
        problems += [f"{area}: {difference}" for difference in migrate.check(dsn, folder)]
        migrate.downgrade(dsn, folder, "base")
        problems += [f"{area}: the downgrade leaves {table}" for table in _tables_left(dsn, area)]
        migrate.upgrade(dsn, folder)
    return problems + asyncio.run(_compare_files(admin_dsn, service_dsn(admin_dsn, "league", secret)))


async def _compare_files(admin_dsn: str, league_dsn: str) -> list[str]:
    wanted = {
        creation_file(): await creation_sql(admin_dsn),
        insert_file(): await insert_sql(admin_dsn, league_dsn),
    }
    if "--write" in sys.argv:
        for path, text in wanted.items():
            path.write_text(text)
        return []
    return [
        f"data/{path.name} is not what migrations and demo make: run `altsports migrate --write`"
        for path, text in wanted.items()
        if not path.exists() or path.read_text() != text
    ]


def _tables_left(dsn: str, area: str) -> list[str]:
    query = "SELECT tablename FROM pg_tables WHERE schemaname = ANY(%s) AND tablename <> %s"
    with psycopg.connect(dsn) as connection:
        return [row[0] for row in connection.execute(query, [list(schemas_of(area)), migrate.VERSION_TABLE])]


def _with_name(dsn: str, name: str) -> str:
    parts = urlsplit(dsn)
    query = f"?{parts.query}" if parts.query else ""
    return f"postgresql://{parts.netloc}/{name}{query}"


if __name__ == "__main__":
    main()
