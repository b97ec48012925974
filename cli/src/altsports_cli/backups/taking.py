"""Takes a backup of a mesh: its database and its secrets in one file."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Final

from altsports_cli.backups import database
from altsports_cli.backups.archive import Facts, new_archive
from altsports_cli.errors import EXIT_STORAGE, EXIT_USAGE, CliError
from altsports_cli.mesh.mesh import Mesh
from altsports_cli.settings import CommandSettings
from service_kit.settings.areas import AREAS

MESH_SECRET: Final = "mesh_secret"  # noqa: S105 - the name of a file
_OF_THE_SERVER: Final = "postgres_password"  # another home has its own server


async def take_backup(mesh: Mesh, dsn: str, target: Path) -> None:
    """Writes the backup; the file appears when it is complete. Raises CliError."""
    refuse_other_databases(mesh.settings)
    migrations = database.stored_migrations(dsn)
    if not migrations:
        raise CliError(f"There is no data to back up in {mesh.home.path}.", "Create it with: altsports up")
    if target.exists():  # noqa: ASYNC240 - nothing else runs meanwhile
        raise CliError(f"{target} exists already.", "Choose another name.", exit_code=EXIT_USAGE)
    facts = Facts(
        created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        version=metadata.version("altsports-cli"),
        migrations=migrations,
        secret=fingerprint(mesh.settings.secret),
    )
    try:
        with new_archive(target) as draft:
            with draft.database() as file:
                await database.dump(dsn, file)
            draft.finish(facts, secret_files(mesh))
    except OSError as error:
        raise CliError(
            f"Cannot write {target}: {error.strerror or error}.",
            "Choose another file or folder: altsports backup PATH",
            exit_code=EXIT_STORAGE,
        ) from error


def place_for(mesh: Mesh, wanted: Path | None, prefix: str = "altsports") -> Path:
    """The path of a new backup: the wanted one, or a name with the time in the wanted or default folder."""
    name = f"{prefix}-{datetime.now(UTC):%Y%m%d-%H%M%S}.backup"
    if wanted is None:
        return mesh.home.path / "backups" / name
    return wanted / name if wanted.is_dir() else wanted


def secret_files(mesh: Mesh) -> Mapping[str, bytes]:
    """The secrets of the home that belong to the data, by their path in its folder."""
    folder = mesh.home.secrets
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    found = {str(file.relative_to(folder)): file.read_bytes() for file in files}
    unused = {MESH_SECRET} if mesh.settings.mesh_secret is not None else set[str]()
    return {name: content for name, content in found.items() if name not in {_OF_THE_SERVER, *unused}}


def fingerprint(secret: bytes) -> str:
    """Recognises a mesh secret without revealing it."""
    return hashlib.sha256(b"altsports backup " + secret).hexdigest()[:16]


def refuse_other_databases(settings: CommandSettings) -> None:
    """Raises CliError if a service has a database of its own, which a backup would miss."""
    apart = [f"{area.upper()}_DATABASE_URL" for area in AREAS if getattr(settings, f"{area}_database_url")]
    if apart:
        raise CliError(
            f"Backups cover one database, but {', '.join(apart)} may name others.",
            "Use pg_dump and pg_restore of these servers.",
        )
