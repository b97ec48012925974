"""The servers of a test run: started on demand, shared by all workers, stopped at the end."""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from pathlib import Path
from typing import Literal

_FOLDER_VARIABLE = "ALTSPORTS_TEST_STACK"
_OWNER_VARIABLE = "ALTSPORTS_TEST_OWNER"
_START_LIMIT_S = 120.0
_STOP_LIMIT_S = 30.0

_MEMORY = "/dev/shm"  # noqa: S108 - a folder of mkdtemp's is made in it
_ROOM = 2 * 2**30


def memory() -> str | None:
    """A folder in memory, where copying a database takes a tenth of the time.

    None where there is too little of it, or where TMPDIR names another folder.
    """
    with contextlib.suppress(OSError):
        if "TMPDIR" not in os.environ and shutil.disk_usage(_MEMORY).free > _ROOM:
            return _MEMORY
    return None


class Stack:
    """One folder per run, which workers get through their environment."""

    def __init__(self, folder: Path, owner: int) -> None:
        self.folder = folder
        self._owner = owner

    @classmethod
    def create(cls) -> "Stack":
        """Called once per run, by the process that outlives the others."""
        folder = Path(tempfile.mkdtemp(prefix="altsports-tests-", dir=memory()))
        folder.chmod(0o755)  # the embedded PostgreSQL can run as another user
        os.environ[_FOLDER_VARIABLE] = str(folder)
        os.environ[_OWNER_VARIABLE] = str(os.getpid())
        return cls(folder, os.getpid())

    @classmethod
    def of_this_run(cls) -> "Stack":
        return cls(Path(os.environ[_FOLDER_VARIABLE]), int(os.environ[_OWNER_VARIABLE]))

    @contextlib.contextmanager
    def locked(self, name: str) -> Generator[None]:
        """Excludes the other workers of this run."""
        with (self.folder / f"{name}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def url_of(self, kind: Literal["postgres", "redis"]) -> str:
        """The address of a shared server, which the first call of the run starts."""
        folder = self.folder / kind
        with self.locked(kind):
            if not (folder / "url").exists():
                self._start(kind, folder)
        return (folder / "url").read_text()

    def _start(self, kind: str, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        with (folder / "keeper.log").open("ab") as log:
            keeper = subprocess.Popen(  # noqa: S603 - a fixed command
                [sys.executable, "-m", "service_kit.testing.keeper", kind, str(folder), str(self._owner)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C ends the tests first
            )
        (folder / "keeper.pid").write_text(str(keeper.pid))
        keeper.returncode = 0  # it outlives this process on purpose, so avoid a ResourceWarning
        _wait_for(folder)

    def remove(self) -> None:
        """Stops all servers of the run and waits until they have ended."""
        pids = [int(path.read_text()) for path in self.folder.glob("*/keeper.pid")]
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + _STOP_LIMIT_S
        while any(_is_running(pid) for pid in pids) and time.monotonic() < deadline:
            time.sleep(0.02)
        shutil.rmtree(self.folder, ignore_errors=True)


def _wait_for(folder: Path) -> None:
    deadline = time.monotonic() + _START_LIMIT_S
    while time.monotonic() < deadline:
        if (folder / "url").exists():
            return
        if (folder / "error").exists():
            raise RuntimeError((folder / "error").read_text())
        time.sleep(0.02)
    raise RuntimeError(f"the server did not start within {_START_LIMIT_S:.0f} s; see {folder}/keeper.log")


def _is_running(pid: int) -> bool:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)  # reap it if it is our child, or it would stay as a zombie
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
