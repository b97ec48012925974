"""The checks of `altsports doctor`: each has an answer and, for a problem, a hint."""

import asyncio
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata

from altsports_cli.errors import CliError
from altsports_cli.machine import ports
from altsports_cli.machine.home import NEEDED_BYTES, Home
from altsports_cli.machine.processes import processes_in
from altsports_cli.mesh import plan
from altsports_cli.mesh.mesh import Mesh
from altsports_cli.misspelt import misspelt
from altsports_cli.stores.embedded_postgres import MAJOR, find_binaries
from altsports_cli.stores.embedded_redis import find_binary
from altsports_cli.stores.given import ask_postgres, ask_redis, refuse_eviction
from altsports_cli.supervision.leftovers import living_leftovers
from altsports_cli.supervision.state import MeshState, read_state
from service_kit.settings.files import SettingsError

PYTHONS = ((3, 11), (3, 12))
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Finding:
    """The answer of one check. `hint` is empty if there is no problem."""

    name: str
    is_well: bool
    answer: str
    hint: str = ""


Check = Callable[[Mesh, MeshState | None], str]


def examine(mesh: Mesh) -> Iterator[Finding]:
    """Runs every check; none of them changes anything."""
    state = read_state(mesh.home.state_file)
    running = state if state is not None and state.supervisor.alive else None
    for name, check in CHECKS.items():
        try:
            yield Finding(name, is_well=True, answer=check(mesh, running))
        except CliError as error:
            yield Finding(name, is_well=False, answer=error.message, hint=error.hint)
        except SettingsError as error:
            yield Finding(name, is_well=False, answer=str(error))


def check_python(_mesh: Mesh, _state: MeshState | None) -> str:
    if sys.version_info[:2] not in PYTHONS:
        raise CliError(f"Python {platform.python_version()} is not supported.", "Use Python 3.11 or 3.12.")
    return f"{platform.python_version()} ({sys.executable})"


def check_settings(_mesh: Mesh, _state: MeshState | None) -> str:
    unknown = misspelt()
    if unknown:
        raise CliError(" ".join(unknown), "Correct or remove it in the environment or in .env.")
    return "every variable is known"


def check_packages(_mesh: Mesh, _state: MeshState | None) -> str:
    missing = plan.missing_packages()
    if missing:
        raise CliError(f"Not installed: {', '.join(missing)}.", "Install all members: make up (or uv sync).")
    return f"altsports {metadata.version('altsports-cli')}, all services installed"


def check_home(mesh: Mesh, _state: MeshState | None) -> str:
    path = mesh.home.path
    existing = next(folder for folder in (path, *path.parents) if folder.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        raise CliError(
            f"{existing} is not writable.", "Choose another folder: ALTSPORTS_HOME=/path/to/folder"
        )
    if path.exists() and path.stat().st_uid != os.geteuid():
        raise CliError(
            f"{path} belongs to another account.", "Choose your own folder: ALTSPORTS_HOME=/path/to/folder"
        )
    return str(path) if path.exists() else f"{path} (created by the first start)"


def check_disk(mesh: Mesh, _state: MeshState | None) -> str:
    path = mesh.home.path
    existing = next(folder for folder in (path, *path.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    if free < NEEDED_BYTES:
        raise CliError(
            f"{free // MEBIBYTE} MB free, {NEEDED_BYTES // MEBIBYTE} MB needed.",
            "Free some space, or choose another disk with ALTSPORTS_HOME.",
        )
    return f"{free // MEBIBYTE} MB free"


def check_sockets(mesh: Mesh, _state: MeshState | None) -> str:
    run = mesh.home.run
    if run.exists() and run.stat().st_uid != os.geteuid():
        raise CliError(f"{run} belongs to another account.", f"Remove it: rm -r {run}")
    return str(run)


def check_ports(mesh: Mesh, state: MeshState | None) -> str:
    numbers = ", ".join(str(wanted.number) for wanted in mesh.wanted_ports)
    if state is not None:
        return f"{numbers} (in use by the running mesh)"
    ports.check_ports(mesh.wanted_ports)
    return f"{numbers} free"


def check_supervisor(_mesh: Mesh, state: MeshState | None) -> str:
    if state is None:
        return "not running"
    unwell = [process.name for process in state.processes if process.status != "ready"]
    if unwell and state.phase == "ready":
        raise CliError(f"Not ready: {', '.join(unwell)}.", f"See: altsports logs {unwell[0]}")
    return f"{state.phase} (pid {state.supervisor.pid}, {len(state.processes)} processes)"


def check_leftovers(mesh: Mesh, state: MeshState | None) -> str:
    if state is not None:
        return "none"
    living = [f"{name} (pid {identity.pid})" for name, identity in living_leftovers(mesh.home)]
    living += [f"postgres (pid {found.pid})" for found in processes_in(mesh.home.postgres_data, "postgres")]
    if living:
        raise CliError(
            f"A killed run left processes: {', '.join(dict.fromkeys(living))}.",
            "Stop them: altsports down (or up)",
        )
    return "none"


def check_database(mesh: Mesh, state: MeshState | None) -> str:
    if mesh.postgres is None:
        return f"{ask_postgres(mesh.database_url)} (set by DATABASE_URL)"
    if state is not None:
        return f"{ask_postgres(mesh.database_url)} (embedded, {mesh.postgres.home.postgres_data})"
    version = _output(find_binaries() / "postgres")
    _check_cluster(mesh.home)
    account = mesh.postgres.account
    who = f", runs as the account {account.name}" if account else ""
    return f"{version} (embedded, not running{who})"


def check_redis(mesh: Mesh, state: MeshState | None) -> str:
    if mesh.redis is None:
        version = asyncio.run(ask_redis(mesh.redis_url))
        asyncio.run(refuse_eviction(mesh.redis_url))
        return f"{version} (set by REDIS_URL)"
    if state is not None:
        return f"{asyncio.run(ask_redis(mesh.redis_url))} (embedded)"
    return f"{find_binary()} (embedded, not running)"


def check_secrets(mesh: Mesh, _state: MeshState | None) -> str:
    folder = mesh.home.secrets
    if not folder.exists():
        return "created by the first start"
    open_files = [file.name for file in folder.iterdir() if file.stat().st_mode & 0o077]
    if open_files:
        raise CliError(f"Other accounts can read {', '.join(open_files)}.", f"chmod 600 {folder}/*")
    return f"{len(list(folder.iterdir()))} in {folder}, private"


def _check_cluster(home: Home) -> None:
    version = home.postgres_data / "PG_VERSION"
    if version.exists() and version.read_text().strip() != MAJOR:
        raise CliError(
            f"The data belongs to PostgreSQL {version.read_text().strip()}.",
            "Set ALTSPORTS_HOME to a new folder.",
        )


def _output(binary: object) -> str:
    done = subprocess.run([str(binary), "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        raise CliError(
            f"{binary} does not run: {done.stderr.strip()}", "Set DATABASE_URL to your own PostgreSQL."
        )
    return done.stdout.strip()


CHECKS: dict[str, Check] = {
    "python": check_python,
    "packages": check_packages,
    "settings": check_settings,
    "home": check_home,
    "disk": check_disk,
    "secrets": check_secrets,
    "sockets": check_sockets,
    "ports": check_ports,
    "mesh": check_supervisor,
    "leftovers": check_leftovers,
    "database": check_database,
    "redis": check_redis,
}
