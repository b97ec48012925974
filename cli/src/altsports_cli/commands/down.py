"""`altsports down`: stops the mesh of this home."""

from typing import Annotated

import typer

from altsports_cli.context import make_console, read_settings
from altsports_cli.machine.home import Home
from altsports_cli.machine.processes import stop_processes
from altsports_cli.supervision.leftovers import end_leftovers
from altsports_cli.supervision.state import read_state, supervisor_lock


def command(
    timeout: Annotated[
        float, typer.Option(min=1, help="Seconds to wait before remaining processes are killed.")
    ] = 60,
) -> None:
    """Stop the mesh of this home: requests finish, data is written, all processes end.

    If nothing runs, the command succeeds. It also ends processes left behind by a killed supervisor.
    """
    home = Home(read_settings().home)
    console = make_console()
    state = read_state(home.state_file)
    if state is None:
        console.print(f"AltSports is not running on {home.path}.")
        return
    if state.supervisor.alive:
        console.print(f"Stopping (pid {state.supervisor.pid}) ...")
        stop_processes([state.supervisor], seconds=timeout)
    with supervisor_lock(home.lock_file):
        left = end_leftovers(home)
    console.print(
        f"Stopped remaining processes: {', '.join(left)}." if left else "Stopped. All data is kept."
    )
