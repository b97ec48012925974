"""Writes a migration file for one area; runs as a separate process, because Alembic is heavy.

python -m altsports_cli.migrations.new AREA NAME
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

from altsports_cli.migrations.pending import migration_folders
from service_kit.db import migrate
from service_kit.settings.mesh import MeshSettings


def main() -> None:
    """Prints the path of the new file."""
    area, name = sys.argv[1:]
    settings = MeshSettings.read()
    message = name.replace("_", " ").capitalize()
    file = migrate.revision(settings.area_dsn(area), migration_folders()[area], message)
    _format(file)
    print(file)


def _format(file: Path) -> None:
    """Formats the file as `make lint` requires, if the formatter is installed."""
    if importlib.util.find_spec("ruff"):
        subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", file], check=True)  # noqa: S603


if __name__ == "__main__":
    main()
