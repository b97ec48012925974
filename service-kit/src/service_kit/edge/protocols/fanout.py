"""Writes the same frames to thousands of WebSockets, on two cores.

This loop is the hot path of every feed. The system call takes 5-7 µs per client, nearly all of it in the
kernel, so everything else is kept out of the loop: no transport, no check, not even the object of the socket,
which the processor would have to fetch from memory. Python releases its lock during the call, so a second
thread nearly halves the time until the last client is reached.
"""

import os
from array import array
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from service_kit.edge.protocols.websocket import CHANGES, PushSocket

_WORTH_A_THREAD: Final = 256
"""Sockets; waking the helper takes as long as writing to a few of them."""

_Unsent = list[tuple[int, int]]
"""Places of sockets with the number of bytes that were written to them."""


class Crowd:
    """Sockets that get the same frames.

    Remembers their file descriptors until that of any socket changes. A descriptor is never kept longer: the
    next connection may get the same one.
    """

    def __init__(self, sockets: Sequence[PushSocket]) -> None:
        self.sockets: Final = sockets
        self._fds = array("i")
        self._seen = -1

    def fds(self) -> "array[int]":
        """The descriptor of each socket, or -1 if it cannot be written to directly."""
        if self._seen != CHANGES.count:
            self._fds = array("i", [socket.direct_fd for socket in self.sockets])
            self._seen = CHANGES.count
        return self._fds


class Fanout:
    """Belongs to one event loop, which waits while frames are written: so frames keep their order."""

    def __init__(self) -> None:
        self._helper = ThreadPoolExecutor(1, "fanout") if (os.cpu_count() or 1) > 1 else None

    def push(self, crowd: Crowd, frames: bytes) -> None:
        """Writes whole frames to each socket without waiting for its client."""
        fds = crowd.fds()
        left, unsent = enumerate(fds), _Unsent()
        if self._helper is None or len(fds) < _WORTH_A_THREAD:
            _write(left, frames, unsent)
        else:
            # Both threads take from one iterator, so neither waits for the other at the end.
            helped = self._helper.submit(_write, left, frames, unsent)
            _write(left, frames, unsent)
            helped.result()
        for place, sent in unsent:
            crowd.sockets[place].push(frames[sent:])

    def close(self) -> None:
        """Ends the helper."""
        if self._helper is not None:
            self._helper.shutdown()


def _write(left: Iterator[tuple[int, int]], frames: bytes, unsent: _Unsent) -> None:
    write, size = os.write, len(frames)
    for place, fd in left:
        try:
            sent = write(fd, frames)
        except OSError:  # closed, full or broken: the transport of the socket handles it
            sent = 0
        if sent != size:
            unsent.append((place, sent))
