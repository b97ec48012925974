"""The command `altsports`: finds the subcommand, and prints every problem in one line with a hint."""

import errno
import importlib
import sys
from typing import Any, Final

import typer
from typer.core import TyperGroup

from altsports_cli.display.hints import as_typed
from altsports_cli.errors import EXIT_INTERRUPTED, EXIT_PROBLEM, EXIT_STORAGE, EXIT_USAGE, CliError
from service_kit.settings.files import SettingsError

COMMANDS: Final = {
    "up": "up",
    "down": "down",
    "status": "status",
    "logs": "logs",
    "doctor": "doctor",
    "seed": "seed",
    "import": "import_files",
    "replay": "replay",
    "f1": "f1",
    "call": "call",
    "worker": "worker",
    "admin": "admin",
    "backup": "backup",
    "restore": "restore",
    "upgrade": "upgrade",
    "migrate": "migrate",
    "migration": "migration",
    "env": "env",
    "version": "version",
}

HELP: Final = """Run the AltSports mesh on this machine, inspect it, and import data.

Start with `altsports up`; it prints all addresses. Settings come from the environment (see `.env.example`).
The most common ones are ALTSPORTS_HOME (data folder), ALTSPORTS_PORT (8000), ALTSPORTS_MCP_PORT (8080), and
DATABASE_URL and REDIS_URL (your own servers instead of the embedded ones).
"""

_STORAGE: Final = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT)

EXIT_CODES: Final = """Exit codes: 0 success, 1 error, 2 wrong usage, 3 the mesh is not running,
4 a port is in use, 5 the data folder cannot be used, 6 some rows could not be imported, 130 interrupted."""


class LazyCommands(TyperGroup):
    """Imports a subcommand on demand, so that `altsports status` does not load the code of `altsports up`."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"altsports_cli.commands.{COMMANDS[cmd_name]}")
        if hasattr(module, "group"):  # a command with subcommands
            return typer.main.get_command(module.group)
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(name=cmd_name)(module.command)
        return typer.main.get_command(single)


commands: Final = typer.Typer(
    cls=LazyCommands,
    help=HELP,
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@commands.callback()
def about() -> None:
    """There are no options before the subcommand."""


def app() -> None:
    """Runs the command line and exits."""
    try:
        commands()
    except CliError as error:
        _end(error.message, error.hint, error.exit_code)
    except SettingsError as error:
        _end(str(error), "See .env.example.", EXIT_USAGE)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has ended: `altsports logs | head`
        sys.exit(0)
    except OSError as error:
        if error.filename is None and error.errno not in _STORAGE:
            raise
        storage = error.errno in _STORAGE
        said = f"{error.strerror or error}: {error.filename}"
        _end(said, "See: altsports doctor", EXIT_STORAGE if storage else EXIT_PROBLEM)


def _end(message: str, hint: str, exit_code: int) -> None:
    print(f"altsports: {message}", file=sys.stderr)
    if hint:
        print(f"  {as_typed(hint)}", file=sys.stderr)
    sys.exit(exit_code)


if __name__ == "__main__":
    app()
