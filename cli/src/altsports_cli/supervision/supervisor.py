"""Runs the programs of a mesh from the first start to the last stop, and keeps the state file current."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Awaitable, Coroutine, Generator, Mapping, Sequence
from typing import Any

from altsports_cli.logs.rotation import rotate_logs
from altsports_cli.machine.home import Home
from altsports_cli.machine.processes import ProcessId
from altsports_cli.supervision.events import Emit, Event
from altsports_cli.supervision.programs import Program
from altsports_cli.supervision.runner import Runner
from altsports_cli.supervision.state import MeshState, write_state

ROTATION_PAUSE = 10.0  # seconds between two checks of the log sizes
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Supervisor:
    """Runs tiers of programs: a tier starts after the previous ones, and stops before them."""

    def __init__(
        self,
        home: Home,
        emit: Emit,
        *,
        links: Mapping[str, str],
        environment: Mapping[str, str],
        reload: bool = False,
    ) -> None:
        me = ProcessId.of(os.getpid())
        assert me is not None
        self._home = home
        self._emit = emit
        self._state = MeshState(me, links=dict(links), environment=dict(environment), reload=reload)
        self._tiers: list[list[Runner]] = []
        self._edges: list[Runner] = []
        self._helpers: list[asyncio.Task[None]] = []
        self._stop_requested = asyncio.Event()

    async def run(self, bring_up: Coroutine[Any, Any, None]) -> None:
        """Starts the mesh, runs it until a signal, stops it. Raises CliError if it does not start."""
        self.keep_busy(self._rotate())
        with self._signals():
            try:
                await self._keep(bring_up)
            finally:
                for helper in self._helpers:
                    helper.cancel()
                await self._stop_all()

    async def start(self, *tiers: Sequence[Program]) -> None:
        """Starts the programs concurrently and waits until all are ready; later tiers stop first."""
        started = [[self._launch(program) for program in tier] for tier in tiers if tier]
        self._tiers.extend(started)
        await asyncio.gather(*(runner.ready() for tier in started for runner in tier))

    def launch_edges(self, programs: Sequence[Program]) -> None:
        """Starts the programs that stop before all others; `edges_ready` waits for them."""
        self._edges.extend(self._launch(program) for program in programs)

    async def edges_ready(self) -> None:
        """Waits until the edges are ready. Raises CliError if one of them does not start."""
        await asyncio.gather(*(runner.ready() for runner in self._edges))

    async def step(self, name: str, work: Awaitable[str]) -> None:
        """Runs one step of the start; `work` returns its description."""
        began = time.monotonic()
        self._emit(Event("starting", name))
        detail = await work
        self._emit(Event("ready", name, detail, time.monotonic() - began))

    async def reload(self, names: set[str]) -> None:
        """Restarts the named programs concurrently."""
        await asyncio.gather(*(runner.reload() for runner in self._runners if runner.program.name in names))

    def keep_busy(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs background work until the mesh stops."""
        self._helpers.append(asyncio.create_task(work))

    def request_stop(self) -> None:
        """Stops the mesh; the second call no longer waits for requests to finish."""
        if not self._stop_requested.is_set():
            self._stop_requested.set()
            return
        for tier in (self._edges, *self._tiers[1:]):
            for runner in tier:
                runner.kill()

    @property
    def programs(self) -> list[Program]:
        return [runner.program for runner in self._runners]

    @property
    def _runners(self) -> list[Runner]:
        return [runner for tier in (*self._tiers, self._edges) for runner in tier]

    async def _keep(self, bring_up: Coroutine[Any, Any, None]) -> None:
        work = asyncio.create_task(bring_up)
        stop = asyncio.create_task(self._stop_requested.wait())
        await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            work.cancel()
            await asyncio.wait({work})
        stop.cancel()
        if work.cancelled():
            return
        work.result()
        self._state.phase = "ready"
        self._save()
        self._emit(Event("up"))
        await self._stop_requested.wait()

    async def _stop_all(self) -> None:
        if not self._runners:
            self._forget()
            return
        self._state.phase = "stopping"
        self._save()
        self._emit(Event("stopping"))
        for tier in (self._edges, *reversed(self._tiers)):
            await asyncio.gather(*(runner.stop() for runner in tier))
        self._forget()
        self._emit(Event("stopped"))

    def _launch(self, program: Program) -> Runner:
        return Runner(program, self._home.log_of(program.name), self._emit, self._save)

    def _forget(self) -> None:
        self._home.state_file.unlink(missing_ok=True)

    def _save(self) -> None:
        self._state.processes = [runner.state for runner in self._runners if runner.state is not None]
        # A full disk must not stop a running mesh; `status` then shows the last saved state.
        with contextlib.suppress(OSError):
            write_state(self._home.state_file, self._state)

    @contextlib.contextmanager
    def _signals(self) -> Generator[None]:
        loop = asyncio.get_running_loop()
        for number in STOP_SIGNALS:
            loop.add_signal_handler(number, self.request_stop)
        try:
            yield
        finally:
            for number in STOP_SIGNALS:
                loop.remove_signal_handler(number)

    async def _rotate(self) -> None:
        while True:
            await asyncio.sleep(ROTATION_PAUSE)
            with contextlib.suppress(OSError):  # a full disk; the next round tries again
                rotate_logs(self._home.logs)
