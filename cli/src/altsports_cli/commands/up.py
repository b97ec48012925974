"""`altsports up`: starts the mesh in the foreground or in the background."""

from contextlib import closing
from typing import Annotated

import typer

from altsports_cli.context import make_console, read_settings
from altsports_cli.display.hints import as_typed
from altsports_cli.display.progress import display_for
from altsports_cli.display.summary import print_summary
from altsports_cli.mesh.background import start_in_background
from altsports_cli.mesh.mesh import Mesh
from altsports_cli.mesh.session import AlreadyRunning, Session
from altsports_cli.misspelt import misspelt
from altsports_cli.supervision.event_log import EventLog
from altsports_cli.supervision.events import Emit, Event
from altsports_cli.supervision.state import MeshState, read_state

MOST_GATEWAYS = 16


def command(
    detach: Annotated[
        bool, typer.Option("--detach", "-d", help="Return when the mesh is ready, and keep it running.")
    ] = False,
    gateways: Annotated[
        int,
        typer.Option(
            min=1, max=MOST_GATEWAYS, help="Number of gateways, on consecutive ports from ALTSPORTS_PORT."
        ),
    ] = 1,
    reload: Annotated[
        bool, typer.Option("--reload", help="Restart a service when its code changes.")
    ] = False,
    demo: Annotated[
        bool, typer.Option("--demo/--no-demo", help="Load the demo data if it is missing.")
    ] = True,
) -> None:
    """Start the mesh: PostgreSQL, Redis, migrations, services, worker, gateway, MCP.

    Data is kept in ALTSPORTS_HOME. Ctrl-C stops everything. A second `altsports up` on the same home only
    shows the addresses of the first one, and which of the given options it does not follow. If DATABASE_URL
    or REDIS_URL is set, the embedded server is not started.
    """
    session = Session(Mesh(read_settings(), gateways=gateways), reload=reload, demo=demo)
    for sentence in misspelt():
        make_console().print(f"Warning: {sentence}", markup=False)
    if _show_running(session):
        return
    try:
        (_start_and_leave if detach else _start_and_stay)(session)
    except AlreadyRunning:
        if not _show_running(session):
            raise


class Login:
    """Passes events on, and notices whether the login of the home works."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self.works = True

    def emit(self, event: Event) -> None:
        if event.kind == "login":
            self.works = False
        self._emit(event)


def _start_and_leave(session: Session) -> None:
    console = make_console()
    with closing(display_for(console)) as display:
        login = Login(display.show)
        start_in_background(session, login.emit)
    print_summary(console, session.mesh, detached=True, login_works=login.works)


def _start_and_stay(session: Session) -> None:
    console = make_console()
    log = EventLog(session.mesh.home)
    with closing(display_for(console)) as display:
        login = Login(display.show)

        def emit(event: Event) -> None:
            log.write(event)
            login.emit(event)
            if event.kind == "up":
                print_summary(console, session.mesh, detached=False, login_works=login.works)

        session.run(emit)


def _show_running(asked: Session) -> bool:
    """Prints the addresses of this home's mesh and the options it ignores; returns False if there is none."""
    state = read_state(asked.mesh.home.state_file)
    if state is None or not state.supervisor.alive:
        return False
    console = make_console()
    console.print(f"AltSports is already running here (pid {state.supervisor.pid}, {state.phase}).")
    for name, link in state.links.items():
        console.print(f"  {name:<14}{link}", markup=False)
    for sentence in _not_done(asked, state):
        console.print(sentence, markup=False)
    console.print(as_typed("Stop it with: altsports down"), markup=False)
    return True


def _not_done(asked: Session, state: MeshState) -> list[str]:
    """The options of this command that the running mesh does not follow."""
    sentences: list[str] = []
    if asked.reload and not state.reload:
        sentences.append(
            "It was started without --reload: it does not restart services when their code changes."
        )
    running = sum(process.name.startswith("gateway") for process in state.processes)
    if asked.mesh.gateways not in (1, running):
        sentences.append(
            f"It runs {running} gateway{'s' if running != 1 else ''}, not {asked.mesh.gateways}."
        )
    return sentences
