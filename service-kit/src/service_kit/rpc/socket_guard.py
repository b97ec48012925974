"""A unix socket that one process owns: a stale file is removed, a live owner is left alone."""

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
    """The file of a "unix:" address, None for others."""
    for prefix in _PREFIXES:
        if address.startswith(prefix):
            return Path(address.removeprefix(prefix))
    return None


class SocketGuard:
    """Holds a lock beside the socket as long as the process lives; the kernel lets go when it dies."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock: int | None = None

    def acquire(self) -> None:
        """Makes the path free to listen on. Raises AddressInUse while another process does."""
        private_directory(self._path.parent)
        lock = os.open(self._path.with_name(f"{self._path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if self._answers():
                raise BlockingIOError
        except BlockingIOError:
            os.close(lock)
            raise AddressInUse(f"another process already listens on {self._path}: stop it first") from None
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
