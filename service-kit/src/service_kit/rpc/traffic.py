"""The running calls of a server: stops late calls, and ends streams when the server stops."""

import asyncio
import time
from collections.abc import Callable
from typing import Final, Protocol

from service_kit.errors import DeadlineExceeded, DomainError, Unavailable

# One timer for all calls: a timer per call would cost more than all other bookkeeping of a call.
SWEEP_S: Final = 0.05


class ServiceStopping(Unavailable):
    """The process stops, which ends the stream."""

    reason = "SERVICE_STOPPING"


class Running(Protocol):
    """A call that can be stopped with an error for its client."""

    @property
    def ends(self) -> float: ...
    @property
    def is_stream(self) -> bool: ...
    def stop(self, why: DomainError) -> None: ...


class Traffic:
    """Keeps track of all running calls of a server."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._running: set[Running] = set()
        self._sweep: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._running)

    def enter(self, call: Running) -> None:
        """Adds a call; it is stopped within SWEEP_S after `ends` (monotonic seconds)."""
        self._running.add(call)
        if self._sweep is None:
            self._sweep = asyncio.get_running_loop().call_later(SWEEP_S, self._stop_late)

    def leave(self, call: Running) -> None:
        """Removes a finished call."""
        self._running.discard(call)

    def stop_streams(self) -> None:
        """Ends all streams, which may be endless, with ServiceStopping."""
        for call in [call for call in self._running if call.is_stream]:
            call.stop(ServiceStopping("The service is restarting", retry_after_s=1))

    def _stop_late(self) -> None:
        now = self._now()
        for call in [call for call in self._running if call.ends <= now]:
            call.stop(DeadlineExceeded("The service did not answer in time"))
        loop = asyncio.get_running_loop()
        self._sweep = loop.call_later(SWEEP_S, self._stop_late) if self._running else None
