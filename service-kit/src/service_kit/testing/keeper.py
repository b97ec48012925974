"""A process that runs one server for a test run and stops it when the run ends, even by kill -9.

    python -m service_kit.testing.keeper (postgres|redis) FOLDER OWNER_PID

It writes FOLDER/url once the server answers, or FOLDER/error if it cannot start.
"""

import importlib
import os
import shutil
import signal
import sys
import threading
from pathlib import Path
from typing import Protocol

from service_kit.testing.postgres_server import PostgresServer
from service_kit.testing.redis_server import RedisServer

_LOOK_S = 0.5
_DOCKER_SOCKET = Path("/var/run/docker.sock")


class _Server(Protocol):
    @property
    def url(self) -> str: ...
    def start(self) -> None: ...
    def remove(self) -> None: ...


def main() -> None:
    kind, folder, owner = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    over = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, lambda _number, _frame: over.set())
    server = _start(kind, folder)
    try:
        _write(folder / "url", server.url)
        while not over.wait(_LOOK_S) and _is_alive(owner):
            pass
    finally:
        server.remove()
        if not _is_alive(owner):  # nobody else cleans up
            shutil.rmtree(folder.parent, ignore_errors=True)


def _start(kind: str, folder: Path) -> _Server:
    data = folder / "data"
    server = RedisServer(data) if kind == "redis" else (_container() or PostgresServer(data))
    try:
        server.start()
    except Exception as error:  # the waiting tests must see the error
        _write(folder / "error", f"{type(error).__name__}: {error}")
        raise
    return server


def _container() -> _Server | None:
    """PostgreSQL in a container, if there may be an engine; otherwise its libraries are not imported."""
    if "DOCKER_HOST" not in os.environ and not _DOCKER_SOCKET.exists():
        return None
    return importlib.import_module("service_kit.testing.postgres_container").container_if_possible()


def _write(path: Path, text: str) -> None:
    draft = path.with_suffix(".draft")
    draft.write_text(text)
    draft.rename(path)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main()
