"""Writes the same frames to thousands of WebSockets, on two cores.

This loop is the hot path of every feed. A write takes 5-7 µs per client, nearly all of it in the kernel, so
everything else is kept out of the loop: no transport, no check, not even the object of the socket, which the
processor would have to fetch from memory. A second thread halves the time until the last client is reached,
provided that the two rarely need Python's lock: so each of them hands whole lists of sockets to the kernel.
"""

import os
from array import array
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol

from service_kit.edge.protocols.linux_aio import MOST, AioWriter, Unsent
from service_kit.edge.protocols.websocket import CHANGES, PushSocket
from service_kit.logging import logs

log = logs.get_logger(__name__)

_WORTH_A_THREAD: Final = 2 * MOST
"""Sockets; waking the helper takes as long as writing to a few of them."""


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


class Writer(Protocol):
    """Writes to many sockets; belongs to one thread at a time."""

    def write(self, fds: "array[int]", data: bytes) -> Unsent:
        """Writes to at most `MOST` sockets that do not block; those may also be closed, full or broken."""
        ...

    def close(self) -> None:
        """Frees what the kernel holds."""
        ...


class OneByOne:
    """Writes with one system call per socket, on every platform."""

    def write(self, fds: "array[int]", data: bytes) -> Unsent:
        write, size, unsent = os.write, len(data), Unsent()
        for position, fd in enumerate(fds):
            try:
                sent = write(fd, data)
            except OSError:  # closed, full or broken
                sent = 0
            if sent != size:
                unsent.append((position, sent))
        return unsent

    def close(self) -> None:
        """Does nothing."""


class Fanout:
    """Belongs to one event loop, which waits while frames are written: so frames keep their order."""

    def __init__(self) -> None:
        self._alone = OneByOne()
        self._helper = ThreadPoolExecutor(1, "fanout") if (os.cpu_count() or 1) > 1 else None
        self._pair: Sequence[Writer] = _open_two() if self._helper else ()

    def push(self, crowd: Crowd, frames: bytes) -> None:
        """Writes whole frames to each socket without waiting for its client."""
        fds, unsent = crowd.fds(), Unsent()
        starts = iter(range(0, len(fds), MOST))
        if self._helper is None or len(fds) < _WORTH_A_THREAD:
            _write(self._alone, fds, starts, frames, unsent)
        else:
            # Both threads take from one iterator, so neither waits long for the other at the end.
            helped = self._helper.submit(_write, self._pair[1], fds, starts, frames, unsent)
            _write(self._pair[0], fds, starts, frames, unsent)
            helped.result()
        for place, sent in unsent:  # closed, full or broken: the transport of the socket handles it
            crowd.sockets[place].push(frames[sent:])

    def close(self) -> None:
        """Ends the helper."""
        if self._helper is not None:
            self._helper.shutdown()
        for writer in self._pair:
            writer.close()


def _open_two() -> Sequence[Writer]:
    """A writer for each thread, by AIO if possible."""
    writers: list[Writer] = []
    try:
        while len(writers) < 2:
            writers.append(AioWriter())
    except OSError as error:
        log.warning("Linux AIO does not work, so writing to many WebSockets takes longer", reason=str(error))
        writers += [OneByOne(), OneByOne()]
    return writers[:2]


def _write(writer: Writer, fds: "array[int]", starts: Iterator[int], frames: bytes, unsent: Unsent) -> None:
    for start in starts:
        found = writer.write(fds[start : start + MOST], frames)
        unsent += [(start + position, sent) for position, sent in found]
