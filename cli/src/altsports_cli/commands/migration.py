"""`altsports migration`: writes a new migration for changes in a service's tables."""

import asyncio
import os
from typing import Annotated

import typer

from altsports_cli.context import make_console, read_settings
from altsports_cli.errors import EXIT_USAGE, CliError
from altsports_cli.mesh.borrowed_database import with_database
from altsports_cli.mesh.mesh import Mesh
from altsports_cli.migrations.pending import bring_up_to_date, migration_folders, run_module


def command(
    name: Annotated[str, typer.Argument(help="What changes, such as add_rivals.")],
    service: Annotated[str, typer.Argument(help="The service, such as league-service (or league).")],
) -> None:
    """Write a new migration from the difference between a service's tables and its migrations."""
    area = service.removesuffix("-service")
    if area not in migration_folders():
        known = ", ".join(f"{area}-service" for area in migration_folders())
        raise CliError(f"{service} has no migrations.", f"Use one of: {known}", exit_code=EXIT_USAGE)
    mesh = Mesh(read_settings())

    async def work(database_url: str) -> None:
        environment = {**os.environ, **mesh.own_settings, "DATABASE_URL": database_url}
        await bring_up_to_date(mesh.settings, environment)
        said = await run_module("altsports_cli.migrations.new", environment, area, name)
        make_console().print(
            f"Wrote {said}. Review the upgrade and the downgrade; make migrate applies it.", markup=False
        )

    asyncio.run(with_database(mesh, work))
