"""Sets the password of an administrator without a login."""

from altsports_cli.errors import CliError
from altsports_cli.mesh.borrowed_database import with_database
from altsports_cli.mesh.mesh import Mesh
from altsports_cli.mesh.service_commands import run_service
from altsports_cli.migrations.pending import areas_behind


async def reset_password(mesh: Mesh, email: str, password: str) -> None:
    """Sets the password of an administrator. Raises CliError if that is not possible."""
    if mesh.postgres is not None and mesh.postgres.is_new:
        raise CliError(f"There is no data in {mesh.home.path} yet.", "Create it with: altsports up")

    async def work(database_url: str) -> None:
        if "auth" in areas_behind(mesh.settings, database_url):
            raise CliError(
                "The database of auth-service is not at the latest migration.",
                "Apply the migrations first: altsports migrate",
            )
        environment = mesh.environment(ALTSPORTS_ADMIN_EMAIL=email)
        await run_service("auth_service", "reset-password", environment, typed=password)

    await with_database(mesh, work)
