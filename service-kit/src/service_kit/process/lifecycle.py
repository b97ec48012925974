"""The lifecycle of a process: one event loop, stop signals, and an exit code."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Final

import uvloop

from service_kit.errors import DomainError
from service_kit.logging.logs import get_logger
from service_kit.settings.files import SettingsError
from service_kit.telemetry import tracing

Main = Callable[[asyncio.Event], Awaitable[None]]
_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)
log = get_logger(__name__)


def run(main: Main) -> None:
    """Runs `main(stop)` on uvloop and exits: 0 if it returned, 1 with one clear line if it failed.

    SIGTERM and SIGINT set `stop`, after which main drains and returns; a second signal cancels it.
    """
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_until_stopped(main))
    except (KeyboardInterrupt, asyncio.CancelledError):
        code = 130
    except Exception as error:  # noqa: BLE001 - the last handler of the process
        print(f"error: {_explain(error)}", file=sys.stderr)  # noqa: T201 - for whoever started the process
        code = 1
    else:
        code = 0
    tracing.shutdown()
    sys.exit(code)


async def _until_stopped(main: Main) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(main(stop))

    def ask_to_stop() -> None:
        if stop.is_set():
            task.cancel()
        stop.set()

    for number in _SIGNALS:
        loop.add_signal_handler(number, ask_to_stop)
    try:
        await task
    finally:
        for number in _SIGNALS:
            with contextlib.suppress(ValueError):
                loop.remove_signal_handler(number)


def _explain(error: Exception) -> str:
    if isinstance(error, SettingsError | DomainError | OSError):
        return str(error)
    log.critical("The process failed", exc_info=error)
    return f"{type(error).__name__}: {error}"
