"""`altsports down`: stops the mesh of this home."""

from typing import Annotated

import typer

from altsports_cli.context import make_console, read_settings
from altsports_cli.machine.home import Home
from altsports_cli.machine.processes import stop_processes
from altsports_cli.supervision.leftovers import end_leftovers
from altsports_cli.supervision.state import read_state, supervisor_lock


def command(
    timeout: Annotated[float, typer.Option(min=1, help="Seconds to wait before the rest is killed.")] = 60,
) -> None:
    """Stop the mesh of this home: requests finish, data is written, no process stays.

    It is no error when nothing runs. What a killed supervisor left behind is ended, too.
    """
    home = Home(read_settings().home)
    console = make_console()
    state = read_state(home.state_file)
    if state is None:
        console.print(f"Nothing runs on {home.path}.")
        return
    if state.supervisor.alive:
        console.print(f"Stopping (pid {state.supervisor.pid}) ...")
        stop_processes([state.supervisor], seconds=timeout)
    with supervisor_lock(home.lock_file):
        left = end_leftovers(home)
    console.print(f"Ended what was left: {', '.join(left)}." if left else "Stopped. The data stays in place.")
