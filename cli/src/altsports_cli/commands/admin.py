"""`altsports admin`: what the operator of the machine does with administrators, without a login."""

import asyncio
import sys
from typing import Annotated

import typer

from altsports_cli.context import make_console, read_settings
from altsports_cli.errors import EXIT_USAGE, CliError
from altsports_cli.machine.home import easy_password
from altsports_cli.mesh.administrator import reset_password
from altsports_cli.mesh.mesh import DEMO_ADMIN_EMAIL, Mesh

group = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@group.callback()
def about() -> None:
    """Manage administrators on the machine of the mesh, without a login."""


@group.command("reset-password")
def command(
    email: Annotated[
        str | None,
        typer.Argument(
            help="The administrator's address. The default is ALTSPORTS_ADMIN_EMAIL.", show_default=False
        ),
    ] = None,
    generate: Annotated[
        bool, typer.Option("--generate", help="Make up a password, and print it once.")
    ] = False,
) -> None:
    """Set a new password for an administrator who is locked out.

    Reads the password from the terminal, or one line from stdin. Ends the sessions and API keys of the
    account, clears its failed logins, and enables it. Works while the mesh runs, and without it.
    """
    settings = read_settings()
    name = email or settings.admin_email or (DEMO_ADMIN_EMAIL if settings.env != "production" else None)
    if name is None:
        raise CliError("No administrator is named.", "Give the address as argument.", exit_code=EXIT_USAGE)
    password = easy_password() if generate else _ask()
    asyncio.run(reset_password(Mesh(settings), name, password))
    console = make_console()
    console.print(
        f"The password of {name} is reset; its sessions are ended, and its API keys revoked.", markup=False
    )
    if generate:
        console.print(f"  Password  {password}", markup=False)


def _ask() -> str:
    if sys.stdin.isatty():
        return typer.prompt("New password", hide_input=True, confirmation_prompt=True)
    try:
        typed = sys.stdin.buffer.readline().decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise CliError("The password on stdin is not UTF-8 text.", exit_code=EXIT_USAGE) from None
    if not typed:
        raise CliError(
            "There is no password on stdin.",
            "Send it as one line, or let the command make one up: altsports admin reset-password --generate",
            exit_code=EXIT_USAGE,
        )
    return typed
