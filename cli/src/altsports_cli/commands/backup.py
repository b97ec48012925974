"""`altsports backup`: writes the database and the secrets to one file."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from altsports_cli.backups.taking import MESH_SECRET, place_for, secret_files, take_backup
from altsports_cli.context import make_console, read_settings
from altsports_cli.errors import CliError
from altsports_cli.mesh.borrowed_database import with_database
from altsports_cli.mesh.mesh import Mesh
from service_kit.files.settings import FileSettings

_MEBIBYTE = 1024 * 1024


def command(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="The new file, or a folder. The default is <ALTSPORTS_HOME>/backups.", show_default=False
        ),
    ] = None,
) -> None:
    """Back up the database and the secrets of the mesh to one file.

    Works while the mesh runs, without it, and with your own DATABASE_URL. Uploaded files are not included:
    copy their folder, or use versions of your bucket. Neither are logs and Redis, which has only what can be
    lost. Keep the file private: it contains the secrets.
    """
    mesh = Mesh(read_settings())
    if mesh.postgres is not None and mesh.postgres.is_new:
        raise CliError(f"There is no data to back up in {mesh.home.path}.", "Create it with: altsports up")
    target = place_for(mesh, file).absolute()

    async def work(dsn: str) -> None:
        await take_backup(mesh, dsn, target)

    asyncio.run(with_database(mesh, work))
    console = make_console()
    size = target.stat().st_size / _MEBIBYTE
    console.print(f"Backed up to {target} ({size:.1f} MB).", markup=False)
    place = FileSettings.read().store_url()
    console.print(f"Uploaded files are not in it: back up {place}, too.", markup=False)
    if MESH_SECRET in secret_files(mesh):
        console.print("It contains the secrets of the mesh: keep it private, and not only on this machine.")
    else:
        console.print(
            "It does not contain ALTSPORTS_MESH_SECRET, without which it cannot be restored: keep that, too."
        )
