"""Writes a migration file for one area; a process of its own, because Alembic is heavy.

python -m altsports_cli.new_migration AREA NAME
"""

import sys

from altsports_cli.migrations import migration_folders
from service_kit import migrate
from service_kit.settings import MeshSettings


def main() -> None:
    """Prints the path of the new file."""
    area, name = sys.argv[1:]
    settings = MeshSettings()  # pyright: ignore[reportCallIssue] - its values come from the environment
    print(migrate.revision(settings.area_dsn(area), migration_folders()[area], name))


if __name__ == "__main__":
    main()
