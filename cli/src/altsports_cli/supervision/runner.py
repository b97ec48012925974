"""Keeps one program running: starts it, waits until it is ready, restarts it when it dies, stops it."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from altsports_cli.errors import CliError
from altsports_cli.logs.lines import last_words
from altsports_cli.machine.processes import ProcessId, describe_exit, kill_group
from altsports_cli.supervision.events import Emit, Event
from altsports_cli.supervision.programs import Program
from altsports_cli.supervision.state import ProcessState
from service_kit import backoff

FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
CALM_SECONDS = 10.0  # a program that ran this long is not in a crash loop
ATTEMPTS_BEFORE_READY = 3
PROBE_PAUSE = 0.15


class Runner:
    """One supervised program."""

    def __init__(self, program: Program, log: Path, emit: Emit, changed: Callable[[], None]) -> None:
        self.program = program
        self.state: ProcessState | None = None
        self._log = log
        self._emit = emit
        self._changed = changed
        self._process: asyncio.subprocess.Process | None = None
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._stopping = asyncio.Event()
        self._reloading = False
        self._crashes = 0
        self._task = asyncio.create_task(self._keep_running(), name=program.name)

    async def ready(self) -> None:
        """Waits until the program is first ready. Raises CliError if it does not become ready."""
        await asyncio.shield(self._ready)

    async def reload(self) -> None:
        """Restarts the program with the current code."""
        if self._process is not None and self._process.returncode is None:
            self._reloading = True
            self._emit(Event("reloading", self.program.name))
            await self._end(self._process)

    async def stop(self) -> None:
        """Ends the program: its stop signal, then SIGKILL after its stop_seconds."""
        self._stopping.set()
        if self._process is not None:
            await self._end(self._process)
        await self._task
        self._set_status("stopped")

    def kill(self) -> None:
        """Ends the program at once."""
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def _keep_running(self) -> None:
        try:
            while not self._stopping.is_set():
                started = time.monotonic()
                problem = await self._try_once(started)
                if self._stopping.is_set():
                    return
                if self._reloading:
                    self._reloading = False
                    continue
                await self._after_crash(time.monotonic() - started, problem)
        except CliError as error:
            self._set_status("failed")
            if not self._ready.done():
                self._ready.set_exception(error)
        finally:
            if not self._ready.done():
                self._ready.cancel()

    async def _try_once(self, started: float) -> str | None:
        """Runs the program until it ends; returns why it could not be started, if so."""
        try:
            await self._run_once(started)
        except OSError as error:  # such as a full disk, or no memory for another process
            return f"could not be started: {error.strerror or error}"
        return None

    async def _run_once(self, started: float) -> None:
        self.program.prepare()
        self._process = process = await self._spawn()
        if self._stopping.is_set():
            await self._end(process)
        waiting = asyncio.create_task(self._wait_until_ready(started))
        try:
            await process.wait()
        finally:
            waiting.cancel()
            kill_group(process.pid)

    async def _spawn(self) -> asyncio.subprocess.Process:
        self._emit(Event("starting", self.program.name))
        with self._log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *self.program.command(),
                env=dict(self.program.environment),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        identity = ProcessId.of(process.pid)
        restarts = self.state.restarts + 1 if self.state else 0
        self.state = ProcessState(
            self.program.name,
            process.pid,
            identity.started if identity else time.time(),
            int(self.program.stop_signal),
            restarts=restarts,
        )
        self._changed()
        return process

    async def _wait_until_ready(self, started: float) -> None:
        while not await self._is_ready():
            if not self._ready.done() and time.monotonic() - started > self.program.ready_seconds:
                self._ready.set_exception(self._never_ready())
                return
            await asyncio.sleep(PROBE_PAUSE)
        self._emit(Event("ready", self.program.name, seconds=time.monotonic() - started))
        self._set_status("ready")
        if not self._ready.done():
            self._ready.set_result(None)

    async def _is_ready(self) -> bool:
        try:
            async with asyncio.timeout(5):
                return await self.program.probe()
        except (OSError, TimeoutError):
            return False

    async def _after_crash(self, ran_seconds: float, problem: str | None) -> None:
        """Reports the crash and waits before the next start, twice as long after each consecutive crash."""
        code = self._process.returncode if self._process else None
        how = problem or ("ended" if code is None else describe_exit(code))
        self._crashes = 1 if ran_seconds > CALM_SECONDS else self._crashes + 1
        if not self._ready.done() and self._crashes >= ATTEMPTS_BEFORE_READY:
            raise self._does_not_start(how)
        delay = backoff.doubled(self._crashes, first_s=FIRST_DELAY, longest_s=LONGEST_DELAY)
        self._emit(Event("crashed", self.program.name, f"{how}; restarting in {delay:g} s"))
        self._set_status("restarting")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(delay):
                await self._stopping.wait()

    async def _end(self, process: asyncio.subprocess.Process) -> None:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, self.program.stop_signal)
        try:
            async with asyncio.timeout(self.program.stop_seconds):
                await process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGKILL)
            await process.wait()

    def _set_status(self, status: str) -> None:
        if self.state is not None:
            self.state.status = status
            self._changed()

    def _does_not_start(self, how: str) -> CliError:
        return CliError(
            f"{self.program.name} does not start: it {how}. {last_words(self._log)}".strip(),
            f"See its log: {self._log}",
        )

    def _never_ready(self) -> CliError:
        return CliError(
            f"{self.program.name} is not ready after {self.program.ready_seconds:g} s."
            f" {last_words(self._log)}".rstrip(),
            f"See its log: {self._log}",
        )
