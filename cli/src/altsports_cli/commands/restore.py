"""`altsports restore`: replaces the data of this home with a backup."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from altsports_cli.backups.archive import opened_archive
from altsports_cli.backups.restoring import restore
from altsports_cli.context import make_console, read_settings, refuse_running
from altsports_cli.display.hints import as_typed
from altsports_cli.mesh.mesh import Mesh
from service_kit.files.settings import FileSettings


def command(
    file: Annotated[Path, typer.Argument(help="A file written by `altsports backup`.", show_default=False)],
    force: Annotated[bool, typer.Option("--force", help="Replace the data that is there.")] = False,
) -> None:
    """Replace all data of this home, or of your own DATABASE_URL, with a backup.

    The mesh must not run. The file is checked first; a backup that is damaged or newer than this version
    changes nothing. Older data is migrated. Everybody has to log in again. Restore only files that you trust.
    """
    mesh = Mesh(read_settings())
    refuse_running(mesh.home)
    console = make_console()

    def may_replace() -> bool:
        question = f"Replace the data of {mesh.home.path}?"
        return force or (sys.stdin.isatty() and typer.confirm(question))

    with opened_archive(file) as archive:
        facts = archive.facts
        asyncio.run(restore(mesh, archive, may_replace))
    console.print(f"Restored the backup of {facts.created_at} (AltSports {facts.version}).", markup=False)
    console.print(
        "All sessions are ended. What happened after the backup is gone: API keys that were revoked"
    )
    console.print("since then work again, and changed passwords are the old ones.")
    place = FileSettings.read().store_url()
    console.print(f"Uploaded files are not in a backup: copy those of its time to {place}.", markup=False)
    console.print(as_typed("Start the mesh with: altsports up"), markup=False)
