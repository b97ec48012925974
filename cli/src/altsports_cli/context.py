"""Shared by all subcommands: the settings, the running mesh, and the console."""

import os
import sys

from rich.console import Console

from altsports_cli.errors import CliError, NotRunning
from altsports_cli.machine.home import Home
from altsports_cli.settings import CommandSettings
from altsports_cli.supervision.state import MeshState, read_state
from service_kit.settings.areas import AREAS


def read_settings() -> CommandSettings:
    """Reads the settings from the environment and `.env`. Raises ValidationError, reported by the caller."""
    return CommandSettings.read()


def running_state(home: Home) -> MeshState:
    """The state of the running mesh. Raises NotRunning."""
    state = read_state(home.state_file)
    if state is None or not state.supervisor.alive:
        raise NotRunning(str(home.path))
    return state


def refuse_running(home: Home) -> None:
    """Raises CliError if the mesh of this home is running."""
    state = read_state(home.state_file)
    if state is not None and state.supervisor.alive:
        raise CliError(
            f"AltSports is running on {home.path} (pid {state.supervisor.pid}).",
            "Stop it first: altsports down",
        )


def settings_of_running_mesh() -> CommandSettings:
    """Settings that reach the running mesh; those of the environment if it contains every address.

    Raises NotRunning, or CliError for an environment that reaches a mesh without its secret.
    """
    settings = read_settings()
    if all(f"ALTSPORTS_{area.upper()}_ADDRESS" in os.environ for area in AREAS):
        if settings.mesh_secret is None and not settings.secret_file.exists():
            raise CliError(
                "The environment has the addresses of a mesh, but not its secret.",
                "Set ALTSPORTS_MESH_SECRET to that of the mesh (secrets/mesh_secret in its data folder).",
            )
        return settings
    state = running_state(Home(settings.home))
    os.environ.update(state.environment)
    return read_settings()


def make_console() -> Console:
    """Colours on a terminal; plain text elsewhere."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())
