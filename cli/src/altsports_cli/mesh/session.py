"""One run of the mesh on a home: the lock, the checks before the start, the start, the end."""

import asyncio
import contextlib
import os
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from altsports_cli.errors import EXIT_USAGE, CliError
from altsports_cli.machine.home import Home, storage_error
from altsports_cli.machine.ports import check_ports
from altsports_cli.mesh import plan
from altsports_cli.mesh.demo import load_demo_data
from altsports_cli.mesh.login import login_works
from altsports_cli.mesh.mesh import Mesh
from altsports_cli.migrations.pending import bring_up_to_date
from altsports_cli.stores.embedded_postgres import EmbeddedPostgres
from altsports_cli.supervision.events import Emit, Event
from altsports_cli.supervision.leftovers import end_leftovers
from altsports_cli.supervision.state import AlreadyLocked, supervisor_lock
from altsports_cli.supervision.supervisor import Supervisor
from service_kit.settings.files import SettingsError


class AlreadyRunning(CliError):
    """A supervisor of this home is running."""

    def __init__(self, home: Home) -> None:
        super().__init__(f"AltSports is already running on {home.path}.", "See: altsports status")


@dataclass(frozen=True)
class Session:
    """How to run a mesh. reload: restart changed programs. demo: load the demo data if it is missing."""

    mesh: Mesh
    reload: bool = False
    demo: bool = True

    def run(self, emit: Emit) -> None:
        """Runs until a signal. Raises AlreadyRunning, or CliError if the mesh cannot start."""
        with self.own_home(emit), self._published_addresses():
            check_ports(self.mesh.wanted_ports)
            try:
                asyncio.run(self._supervise(emit))
            except SettingsError as error:
                raise CliError(str(error), exit_code=EXIT_USAGE) from error

    @contextlib.contextmanager
    def own_home(self, emit: Emit) -> Generator[None]:
        """Holds the lock of the home, after creating its folders and ending the leftovers of a killed run."""
        home = self.mesh.home
        home.make_folders()
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(supervisor_lock(home.lock_file))
            except AlreadyLocked as error:
                raise AlreadyRunning(home) from error
            except OSError as error:
                raise storage_error(error, home.path) from error
            home.check_space()
            ended = end_leftovers(home)
            if ended:
                emit(
                    Event(
                        "note",
                        detail=f"An earlier run was killed; stopped what it left: {', '.join(ended)}.",
                    )
                )
            yield

    @contextlib.contextmanager
    def _published_addresses(self) -> Generator[None]:
        """Allows single services and other commands to find the stores of the running mesh."""
        run = self.mesh.home.run
        files = {run / "database_url": self.mesh.database_url, run / "redis_url": self.mesh.redis_url}
        for path, text in files.items():
            _write_private(path, text)
        try:
            yield
        finally:
            for path in files:
                path.unlink(missing_ok=True)

    async def _supervise(self, emit: Emit) -> None:
        mesh = self.mesh
        supervisor = Supervisor(
            mesh.home, emit, links=mesh.links, environment=mesh.shared, reload=self.reload
        )
        await supervisor.run(self._bring_up(supervisor, emit))

    async def _bring_up(self, supervisor: Supervisor, emit: Emit) -> None:
        mesh = self.mesh
        for package in plan.missing_packages():
            emit(Event("note", detail=f"{package} is not installed; the mesh runs without it."))
        _ = mesh.settings.secret  # created before the processes need it
        await _check_given_stores(mesh)
        # The gateway and the MCP service take longest and need no database, so they start beside the stores.
        supervisor.launch_edges(plan.edges(mesh))
        if mesh.postgres is not None:
            await self._data_folder(supervisor, mesh.postgres)
        await supervisor.start(plan.stores(mesh))
        await supervisor.step("migrations", bring_up_to_date(mesh.settings, mesh.environment()))
        await supervisor.start(plan.services(mesh), plan.workers(mesh))
        await asyncio.gather(self._check_login(emit), self._open_for_clients(supervisor))
        if self.reload:
            from altsports_cli.supervision.reload import reload_on_change  # noqa: PLC0415 - for developers

            supervisor.keep_busy(reload_on_change(supervisor))

    async def _open_for_clients(self, supervisor: Supervisor) -> None:
        await supervisor.edges_ready()
        if self.demo:
            await supervisor.step("demo data", load_demo_data(self.mesh))

    async def _check_login(self, emit: Emit) -> None:
        """Reports an administrator who has changed the password, which is then not shown."""
        admin = self.mesh.shown_admin
        if admin is not None and not await login_works(self.mesh):
            emit(Event("login", detail=f"The password of {admin[0]} is no longer the one of this home."))

    async def _data_folder(self, supervisor: Supervisor, postgres: EmbeddedPostgres) -> None:
        work = asyncio.to_thread(postgres.create)
        if postgres.is_new:
            await supervisor.step("database folder", work)
        else:
            await work


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)


async def _check_given_stores(mesh: Mesh) -> None:
    """Raises CliError, with the variable to check, if a configured store does not answer."""
    if mesh.postgres is not None and mesh.redis is not None:
        return
    from altsports_cli.stores.given import ask_postgres, ask_redis  # noqa: PLC0415 - 0.1 s of every start

    if mesh.postgres is None:
        await asyncio.to_thread(ask_postgres, mesh.database_url)
    if mesh.redis is None:
        await ask_redis(mesh.redis_url)
