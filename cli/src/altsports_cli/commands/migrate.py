"""`altsports migrate`: applies the migrations."""

import asyncio
import os
from typing import Annotated

import typer

from altsports_cli.context import make_console, read_settings
from altsports_cli.mesh.borrowed_database import with_database
from altsports_cli.mesh.mesh import Mesh
from altsports_cli.migrations.pending import bring_up_to_date, run_module


def command(
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Check on a scratch database that tables and migrations agree, up and down."
        ),
    ] = False,
    write: Annotated[
        bool,
        typer.Option("--write", help="Check, and write the files of data/: all tables, and the demo's club."),
    ] = False,
) -> None:
    """Apply the migrations of every service, and create their roles and schemas.

    Uses DATABASE_URL, or the running mesh, or starts the embedded PostgreSQL temporarily.
    """
    mesh = Mesh(read_settings())
    console = make_console()

    async def work(database_url: str) -> None:
        environment = {**os.environ, **mesh.own_settings, "DATABASE_URL": database_url}
        if check or write:
            arguments = ["--write"] if write else []
            said = await run_module("altsports_cli.migrations.check", environment, *arguments)
        else:
            said = await bring_up_to_date(mesh.settings, environment)
        console.print(f"Migrations: {said}.", markup=False)

    asyncio.run(with_database(mesh, work))
