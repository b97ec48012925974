"""Background loops: work that a process repeats until it stops, and that no failure ends."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Final, NoReturn

from service_kit import backoff
from service_kit.errors import DomainError
from service_kit.logging import logs

_CALM_S: Final = 5.0  # work that ran for this long did not fail at once
_LONGEST_OUTAGE_S: Final = 2.0
_BRIEFLY_S: Final = 0.1
_LONGEST_BUG_S: Final = 60.0

Work = Callable[[], Awaitable[object]]
Outages = tuple[type[Exception], ...]

OUTAGES: Final[Outages] = (DomainError, OSError)
"""The errors of a dependency that is unavailable: they are logged once, without a stack, and retried soon."""

log = logs.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Loop:
    """Work that is repeated: one round, or work that runs until it is cancelled.

    `every_s` is the pause between rounds. `rest` replaces the pause where something else ends it.
    """

    name: str
    work: Work
    every_s: float = 1.0
    rest: Work | None = None

    async def run(self) -> NoReturn:
        """Never returns; ends when cancelled."""
        await forever(self.name, self.work, rest=self.rest or (lambda: asyncio.sleep(self.every_s)))


def once(name: str, work: Work) -> Loop:
    """Work that is done once: repeated until it succeeds."""
    return Loop(name, work, rest=asyncio.Event().wait)


def until(event: asyncio.Event, *, at_most_s: float) -> Work:
    """A rest that ends when the event is set, which it then clears, or when the time is up."""

    async def rest() -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(at_most_s):
                await event.wait()
        event.clear()

    return rest


@asynccontextmanager
async def running(loops: Iterable[Loop]) -> AsyncGenerator[None]:
    """Runs loops while the block runs."""
    tasks = [asyncio.create_task(loop.run(), name=loop.name) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _rest_briefly() -> None:
    await asyncio.sleep(_BRIEFLY_S)


async def forever(
    name: str, work: Work, *, rest: Work = _rest_briefly, outages: Outages = OUTAGES
) -> NoReturn:
    """Repeats work until cancelled, with `rest` between two rounds.

    After an error it logs and retries, ever more rarely: at least every two seconds after an outage, at least
    every minute after a bug.
    """
    failures = 0
    while True:
        began = monotonic()
        try:
            await work()
            failures = 0
            await rest()
            continue
        except asyncio.CancelledError as error:
            if _is_cancelled():
                raise
            failure: BaseException = error  # something that the work awaited was cancelled
        except Exception as error:  # noqa: BLE001 - the last handler of a loop
            failure = error
        failures = 1 if monotonic() - began > _CALM_S else failures + 1
        await _wait_after(name, failure, failures, outages)


async def _wait_after(name: str, failure: BaseException, failures: int, outages: Outages) -> None:
    is_outage = isinstance(failure, outages)
    if not is_outage:
        log.error("A background loop failed and will be retried", loop=name, exc_info=failure)
    elif failures == 1:
        reason = failure.reason if isinstance(failure, DomainError) else type(failure).__name__
        log.warning("A background loop was interrupted and will be retried", loop=name, reason=reason)
    longest_s = _LONGEST_OUTAGE_S if is_outage else _LONGEST_BUG_S
    await asyncio.sleep(backoff.pause(failures, first_s=0.1, longest_s=longest_s))


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is None or task.cancelling() > 0
