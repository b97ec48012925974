"""Several gateways behind one port: the parent opens it, starts the workers, and replaces dead ones."""

import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from time import monotonic

from gateway_service.server.run import listen, metrics_listener
from gateway_service.settings import GatewaySettings
from service_kit.logging import logs

_PAUSE_S = 1.0
_STABLE_S = 10.0
_MOST_FAILURES = 3
_TIME_TO_EXIT_S = 5.0
_FROM_PARENT = 0

log = logs.get_logger(__name__)


class WorkersFail(Exception):
    """Workers die repeatedly right after their start."""


async def serve_workers(settings: GatewaySettings, stop: asyncio.Event) -> None:
    """Keeps `settings.workers` processes running until `stop` is set. Raises CannotListen, WorkersFail.

    No connection is refused in the meantime: connections wait in the queue of the shared socket.
    """
    with contextlib.ExitStack() as opened:
        listener = opened.enter_context(listen(settings))
        for_metrics = metrics_listener(settings)
        folder = opened.enter_context(tempfile.TemporaryDirectory(prefix="altsports-"))
        shared = {
            **os.environ,
            "WEB_CONCURRENCY": "1",
            "ALTSPORTS_LISTEN_FD": str(listener.fileno()),
            "ALTSPORTS_WORKERS_FOLDER": folder,
        }
        fds = [listener.fileno()]
        if for_metrics is not None:
            opened.enter_context(for_metrics)
            shared["ALTSPORTS_METRICS_FD"] = str(for_metrics.fileno())
            fds.append(for_metrics.fileno())
        log.info("Started gateway", workers=settings.workers, port=listener.getsockname()[1])
        async with asyncio.TaskGroup() as group:
            for number in range(1, settings.workers + 1):
                environment = {**shared, "ALTSPORTS_WORKER": str(number)}
                slot = _Slot(environment, fds, grace_s=settings.grace_s)
                group.create_task(slot.keep(stop))


def stop_with_parent(stop: asyncio.Event) -> None:
    """Sets `stop` when the parent has died: nobody would replace or end this worker.

    The parent never writes, so its end of the pipe closes only when it dies, in any way.
    """
    loop = asyncio.get_running_loop()

    def parent_is_gone() -> None:
        loop.remove_reader(_FROM_PARENT)
        log.error("The parent of this gateway worker has died")
        stop.set()

    loop.add_reader(_FROM_PARENT, parent_is_gone)


class _Slot:
    """The slot of one worker."""

    def __init__(self, environment: Mapping[str, str], fds: Sequence[int], *, grace_s: float) -> None:
        self._environment = environment
        self._fds = fds
        self._grace_s = grace_s
        self._failures = 0

    async def keep(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            started = monotonic()
            try:
                code = await self._one_worker(stop)
            except OSError as error:  # such as no memory for another process; other workers go on
                log.warning("A gateway worker could not be started", reason=str(error))
                await _pause(stop)
                continue
            if stop.is_set():
                return
            self._failures = 1 if monotonic() - started > _STABLE_S else self._failures + 1
            log.error("A gateway worker died; starting another one", exit_code=code)
            if self._failures >= _MOST_FAILURES:
                raise WorkersFail("the gateway workers die right after their start; see the log")
            await _pause(stop)

    async def _one_worker(self, stop: asyncio.Event) -> int:
        """Runs a worker until it ends or `stop` is set; returns its exit code."""
        worker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "gateway_service"),
            stdin=asyncio.subprocess.PIPE,
            env=self._environment,
            pass_fds=self._fds,
        )
        ended = asyncio.create_task(worker.wait())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            await self._end(worker)
        return await ended

    async def _end(self, worker: asyncio.subprocess.Process) -> None:
        if worker.returncode is not None:
            return
        worker.terminate()
        try:
            async with asyncio.timeout(self._grace_s + _TIME_TO_EXIT_S):
                await worker.wait()
        except TimeoutError:
            worker.kill()


async def _pause(stop: asyncio.Event) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PAUSE_S):
            await stop.wait()
