"""A database for one task: the configured one, the running mesh's, or a temporary embedded one."""

import asyncio
from collections.abc import Awaitable, Callable

from altsports_cli.errors import EXIT_INTERRUPTED, CliError
from altsports_cli.mesh import plan
from altsports_cli.mesh.mesh import Mesh
from altsports_cli.mesh.session import Session
from altsports_cli.stores.given import ask_postgres
from altsports_cli.supervision.events import Event
from altsports_cli.supervision.state import read_state
from altsports_cli.supervision.supervisor import Supervisor

Work = Callable[[str], Awaitable[None]]


async def with_database(mesh: Mesh, work: Work) -> None:
    """Runs `work(database_url)`. Raises CliError if no database is available, or a signal interrupts it."""
    if mesh.postgres is None:
        await asyncio.to_thread(ask_postgres, mesh.database_url)
        await work(mesh.database_url)
        return
    state = read_state(mesh.home.state_file)
    if state is not None and state.supervisor.alive:
        await work(mesh.database_url)
        return
    with Session(mesh).own_home(_ignore):
        await asyncio.to_thread(mesh.postgres.create)
        supervisor = Supervisor(mesh.home, _ignore, links={}, environment=mesh.shared)
        finished = asyncio.Event()
        await supervisor.run(_once(supervisor, mesh, work, finished))
    if not finished.is_set():  # a signal stops the supervisor, which cancels the work
        raise CliError("Interrupted.", exit_code=EXIT_INTERRUPTED)


async def _once(supervisor: Supervisor, mesh: Mesh, work: Work, finished: asyncio.Event) -> None:
    await supervisor.start(plan.stores(mesh)[:1])
    try:
        await work(mesh.database_url)
        finished.set()
    finally:
        supervisor.request_stop()


def _ignore(_event: Event) -> None:
    """Ignores the events of the temporary server."""
