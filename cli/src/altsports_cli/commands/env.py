"""`altsports env`: the settings that a single service needs to join the running mesh."""

import shlex

from altsports_cli.context import read_settings, running_state
from altsports_cli.machine.home import Home


def command() -> None:
    """Print the settings of the running mesh as shell exports.

    To run one service yourself: eval "$(altsports env)"; python -m league_service
    """
    state = running_state(Home(read_settings().home))
    for name, value in state.environment.items():
        print(f"export {name}={shlex.quote(value)}")
