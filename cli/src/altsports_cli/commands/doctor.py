"""`altsports doctor`: finds problems that keep the mesh from running."""

import typer
from rich.text import Text

from altsports_cli.context import make_console, read_settings
from altsports_cli.errors import EXIT_PROBLEM
from altsports_cli.mesh.checks import examine
from altsports_cli.mesh.mesh import Mesh


def command() -> None:
    """Check this machine and the mesh: Python, disk, ports, folders, leftovers, database, Redis.

    Changes nothing. The exit code is 0 without problems, otherwise 1.
    """
    console = make_console()
    problems = 0
    for finding in examine(Mesh(read_settings())):
        mark = Text(
            "ok      " if finding.is_well else "problem ", style="green" if finding.is_well else "red"
        )
        console.print(mark + Text(f"{finding.name:<11} {finding.answer}"), soft_wrap=True)
        if finding.hint:
            console.print(f"{'':<20} {finding.hint}", markup=False, soft_wrap=True)
        problems += not finding.is_well
    if problems:
        raise typer.Exit(EXIT_PROBLEM)
