"""`altsports upgrade`: brings the data to this version, after a backup."""

import asyncio
from importlib import metadata
from typing import Annotated

import typer

from altsports_cli.backups.database import stored_migrations
from altsports_cli.backups.taking import place_for, take_backup
from altsports_cli.context import make_console, read_settings, refuse_running
from altsports_cli.display.hints import as_typed
from altsports_cli.mesh.borrowed_database import with_database
from altsports_cli.mesh.mesh import Mesh
from altsports_cli.migrations.pending import areas_behind, bring_up_to_date, titles_after


def command(
    backup: Annotated[
        bool, typer.Option("--backup/--no-backup", help="Back up the data before it is changed.")
    ] = True,
) -> None:
    """Bring the data to the installed version: back it up, apply the migrations, and show what changed.

    Run it after installing a new version, with the mesh stopped. It is safe to repeat: without anything to
    change, it does nothing. To go back, install the previous version and restore the backup.
    """
    mesh = Mesh(read_settings())
    console = make_console()
    refuse_running(mesh.home)
    version = metadata.version("altsports-cli")
    if mesh.postgres is not None and mesh.postgres.is_new:
        console.print(
            f"There is no data in {mesh.home.path} yet; AltSports {version} creates it.", markup=False
        )
        console.print(as_typed("Start the mesh with: altsports up"), markup=False)
        return

    async def work(dsn: str) -> None:
        behind = areas_behind(mesh.settings, dsn)
        if not behind:
            console.print(f"Nothing to do: the data is that of AltSports {version}.", markup=False)
            return
        before = stored_migrations(dsn)
        if backup and before:
            target = place_for(mesh, None, "before-upgrade")
            await take_backup(mesh, dsn, target)
            console.print(f"Backed up to {target}.", markup=False)
        await bring_up_to_date(mesh.settings, mesh.environment(DATABASE_URL=dsn))
        for area in behind:
            for title in titles_after(area, before.get(area)):
                console.print(f"  {area:<7} {title}", markup=False)
        console.print(f"The data is that of AltSports {version}.", markup=False)

    asyncio.run(with_database(mesh, work))
    console.print(as_typed("Start the mesh with: altsports up"), markup=False)
