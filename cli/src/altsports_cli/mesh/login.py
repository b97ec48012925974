"""Whether the login that `altsports up` prints is still the administrator's."""

from altsports_cli.errors import CliError
from altsports_cli.mesh.mesh import Mesh
from altsports_cli.mesh.service_commands import run_service


async def login_works(mesh: Mesh) -> bool:
    """Asks auth-service, which compares the stored hash: nothing counts as a login."""
    if mesh.admin is None:
        return False
    email, password = mesh.admin
    environment = mesh.environment(ALTSPORTS_ADMIN_EMAIL=email)
    try:
        await run_service("auth_service", "check-password", environment, typed=password)
    except CliError:
        return False
    return True
