"""Ownership of a unix socket by one process: removes stale files, and respects a live owner."""

import fcntl
import os
import socket
from pathlib import Path
from typing import Final

from service_kit.settings.files import private_directory

_PREFIXES: Final = ("unix://", "unix:")


class AddressInUse(OSError):
    """Another live process listens there."""


def socket_path(address: str) -> Path | None:
    """The path of a "unix:" address; None for others."""
    for prefix in _PREFIXES:
        if address.startswith(prefix):
            return Path(address.removeprefix(prefix))
    return None


class SocketGuard:
    """Holds a lock beside the socket while the process lives; the kernel releases it afterwards."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: int | None = None

    def acquire(self) -> None:
        """Makes the path available for listening. Raises AddressInUse if another process listens there."""
        private_directory(self._path.parent)
        lock = os.open(self._path.with_name(f"{self._path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if self._answers():
                raise BlockingIOError
        except BlockingIOError:
            os.close(lock)
            raise AddressInUse(f"another process already listens on {self._path}; stop it first") from None
        self._lock = lock
        self._path.unlink(missing_ok=True)

    def release(self) -> None:
        """Removes the socket and lets others listen."""
        if self._lock is not None:
            self._path.unlink(missing_ok=True)
            os.close(self._lock)
            self._lock = None

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(1)
            try:
                probe.connect(os.fspath(self._path))
            except (ConnectionRefusedError, FileNotFoundError):
                return False
        return True
