"""Writes the same bytes to hundreds of sockets with two system calls, on Linux.

With one call per socket, two threads hand Python's lock to each other thousands of times, and on a quiet
machine they take nearly as long as one. `io_submit` takes a list of writes, and ctypes releases the lock for
the whole list. A write to a socket that does not block ends within the call, so nothing here is asynchronous.
io_uring could do the same, but containers forbid it by default.

The structures are those of `linux/aio_abi.h`. libc has no functions for these calls.
"""

import ctypes
import errno
import os
import platform
import socket
import struct
import sys
from array import array
from collections.abc import Callable
from typing import Final, NamedTuple

MOST: Final = 128
"""Sockets in one list. Longer lists are no faster, and one thread waits longer for the other at the end."""

Unsent = list[tuple[int, int]]
"""Positions of sockets that did not take everything, with the number of bytes that they took."""

_REQUEST: Final = struct.Struct("=QIIHhiQQqQII")
"""`struct iocb`: data, key, flags, opcode, priority, fd, buffer, size, offset, reserved, flags, eventfd."""

_FD_AT: Final = 20
_RESULT_WORDS: Final = 4
"""`struct io_event`, 64 bits each: data, obj, res (the bytes written or a negative error number), res2."""

_PWRITEV: Final = 8


class _Vector(ctypes.Structure):
    """`struct iovec`."""

    _fields_ = (("data", ctypes.c_char_p), ("size", ctypes.c_size_t))


class _Numbers(NamedTuple):
    setup: int
    destroy: int
    submit: int
    getevents: int


_NUMBERS: Final = {
    ("linux", "x86_64"): _Numbers(setup=206, destroy=207, submit=209, getevents=208),
    ("linux", "aarch64"): _Numbers(setup=0, destroy=1, submit=2, getevents=4),
}


class AioWriter:
    """Belongs to one thread at a time. Raises OSError where the platform has no AIO or refuses it.

    All requests point to one vector, so from write to write only that and the descriptors change.
    """

    def __init__(self) -> None:
        self._numbers = _numbers()
        self._call = _system_call()
        self._vector = _Vector()
        vector = ctypes.addressof(self._vector)
        requests = (_REQUEST.pack(n, 0, 0, _PWRITEV, 0, -1, vector, 1, 0, 0, 0, 0) for n in range(MOST))
        self._requests = array("Q", b"".join(requests))
        self._fds = memoryview(self._requests).cast("B").cast("i")[_FD_AT // 4 :: _REQUEST.size // 4]
        first = _address(self._requests)
        self._pointers = array("Q", range(first, first + MOST * _REQUEST.size, _REQUEST.size))
        self._results = array("q", bytes(8 * _RESULT_WORDS * MOST))
        self._positions = memoryview(self._results)[0::_RESULT_WORDS]
        self._sent = memoryview(self._results)[2::_RESULT_WORDS]
        context = array("Q", [0])
        self._call(self._numbers.setup, MOST, _address(context))
        self._context = context[0]
        try:
            self._require_that_it_works()
        except OSError:
            self.close()
            raise

    def write(self, fds: "array[int]", data: bytes) -> Unsent:
        """Writes to at most `MOST` sockets that do not block; those may also be closed, full or broken."""
        count = len(fds)
        self._fds[:count] = fds
        self._vector.data, self._vector.size = data, len(data)
        unsent = [(position, 0) for position in self._submit(count)]
        done = count - len(unsent)
        self._collect(done)
        results = zip(self._positions[:done].tolist(), self._sent[:done].tolist(), strict=True)
        unsent += [(position, max(sent, 0)) for position, sent in results if sent != len(data)]
        return unsent

    def close(self) -> None:
        """Frees what the kernel holds."""
        self._call(self._numbers.destroy, self._context)

    def _submit(self, count: int) -> list[int]:
        """Returns the positions of requests that the kernel refuses, for instance for a closed descriptor."""
        refused: list[int] = []
        at = 0
        while at < count:
            pointers = _address(self._pointers) + 8 * at
            try:
                at += self._call(self._numbers.submit, self._context, count - at, pointers)
            except OSError:  # the first of them is refused; before a later one, the kernel only stops
                refused.append(at)
                at += 1
        return refused

    def _collect(self, count: int) -> None:
        """Fetches the results, for which nothing has to wait if the kernel is Linux itself."""
        done = 0
        while done < count:
            left, results = count - done, _address(self._results) + 8 * _RESULT_WORDS * done
            try:
                done += self._call(self._numbers.getevents, self._context, left, left, results)
            except InterruptedError:
                continue

    def _require_that_it_works(self) -> None:
        """A sandbox may refuse any of the calls, so this makes all of them."""
        ours, theirs = socket.socketpair()
        with ours, theirs:
            ours.setblocking(False)
            if self.write(array("i", [ours.fileno()]), b"?"):
                raise OSError(errno.ENOSYS, "io_submit writes nothing")


def _numbers() -> _Numbers:
    machine = platform.machine()
    numbers = _NUMBERS.get((sys.platform, machine)) if sys.maxsize > 2**32 else None
    if numbers is None:
        raise OSError(errno.ENOSYS, f"no known system calls on {sys.platform} {machine}")
    return numbers


def _system_call() -> Callable[..., int]:
    function = ctypes.CDLL(None, use_errno=True).syscall
    function.restype, function.argtypes = ctypes.c_long, [ctypes.c_long] * 6

    def call(*values: int) -> int:
        result: int = function(*values, *(0,) * (6 - len(values)))
        if result < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
        return result

    return call


def _address(values: "array[int]") -> int:
    return values.buffer_info()[0]
