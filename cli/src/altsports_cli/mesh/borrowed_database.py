"""A database for one task: the configured one, the running mesh's, or a temporary embedded one."""

import asyncio
from collections.abc import Awaitable, Callable

from altsports_cli.mesh import plan
from altsports_cli.mesh.mesh import Mesh
from altsports_cli.mesh.session import Session
from altsports_cli.stores.given import ask_postgres
from altsports_cli.supervision.events import Event
from altsports_cli.supervision.state import read_state
from altsports_cli.supervision.supervisor import Supervisor

Work = Callable[[str], Awaitable[None]]


async def with_database(mesh: Mesh, work: Work) -> None:
    """Runs `work(database_url)`. Raises CliError if no database is available."""
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
        await supervisor.run(_once(supervisor, mesh, work))


async def _once(supervisor: Supervisor, mesh: Mesh, work: Work) -> None:
    await supervisor.start(plan.stores(mesh)[:1])
    try:
        await work(mesh.database_url)
    finally:
        supervisor.request_stop()


def _ignore(_event: Event) -> None:
    """Ignores the events of the temporary server."""
