"""Writes the same frames to thousands of WebSockets, on two cores.

This loop is the hot path of every feed. The system call takes 5-7 µs per client, nearly all of it in the
kernel, so everything else is kept out of the loop: no transport, no check, no object but the socket itself.
Python releases its lock during the call, so a second thread halves the time until the last client is reached.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from service_kit.edge.protocols.websocket import PushSocket

_WORTH_A_THREAD: Final = 256
"""Sockets; waking the helper takes as long as writing to a few of them."""

_Unsent = list[tuple[PushSocket, int]]
"""Sockets with the number of bytes that were written to them."""


class Fanout:
    """Belongs to one event loop, which waits while frames are written: so frames keep their order."""

    def __init__(self) -> None:
        self._helper = ThreadPoolExecutor(1, "fanout") if (os.cpu_count() or 1) > 1 else None

    def push(self, sockets: Sequence[PushSocket], frames: bytes) -> None:
        """Writes whole frames to each socket without waiting for its client."""
        left, unsent = iter(sockets), _Unsent()
        if self._helper is None or len(sockets) < _WORTH_A_THREAD:
            _write(left, frames, unsent)
        else:
            # Both threads take from one iterator, so neither waits for the other at the end.
            helped = self._helper.submit(_write, left, frames, unsent)
            _write(left, frames, unsent)
            helped.result()
        for socket, sent in unsent:
            socket.push(frames[sent:])

    def close(self) -> None:
        """Ends the helper."""
        if self._helper is not None:
            self._helper.shutdown()


def _write(left: Iterator[PushSocket], frames: bytes, unsent: _Unsent) -> None:
    write, size = os.write, len(frames)
    for socket in left:
        try:
            sent = write(socket.direct_fd, frames)
        except OSError:  # closed, full or broken: the transport of the socket handles it
            sent = 0
        if sent != size:
            unsent.append((socket, sent))
