"""Prepares the database and migrates every area; runs as a separate process, because Alembic is heavy.

python -m altsports_cli.migrations.migrate_all
"""

import sys

import psycopg
from sqlalchemy.exc import SQLAlchemyError

from altsports_cli.migrations.pending import migration_folders
from service_kit.db import migrate
from service_kit.db.bootstrap import bootstrap
from service_kit.settings.files import SettingsError
from service_kit.settings.mesh import MeshSettings


def main() -> None:
    """Prints one line per area; exits with 1 and one line on stderr if something fails."""
    settings = MeshSettings.read()
    try:
        bootstrap(settings.admin_dsn(), settings.secret)
        for area, folder in migration_folders().items():
            migrate.upgrade(settings.area_dsn(area), folder)
            print(f"{area} is up to date", flush=True)
    except (psycopg.Error, SQLAlchemyError, SettingsError) as error:
        sys.exit(" ".join(str(error).split())[:500])


if __name__ == "__main__":
    main()
