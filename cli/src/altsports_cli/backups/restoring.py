"""Restores a backup into a home: all of it, or nothing."""

import asyncio
import os
import secrets
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from altsports_cli.backups import database
from altsports_cli.backups.archive import Archive, Facts
from altsports_cli.backups.taking import MESH_SECRET, fingerprint, refuse_other_databases
from altsports_cli.errors import CliError
from altsports_cli.machine.home import storage_error
from altsports_cli.mesh.borrowed_database import with_database
from altsports_cli.mesh.demo import MARK
from altsports_cli.mesh.mesh import Mesh
from altsports_cli.mesh.service_commands import run_service
from altsports_cli.migrations.pending import bring_up_to_date, migration_folders, revisions_of
from altsports_cli.settings import CommandSettings
from altsports_cli.stores.given import ask_redis, forget_keys
from service_kit.db.bootstrap import bootstrap

_AGAIN = "Run the same restore again with --force; until then, the mesh may not start."


async def restore(mesh: Mesh, archive: Archive, may_replace: Callable[[], bool]) -> None:
    """Replaces the data of the home. Raises CliError; `may_replace` is asked if there is data already."""
    refuse_other_databases(mesh.settings)
    _refuse_newer(archive.facts)
    secret = _secret_of(mesh.settings, archive)
    if mesh.redis is None:
        await ask_redis(mesh.redis_url)

    async def work(dsn: str) -> None:
        _refuse_users(dsn)
        if database.stored_migrations(dsn) and not may_replace():
            raise CliError(
                f"{mesh.home.path} has data, which the restore would replace.",
                "Back it up with `altsports backup`, then restore with --force.",
            )
        drafts = _drafts_of(mesh.home.secrets, archive.secret_files)
        try:
            with database.explained():
                await asyncio.to_thread(bootstrap, dsn, secret)
            with archive.database() as dump:
                await database.load(dsn, dump)
            for draft, target in drafts.items():
                draft.rename(target)
        finally:
            for draft in drafts:
                draft.unlink(missing_ok=True)
        try:
            await _finish(mesh, dsn)
        except CliError as error:
            raise CliError(f"The data is restored, but: {error.message}", _AGAIN) from error

    await with_database(mesh, work)


async def _finish(mesh: Mesh, dsn: str) -> None:
    """Migrates older data, ends the sessions, and empties Redis, all with the restored secrets."""
    restored = Mesh(CommandSettings.read())
    environment = restored.environment(DATABASE_URL=dsn)
    await bring_up_to_date(restored.settings, environment)
    await run_service("auth_service", "end-sessions", environment)
    if mesh.redis is None:
        await forget_keys(mesh.redis_url, mesh.settings.redis_prefix)
    else:
        shutil.rmtree(mesh.home.redis_data, ignore_errors=True)
    (mesh.home.path / MARK).unlink(missing_ok=True)


def _refuse_newer(facts: Facts) -> None:
    folders = migration_folders()
    for area, migration in facts.migrations.items():
        if area not in folders or migration not in revisions_of(folders[area])[0]:
            raise CliError(
                f"The backup is newer than this code: {area}-service has no migration {migration}.",
                f"Restore it with AltSports {facts.version} or newer.",
            )


def _refuse_users(dsn: str) -> None:
    users = database.count_users(dsn)
    if users:
        raise CliError(
            f"Services use this database ({users} connections).", "Stop the mesh that runs on it first."
        )


def _secret_of(settings: CommandSettings, archive: Archive) -> bytes:
    """The mesh secret with which the restored data works. Raises CliError if it is not available."""
    carried = archive.secret_files.get(MESH_SECRET)
    if settings.mesh_secret is None and carried is not None:
        return carried.strip()
    secret = settings.secret
    if fingerprint(secret) == archive.facts.secret:
        return secret
    if carried is not None:
        raise CliError(
            "ALTSPORTS_MESH_SECRET is not the secret with which the backup was made.",
            "Unset it: the backup contains its own secret, which the restore puts into the home.",
        )
    raise CliError(
        "The backup does not contain its mesh secret, and this mesh has another one.",
        "Set ALTSPORTS_MESH_SECRET to the secret of the mesh that was backed up.",
    )


def _drafts_of(folder: Path, files: Mapping[str, bytes]) -> dict[Path, Path]:
    """Writes secrets that differ under other names, so that installing them only renames: {draft: path}."""
    drafts: dict[Path, Path] = {}
    try:
        for name, content in files.items():
            target = folder / name
            if target.exists() and target.read_bytes() == content:
                continue
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
            drafts[draft] = target
    except OSError as error:
        raise storage_error(error, folder) from error
    return drafts
